import {
  accessSync,
  constants,
  mkdtempSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../src/db/migrate.ts';
import type { Database } from '../../src/db/port.ts';
import { openDatabase } from '../../src/db/sqlite/open.ts';

/** Containers often have 64 MB of it, and the largest of the tests need more. */
const enoughBytes = 1024 ** 3;

function hasRoom(memory: string): boolean {
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= enoughBytes;
  } catch {
    return false;
  }
}

const parent = hasRoom('/dev/shm') ? '/dev/shm' : tmpdir();

/** A directory that is gone after the test; in memory where that can be, as nothing must survive a power loss. */
export function temporaryDirectory(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(parent, 'anchor-test-'));
  return {
    path,
    [Symbol.dispose]() {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

let empty: Promise<Buffer> | undefined;

/** Puts a database there that is up to date and empty: made once and copied, as making one costs more than most tests. */
export async function layEmptyDatabase(file: string): Promise<void> {
  writeFileSync(file, await (empty ??= makeEmptyDatabase()));
}

async function makeEmptyDatabase(): Promise<Buffer> {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'anchor.db');
  const database = openDatabase(file);
  await migrate(database.migrations);
  await database.close();
  return readFileSync(file);
}

/** A SQLite database of its own, up to date and empty. */
export async function createSqliteDatabase(): Promise<
  AsyncDisposable & { readonly database: Database; readonly file: string }
> {
  const directory = temporaryDirectory();
  const file = join(directory.path, 'anchor.db');
  await layEmptyDatabase(file);
  const database = openDatabase(file);
  return {
    database,
    file,
    async [Symbol.asyncDispose]() {
      await database.close();
      directory[Symbol.dispose]();
    },
  };
}
