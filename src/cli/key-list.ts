import type { SigningKey } from '../features/admin/signing-keys/schema.ts';
import { defineCommand } from './command.ts';
import { withInstance } from './instance.ts';
import type { Output } from './output.ts';

export const keyListCommand = defineCommand({
  name: 'key list',
  summary: 'shows the keys that sign access tokens',
  operand: null,
  options: {},
  notes: ['The list is empty until the first sign-in, and with HS256, which has a secret.'],
  run(_, shell) {
    return withInstance(shell, async ({ signingKeys }) => {
      writeKeys(await signingKeys.list(), shell);
      return 0;
    });
  },
});

/** Writes the keys as a table. */
export function writeKeys(keys: readonly SigningKey[], output: Output): void {
  const rows = keys.map((key) => [
    key.kid,
    key.state,
    minute(key.activeFrom),
    key.publishedUntil === null ? '-' : minute(key.publishedUntil),
  ]);
  for (const [kid = '', state = '', from = '', until = ''] of [header, ...rows]) {
    output.out(`${kid.padEnd(43)}  ${state.padEnd(7)}  ${from.padEnd(16)}  ${until}`);
  }
}

const header = ['KEY', 'STATE', 'SIGNS FROM (UTC)', 'ACCEPTED UNTIL (UTC)'];

function minute(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
