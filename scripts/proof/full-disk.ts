// Fills the disk under a running server, on a small mounted file system. Needs root for the mount.
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workDirectory } from './server.ts';
import { type Finding, Stage } from './stage.ts';

const sizeMiB = 16;

/** Whether this user can mount small file systems here. */
export function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  using mounted = mountTmpfs();
  return mounted !== null;
}

/** Load on a disk with space, on a full one, and with space again, without a restart. */
export async function fullDisk(command: readonly string[], seed: number): Promise<Finding> {
  using mounted = mountTmpfs();
  if (mounted === null) throw new Error('A tmpfs cannot be mounted here');
  const ballast = join(mounted.path, 'ballast');
  await using stage = await Stage.open({ command, dataDir: join(mounted.path, 'data'), seed });
  await stage.work('with room', 1000, 'none');
  fillUp(ballast);
  await stage.work('while it fills up', 2000, 'any');
  fillUp(ballast);
  await stage.work('on the full disk', 1000, 'some');
  await stage.inspect('on the full disk');
  rmSync(ballast);
  await stage.work('with room again', 1000, 'none');
  await stage.inspect('with room again');
  await stage.startAgain();
  return stage.finding();
}

/** Fills the disk except for some bytes, and again after the server has freed space. */
export function fillUp(file: string, spareBytes = 0): void {
  const spare = `${file}-spare`;
  if (spareBytes > 0) writeFileSync(spare, Buffer.alloc(spareBytes));
  for (const bytes of [65_536, 4096, 1]) {
    try {
      for (;;) appendFileSync(file, Buffer.alloc(bytes));
    } catch {
      // The disk is full for pieces of this size; smaller ones follow.
    }
  }
  rmSync(spare, { force: true });
}

interface Mounted extends Disposable {
  readonly path: string;
}

/** Mounts a small file system that is removed at the end; null where mounting is not allowed. */
export function mountTmpfs(): Mounted | null {
  const path = workDirectory();
  const size = `size=${sizeMiB}m`;
  const { exitCode } = Bun.spawnSync(['mount', '-t', 'tmpfs', '-o', size, 'tmpfs', path]);
  if (exitCode !== 0) return null;
  return {
    path,
    [Symbol.dispose]() {
      Bun.spawnSync(['umount', '--lazy', path]);
    },
  };
}
