import { Database } from 'bun:sqlite';
import { join } from 'node:path';
import { directory } from '../support/process.ts';
import { type Transcript, transcript, words } from './transcript.ts';

type Env = Readonly<Record<string, string>>;

/** Runs a command line on a data directory; values with spaces go into `more`. */
export type Command = (line: string, more?: More) => Promise<Transcript>;

interface More {
  readonly args?: readonly string[];
  readonly env?: Env;
  readonly line?: string | null;
}

export function commandOn(dataDir: string): Command {
  return (line, { args = [], env = {}, line: stdin = null } = {}) =>
    transcript([...words(line), ...args], { env: { DATA_DIR: dataDir, ...env }, line: stdin });
}

/** A path for a data directory that does not exist yet. */
export function newDataDir(): string {
  return join(directory(), 'data');
}

/** Asks or changes the database file behind everybody's back. */
export function sql<Row>(dataDir: string, text: string, ...values: (string | number)[]): Row[] {
  using connection = new Database(join(dataDir, 'anchor.db'));
  connection.run('pragma busy_timeout = 5000');
  return connection.query<Row, (string | number)[]>(text).all(...values);
}

/** The audit entries of the command line: event and address. */
export function auditOf(dataDir: string): readonly string[] {
  const rows = sql<{ event: string; target_email: string }>(
    dataDir,
    `select event, target_email from audit_log
      where actor_id is null and ip is null and outcome = 'success' order by id`,
  );
  return rows.map(({ event, target_email: email }) => `${event} ${email}`);
}

/** The generated password that a command showed. */
export function shownPassword({ out }: Transcript): string {
  const line = out.find((text) => text.startsWith('Its password, shown only this once: ')) ?? '';
  return line.slice(line.lastIndexOf(' ') + 1);
}
