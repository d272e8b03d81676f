import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../src/db/migrate.ts';
import { type Database, openDatabase } from '../../src/db/open.ts';

/** A directory that is gone after the test; in memory where that can be, as nothing must survive a power loss. */
export function temporaryDirectory(): Disposable & { readonly path: string } {
  const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const path = mkdtempSync(join(parent, 'anchor-test-'));
  return {
    path,
    [Symbol.dispose]() {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** A database of its own, up to date and empty. */
export async function createTestDatabase(): Promise<
  AsyncDisposable & { readonly database: Database; readonly file: string }
> {
  const directory = temporaryDirectory();
  const file = join(directory.path, 'anchor.db');
  const database = openDatabase(file);
  await migrate(database.migrations);
  return {
    database,
    file,
    async [Symbol.asyncDispose]() {
      await database.close();
      directory[Symbol.dispose]();
    },
  };
}
