// Starts the server on a damaged database: it must refuse with advice and change nothing, or serve a sound
// database.
import { Database } from 'bun:sqlite';
import { cpSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Body, type Client, createClient } from './client.ts';
import { countPeople, integrityProblems, openReadOnly } from './instance-checks.ts';
import type { Random } from './random.ts';
import { type Child, launch, started, workDirectory } from './server.ts';

export interface Trial {
  readonly damage: string;
  readonly outcome: 'refused' | 'started';
  /** The message of the refusal. */
  readonly said: string;
  readonly violations: readonly string[];
}

const people = 400;
const password = 'correct horse battery';

/** A data directory with some hundred pages in its database and the write-ahead log of a killed server. */
export async function usedDirectory(command: readonly string[]): Promise<string> {
  const dataDir = join(workDirectory(), 'data');
  const first = launch({ command, dataDir });
  await joinAll(await started(first), ['ada']);
  await first.stop();
  fill(join(dataDir, 'anchor.db'));
  const second = launch({ command, dataDir });
  await joinAll(await started(second), ['grace', 'ivy', 'joan']);
  await second.kill();
  return dataDir;
}

async function joinAll(origin: string, names: readonly string[]): Promise<void> {
  const client = createClient(origin);
  for (const name of names) {
    const body = { email: `${name}@example.com`, password, name };
    const answer = await client.call({ method: 'POST', path: '/api/auth/register', body });
    if (answer?.status !== 201) throw new Error(`${name} could not join: ${answer?.status}`);
  }
}

/** Adds enough accounts, sessions and audit entries for B-trees of several levels. */
function fill(file: string): void {
  using database = new Database(file);
  database.run('pragma foreign_keys = on');
  const copies = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${people})`;
  const rest = (table: string, fixed: readonly string[]) =>
    database
      .query<{ name: string }, [string]>('select name from pragma_table_info(?)')
      .all(table)
      .map(({ name }) => name)
      .filter((name) => !fixed.includes(name))
      .join(', ');
  const users = rest('users', ['id', 'email', 'email_key', 'is_admin']);
  database.run(
    `${copies} insert into users (id, email, email_key, is_admin, ${users})
     select randomblob(16), 'person' || i, 'person' || i, 0, ${users} from n, users u where u.is_admin = 1`,
  );
  const sessions = rest('sessions', ['id', 'user_id', 'refresh_hash']);
  database.run(
    `insert into sessions (id, user_id, refresh_hash, ${sessions})
     select randomblob(16), u.id, randomblob(32), ${prefixed('s', sessions)} from users u, sessions s`,
  );
  const audit = rest('audit_log', ['id']);
  database.run(
    `${copies} insert into audit_log (id, ${audit}) select randomblob(16), ${audit} from n, audit_log`,
  );
}

function prefixed(alias: string, columns: string): string {
  return columns.replaceAll(/\w+/g, (name) => `${alias}.${name}`);
}

/** Damages a copy of a directory in one random way and starts the server on it. */
export async function damageTrial(
  command: readonly string[],
  healthy: string,
  random: Random,
): Promise<Trial> {
  const dataDir = join(workDirectory(), 'data');
  cpSync(healthy, dataDir, { recursive: true });
  const damage = damageOne(dataDir, random);
  const before = contents(dataDir);
  const child = launch({ command, dataDir });
  const origin = await child.ready;
  const trial =
    origin === null
      ? { outcome: 'refused' as const, violations: await judgeRefusal(child, dataDir, before) }
      : { outcome: 'started' as const, violations: await judgeStart(origin, dataDir) };
  await child.kill();
  return { damage, said: child.err().trimEnd(), ...trial };
}

function damageOne(dataDir: string, random: Random): string {
  const name = random.chance(0.6) ? 'anchor.db' : 'anchor.db-wal';
  const file = join(dataDir, name);
  const bytes = readFileSync(file);
  if (random.chance(0.3)) {
    const length = random.below(bytes.length);
    truncateSync(file, length);
    return `${name} cut after ${length} of ${bytes.length} bytes`;
  }
  if (random.chance(0.3)) {
    const at = random.below(Math.ceil(bytes.length / 512)) * 512;
    bytes.fill(0, at, at + 512);
    writeFileSync(file, bytes);
    return `${name} with a sector of zeros at ${at}`;
  }
  // The first pages describe the others, so they are damaged more often.
  const limit = random.chance(0.2) ? Math.min(bytes.length, 4 * 4096) : bytes.length;
  const places = Array.from({ length: 1 + random.below(8) }, () => random.below(limit));
  for (const at of places) bytes[at] = (bytes[at] ?? 0) ^ (1 + random.below(255));
  writeFileSync(file, bytes);
  return `${name} with other bytes at ${places.join(', ')}`;
}

export const refusal = /^anchor-auth: [^\n]+; [^\n]*backup[^\n]*\n$/;

async function judgeRefusal(
  child: Child,
  dataDir: string,
  before: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const exitCode = await child.process.exited;
  const after = contents(dataDir);
  const changed = Object.keys({ ...before, ...after }).filter(
    (name) => before[name] !== after[name],
  );
  return [
    ...(exitCode === 1 ? [] : [`it ended with exit code ${exitCode}`]),
    ...(refusal.test(child.err()) ? [] : [`it said: ${child.err()}`]),
    ...(child.out() === '' ? [] : [`it logged: ${child.out()}`]),
    ...changed.map((name) => `${name} was changed`),
  ];
}

export async function judgeStart(origin: string, dataDir: string): Promise<readonly string[]> {
  const database = openReadOnly(dataDir);
  try {
    const problems = integrityProblems(database);
    if (countPeople(database) < people) problems.push('people are missing');
    return [...problems, ...(await checkService(createClient(origin)))];
  } catch (error) {
    return [`it serves a database that cannot be read: ${String(error)}`];
  } finally {
    database.close();
  }
}

/** Registers a new user and signs one in; the new user must not become administrator. */
async function checkService(client: Client): Promise<string[]> {
  const post = (path: string, body: Body) => client.call({ method: 'POST', path, body });
  const body = { email: 'new@example.com', password, name: 'New' };
  const joined = await post('/api/auth/register', body);
  const { isAdmin } = (joined?.body['user'] ?? {}) as { readonly isAdmin?: unknown };
  const problems: string[] = [];
  if (joined?.status !== 201 || isAdmin !== false)
    problems.push(`a registration answered: ${JSON.stringify(joined)}`);
  const login = await post('/api/auth/login', { ...body, email: 'ada@example.com' });
  if (login?.status !== 200 && login?.status !== 401)
    problems.push(`a sign-in answered: ${JSON.stringify(login)}`);
  return problems;
}

/** The digest of every file except the lock and SQLite's index of the log, which each start creates again. */
function contents(dataDir: string): Readonly<Record<string, string>> {
  const names = readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/-shm$|^lock\.db/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(names.map((name) => [name, Bun.hash(readFileSync(name)).toString(16)]));
}
