import type { Parser } from './kinds.ts';

/** A path, not yet resolved against the working directory. */
export const path: Parser<string> = (text) =>
  /\p{Cc}/u.test(text) ? { problem: 'takes a path' } : { value: text };

/** The database: a path, `file:PATH` or `sqlite:PATH`; the value is the path alone. */
export const databasePath: Parser<string> = (text) => {
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]+):(.*)$/is.exec(text) ?? [];
  if (scheme === undefined || rest === undefined) return fileOnly(text);
  const lower = scheme.toLowerCase();
  if (lower === 'file' || lower === 'sqlite') return fileOnly(withoutAuthority(rest));
  const what = lower.startsWith('postgres') ? 'PostgreSQL' : 'this kind of database';
  return {
    problem: `takes a SQLite file: ${what} is not supported so far, only SQLite is; unset it to use the file in DATA_DIR`,
  };
};

function fileOnly(file: string): ReturnType<Parser<string>> {
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
          'takes the path of a SQLite file (also as file:PATH or sqlite:PATH) without ?options',
      }
    : { value: file };
}

// `file:///var/x.db` and `file:///C:/x.db` are absolute; `file://x.db` is a common way to write `file:x.db`.
function withoutAuthority(rest: string): string {
  return rest.replace(/^\/\//, '').replace(/^\/(?=[a-z]:[\\/])/i, '');
}
