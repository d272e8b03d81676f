import { defineCommand, flag, required } from './command.ts';
import { withNewInstance } from './instance.ts';
import {
  mustChange,
  passwordStdin,
  readPassword,
  showPassword,
  temporaryNote,
  warnIfUseless,
} from './password-input.ts';

export const userCreateCommand = defineCommand({
  name: 'user create',
  summary: 'creates an account that can sign in at once',
  operand: null,
  options: {
    email: required('EMAIL', 'the address to sign in with'),
    name: required('NAME', 'the name to show'),
    admin: flag('make it an administrator'),
    'password-stdin': passwordStdin,
    'must-change': mustChange,
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
      const account = { email, name, isAdmin, password, mustChange: options['must-change'] };
      const made = await accounts.create(account, null);
      const role = made.user.isAdmin ? 'administrator' : 'user';
      const why = made.isFirst && !isAdmin ? ', as the first account of this server' : '';
      shell.out(`Created the ${role} ${made.user.email}${why}`);
      showPassword(made.generatedPassword, shell);
      if (options['must-change']) shell.out(temporaryNote);
      await warnIfUseless(connections, shell);
      return 0;
    });
  },
});
