// Starts on an almost full disk: the server refuses with a message or serves, leaves no incomplete file, and starts
// once there is space. Needs root for the mount.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { usedDirectory } from './damage.ts';
import { fillUp, mountTmpfs } from './full-disk.ts';
import { launch, started } from './server.ts';
import type { Finding } from './stage.ts';

const spareBytes = [0, 4096, 20_000, 40_000, 60_000, 150_000, 300_000];
const saysFull = /^anchor-auth: [^\n]+(?:disk is full|disk not full)[^\n]*\n$|^$/;

export async function fullDiskStart(command: readonly string[]): Promise<Finding> {
  const used = await usedDirectory(command);
  const violations: string[] = [];
  let refused = 0;
  for (const healthy of [used, null]) {
    for (const spare of spareBytes) {
      const said = await startWithLittle(command, healthy, spare);
      if (said !== '') refused += 1;
      if (!saysFull.test(said)) violations.push(`with ${spare} bytes left it said: ${said}`);
    }
  }
  const count = spareBytes.length * 2;
  return { seen: `${count} starts, ${refused} refused; each started with room`, violations };
}

/** The messages of a start with this many bytes left; afterwards it must start with enough space. */
async function startWithLittle(
  command: readonly string[],
  healthy: string | null,
  spare: number,
): Promise<string> {
  using disk = mountTmpfs();
  if (disk === null) throw new Error('A tmpfs cannot be mounted here');
  const dataDir = join(disk.path, 'data');
  if (healthy === null) mkdirSync(dataDir);
  else cpSync(healthy, dataDir, { recursive: true, filter: (path) => !path.endsWith('-shm') });
  const ballast = join(disk.path, 'ballast');
  fillUp(ballast, spare);
  const first = launch({ command, dataDir });
  await first.ready;
  await first.kill();
  rmSync(ballast);
  const second = launch({ command, dataDir });
  await started(second);
  await second.kill();
  return first.err();
}
