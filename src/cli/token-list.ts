import type { ListedToken } from '../features/api-tokens/named/schema.ts';
import { userOf } from '../features/users/service.ts';
import { defineCommand, flag } from './command.ts';
import { withInstance } from './instance.ts';
import type { Output } from './output.ts';

export const tokenListCommand = defineCommand({
  name: 'token list',
  summary: 'shows the API tokens of an account, newest first',
  operand: 'EMAIL',
  options: { json: flag('as JSON, as the API shows them') },
  notes: ['Tokens themselves are never shown, only how they begin.'],
  run({ operand, options }, shell) {
    return withInstance(shell, async ({ database, userTokens }) => {
      const { id } = await userOf(database.read, operand);
      const tokens = await userTokens.list(id);
      if (options.json) shell.out(JSON.stringify(tokens, null, 2));
      else writeTokens(tokens, shell);
      return 0;
    });
  },
});

const header = ['ID', 'BEGINS', 'EXPIRES (UTC)', 'LAST USED (UTC)', 'SCOPES AND NAME'];

function writeTokens(tokens: readonly ListedToken[], output: Output): void {
  const rows = tokens.map(({ id, prefix, expiresAt, lastUsedAt, scopes, name }) => [
    id,
    prefix,
    minute(expiresAt),
    minute(lastUsedAt),
    `${scopes.join(' ')}: ${printable(name)}`,
  ]);
  for (const [id = '', begins = '', expires = '', used = '', rest = ''] of [header, ...rows]) {
    const start = `${id.padEnd(36)}  ${begins.padEnd(9)}  ${expires.padEnd(16)}`;
    output.out(`${start}  ${used.padEnd(16)}  ${rest}`);
  }
}

function minute(time: string | null): string {
  return time === null ? '-' : time.slice(0, 16).replace('T', ' ');
}

/** A name must not control the terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, '\uFFFD');
}
