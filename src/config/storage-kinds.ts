import { parsePostgresUrl, type PostgresAddress } from '../core/postgres-address.ts';
import type { Parser } from './kinds.ts';

/** A path, not yet resolved against the working directory. */
export const path: Parser<string> = (text) =>
  /\p{Cc}/u.test(text) ? { problem: 'takes a path' } : { value: text };

/** The database that DATABASE_URL names. */
export type DatabaseChoice =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly address: PostgresAddress };

/** The database: a path, `file:PATH`, `sqlite:PATH`, or `postgres://…`. */
export const databaseChoice: Parser<DatabaseChoice> = (text) => {
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]+):(.*)$/is.exec(text) ?? [];
  if (scheme === undefined || rest === undefined) return fileOnly(text);
  const lower = scheme.toLowerCase();
  if (lower === 'file' || lower === 'sqlite') return fileOnly(withoutAuthority(rest));
  if (lower.startsWith('postgres')) {
    const parsed = parsePostgresUrl(text);
    if ('problem' in parsed) return parsed;
    return { value: { kind: 'postgres', address: parsed.value } };
  }
  return {
    problem:
      'takes a SQLite file or the address of a PostgreSQL server: no other kind of database is supported; unset it to use the file in DATA_DIR',
  };
};

function fileOnly(file: string): ReturnType<typeof databaseChoice> {
  // The reader and the writer are separate connections, and each would open its own in-memory database.
  if (file.toLowerCase() === ':memory:') {
    return {
      problem:
        'takes the path of a SQLite file: a database in memory would lose all accounts when the server stops',
    };
  }
  return file === '' || /[?\p{Cc}]/u.test(file)
    ? {
        problem:
          'takes the path of a SQLite file (also as file:PATH or sqlite:PATH) without ?options, or postgres://…',
      }
    : { value: { kind: 'sqlite', file } };
}

// `file:///var/x.db` and `file:///C:/x.db` are absolute; `file://x.db` is a common way to write `file:x.db`.
function withoutAuthority(rest: string): string {
  return rest.replace(/^\/\//, '').replace(/^\/(?=[a-z]:[\\/])/i, '');
}
