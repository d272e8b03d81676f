import { defineCommand, flag, required } from './command.ts';
import { withNewInstance } from './instance.ts';
import { passwordStdin, readPassword, showPassword, warnIfUseless } from './password-input.ts';

export const userCreateCommand = defineCommand({
  name: 'user create',
  summary: 'creates an account that can sign in at once',
  operand: null,
  options: {
    email: required('EMAIL', 'the address to sign in with'),
    name: required('NAME', 'the name to show'),
    admin: flag('make it an administrator'),
    'password-stdin': passwordStdin,
    'new-instance': flag('begins a new instance where there is none'),
  },
  notes: [
    'Works in every registration mode, while the server runs as well.',
    'The very first account of a server is always an administrator. To make it before',
    'the first start of the server, add --new-instance.',
  ],
  async run({ options }, shell) {
    const { email, name, admin: isAdmin } = options;
    const password = await readPassword(options['password-stdin'], shell);
    const mayBegin = options['new-instance'];
    return withNewInstance(shell, mayBegin, async ({ accounts, connections }) => {
      const made = await accounts.create({ email, name, isAdmin, password }, null);
      const role = made.user.isAdmin ? 'administrator' : 'user';
      const why = made.isFirst && !isAdmin ? ', as the first account of this server' : '';
      shell.out(`Created the ${role} ${made.user.email}${why}`);
      showPassword(made.generatedPassword, shell);
      await warnIfUseless(connections, shell);
      return 0;
    });
  },
});
