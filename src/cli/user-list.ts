import type { Id } from '../core/uuid.ts';
import { showUser } from '../features/users/rules.ts';
import type { User, UserRow } from '../features/users/service.ts';
import type { Services } from '../services.ts';
import { defineCommand, flag } from './command.ts';
import { withInstance } from './instance.ts';
import type { Output } from './output.ts';

const usersAtOnce = 1000;

export const userListCommand = defineCommand({
  name: 'user list',
  summary: 'shows the accounts, newest first',
  operand: null,
  options: { json: flag('as JSON, as the API shows them') },
  notes: [],
  run({ options }, shell) {
    return withInstance(shell, async (services) => {
      if (options.json) await writeJson(services, shell);
      else await writeTable(services, shell);
      return 0;
    });
  },
});

type Source = Pick<Services, 'users' | 'database'>;

/** All accounts in pages, because a list of a million must not be in memory at once. */
async function* pagesOf({ users, database }: Source): AsyncGenerator<readonly User[]> {
  let before: Id | null = null;
  for (;;) {
    const rows: readonly UserRow[] = await users.list(database.read, usersAtOnce, before);
    if (rows.length > 0) yield rows.map((row) => showUser(row, 'anywhere'));
    before = rows.at(-1)?.id ?? null;
    if (before === null || rows.length < usersAtOnce) return;
  }
}

/** Writes one JSON array, formatted as if it were written in one piece. */
async function writeJson(source: Source, output: Output): Promise<void> {
  let pending = '';
  for await (const page of pagesOf(source)) {
    if (pending !== '') output.out(`${pending},`);
    // The page without its brackets and their line breaks.
    pending = `${pending === '' ? '[\n' : ''}${JSON.stringify(page, null, 2).slice(2, -2)}`;
  }
  output.out(pending === '' ? '[]' : `${pending}\n]`);
}

const header = ['EMAIL', 'NAME', 'ROLE', 'STATUS', 'CREATED (UTC)'];

/** Keeps one very long address from pushing the other columns off the screen. */
const maxWidth = 40;

/** Reads everything twice, because the column widths are known only at the end. */
async function writeTable(source: Source, output: Output): Promise<void> {
  let widths = header.map((title) => title.length);
  for await (const page of pagesOf(source)) {
    for (const cells of page.map(cellsOf)) {
      widths = widths.map((width, column) =>
        Math.max(width, Math.min(maxWidth, Bun.stringWidth(cells[column] ?? ''))),
      );
    }
  }
  output.out(lineOf(header, widths));
  for await (const page of pagesOf(source)) {
    for (const cells of page.map(cellsOf)) output.out(lineOf(cells, widths));
  }
}

function lineOf(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, column) => pad(cell, widths[column] ?? 0));
  return padded.join('  ').trimEnd();
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

/** A name must not control the terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, '\uFFFD');
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - Bun.stringWidth(text)));
}
