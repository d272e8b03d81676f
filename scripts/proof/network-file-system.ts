// A data directory on a file system that runs in another process, like network file systems (FUSE, with bindfs).
// WAL mode is unsafe there, so the database uses a rollback journal.
import { Database } from 'bun:sqlite';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { workDirectory } from './server.ts';
import { type Finding, Stage } from './stage.ts';

/** Load on such a file system, then a stop and a start; null where it cannot be mounted. */
export async function networkFileSystem(
  command: readonly string[],
  seed: number,
): Promise<Finding | null> {
  using mounted = mountFuse();
  if (mounted === null) return null;
  const dataDir = join(mounted.path, 'data');
  await using stage = await Stage.open({ command, dataDir, seed });
  await stage.work('over FUSE', 3000, 'none');
  await stage.inspect('over FUSE');
  await stage.startAgain();
  const { seen, violations } = stage.finding();
  const mode = journalMode(join(dataDir, 'anchor.db'));
  const wrong = mode === 'delete' ? [] : [`the journal mode is ${mode}`];
  return { seen: `${seen}; journal mode ${mode}`, violations: [...violations, ...wrong] };
}

function journalMode(file: string): string {
  using database = new Database(file, { readonly: true });
  const row = database.query<{ journal_mode: string }, []>('pragma journal_mode').get();
  return row?.journal_mode ?? 'unknown';
}

interface Mounted extends Disposable {
  readonly path: string;
}

function mountFuse(): Mounted | null {
  if (Bun.which('bindfs') === null) return null;
  const directory = workDirectory();
  const source = join(directory, 'source');
  const path = join(directory, 'mounted');
  for (const each of [source, path]) mkdirSync(each);
  if (Bun.spawnSync(['bindfs', source, path]).exitCode !== 0) return null;
  return {
    path,
    [Symbol.dispose]() {
      Bun.spawnSync(['umount', '--lazy', path]);
    },
  };
}
