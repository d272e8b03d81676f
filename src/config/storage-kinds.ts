import type { Parser } from './kinds.ts';

/** A path, still relative to wherever the program runs. */
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
  // Readers and the writer are connections of their own, which would each have a memory of their own.
  if (file.toLowerCase() === ':memory:') {
    return {
      problem: 'takes the path of a SQLite file: a database in memory would forget everybody',
    };
  }
  return file === '' || /[?\p{Cc}]/u.test(file)
    ? {
        problem:
          'takes the path of a SQLite file (also as file:PATH or sqlite:PATH) without ?options',
      }
    : { value: file };
}

// `file:///var/x.db` and `file:///C:/x.db` are absolute, `file://x.db` is what people write for `file:x.db`.
function withoutAuthority(rest: string): string {
  return rest.replace(/^\/\//, '').replace(/^\/(?=[a-z]:[\\/])/i, '');
}
