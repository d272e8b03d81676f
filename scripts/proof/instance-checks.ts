// Checks that hold for every data directory, whatever accounts it contains.
import { Database } from 'bun:sqlite';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Opens the database of a running server for reading. */
export function openReadOnly(dataDir: string): Database {
  const database = new Database(join(dataDir, 'anchor.db'), { readonly: true });
  database.run('pragma busy_timeout = 5000');
  return database;
}

/** SQLite's own checks: pages, indexes, constraints and foreign keys. */
export function integrityProblems(database: Database): string[] {
  const integrity = database
    .query<{ integrity_check: string }, []>('pragma integrity_check')
    .all()
    .map((row) => row.integrity_check)
    .filter((text) => text !== 'ok');
  const references = database.query<{ table: string }, []>('pragma foreign_key_check').all();
  return [...integrity, ...references.map(({ table }) => `${table} has a row whose owner is gone`)];
}

/** The administrators; their number never changes in these runs. */
export function administrators(database: Database): readonly string[] {
  return database
    .query<{ email: string }, []>('select email from users where is_admin = 1')
    .all()
    .map(({ email }) => email);
}

export function countPeople(database: Database): number {
  const row = database.query<{ count: number }, []>('select count(*) as count from users').get();
  return row?.count ?? 0;
}

/**
 * Right after a start, before any upload: each row with a picture has one complete file, and there are no others.
 */
export function pictureProblems(database: Database, dataDir: string): string[] {
  const directory = join(dataDir, 'uploads', 'profiles');
  const files = new Set(existsSync(directory) ? readdirSync(directory) : []);
  const named = database
    .query<{ path: string }, []>(
      'select profile_image as path from users where profile_image is not null',
    )
    .all()
    .map(({ path }) => path.split('/').at(-1) ?? '');
  const lost = named.filter((name) => !files.has(name)).map((name) => `picture ${name} is lost`);
  const empty = named
    .filter((name) => files.has(name) && statSync(join(directory, name)).size === 0)
    .map((name) => `picture ${name} is empty`);
  const kept = new Set(named);
  const orphans = [...files]
    .filter((name) => !kept.has(name))
    .map((name) => `${name} belongs to no account`);
  return [...lost, ...empty, ...orphans];
}
