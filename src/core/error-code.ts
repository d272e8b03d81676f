/** What the system, SQLite or a library calls a failure, such as `ENOENT`; empty when it has no name. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
