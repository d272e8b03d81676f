/** The error code of the system, SQLite or a library, such as `ENOENT`; empty when the error has none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
