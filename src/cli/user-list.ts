import { showUser, type User } from '../features/users/service.ts';
import { defineCommand, flag } from './command.ts';
import { withInstance } from './instance.ts';
import type { Output } from './output.ts';

const maxUsers = 1000;

export const userListCommand = defineCommand({
  name: 'user list',
  summary: 'shows the accounts, newest first',
  operand: null,
  options: { json: flag('as JSON, as the API shows them') },
  notes: [],
  run({ options }, shell) {
    return withInstance(shell, async (services) => {
      // One more than is shown tells whether there are more.
      const rows = await services.users.list(services.database.read, maxUsers + 1);
      const users = rows.slice(0, maxUsers).map((row) => showUser(row));
      if (options.json) shell.out(JSON.stringify(users, null, 2));
      else writeTable(users, shell);
      if (rows.length > maxUsers) {
        shell.err(`anchor-auth: There are more: only the newest ${maxUsers} are shown`);
      }
      return 0;
    });
  },
});

const header = ['EMAIL', 'NAME', 'ROLE', 'STATUS', 'CREATED (UTC)'];

/** One very long address must not push the other columns off the screen. */
const maxWidth = 40;

function writeTable(users: readonly User[], output: Output): void {
  const rows = [header, ...users.map(cellsOf)];
  const widths = header.map((_, column) =>
    Math.min(maxWidth, Math.max(...rows.map((row) => Bun.stringWidth(row[column] ?? '')))),
  );
  for (const row of rows) {
    output.out(
      row
        .map((cell, column) => pad(cell, widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}

function cellsOf(user: User): readonly string[] {
  return [
    user.email,
    user.name,
    user.isAdmin ? 'admin' : 'user',
    user.status,
    user.createdAt.slice(0, 16).replace('T', ' '),
  ].map(printable);
}

/** A name from elsewhere must not steer the terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, '\uFFFD');
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - Bun.stringWidth(text)));
}
