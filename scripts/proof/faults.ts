// Faults of the environment: a full or read-only disk, a damaged database, a lock held by another program:
//   bun scripts/proof/faults.ts [--seeds 300] [--seed N] [--binary FILE]
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { damageTrial, usedDirectory } from './damage.ts';
import { buildShim, type ErrorName, failingWrites } from './failing-writes.ts';
import { foreignLock } from './foreign-lock.ts';
import { canMount, fullDisk } from './full-disk.ts';
import { fullDiskStart } from './full-disk-start.ts';
import { networkFileSystem } from './network-file-system.ts';
import { quietTrial, stoppedDirectory } from './quiet-damage.ts';
import { createRandom } from './random.ts';
import { discardAtExit, fromSource } from './server.ts';
import type { Finding } from './stage.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    binary: { type: 'string' },
  },
});

discardAtExit();

const command = values.binary === undefined ? fromSource : [resolve(values.binary)];
const seed = Number(values.seed);
let violations = 0;

const errors: readonly ErrorName[] = ['ENOSPC', 'EROFS', 'EIO'];
const shim = buildShim();
if (shim === null) console.log('skipped: writes that fail (needs Linux and the C compiler cc)');
else {
  for (const error of errors) {
    const options = { command, shim, error, seed, partMs: 1000, rounds: 3 };
    show(`writes that fail with ${error}`, await failingWrites(options));
  }
}
if (!canMount()) console.log('skipped: a full disk (needs Linux and root, to mount a tmpfs)');
else {
  show('a full disk', await fullDisk(command, seed));
  show('a start on a full disk', await fullDiskStart(command));
}
const overFuse = await networkFileSystem(command, seed);
if (overFuse === null) console.log('skipped: a network file system (needs bindfs and root)');
else show('a network file system', overFuse);
show('a lock held for 2 s', await foreignLock({ command, heldMs: 2000, status: 200 }));
show('a lock held for 10 s', await foreignLock({ command, heldMs: 10_000, status: 503 }));
show('damaged databases', await damages(Number(values.seeds)));
show('damage after an orderly stop', await quietDamages(Math.ceil(Number(values.seeds) / 10)));
process.exit(violations === 0 ? 0 : 1);

function show(name: string, finding: Finding): void {
  violations += finding.violations.length;
  console.log(`${name}: ${finding.seen}; ${finding.violations.length} violations`);
  for (const violation of finding.violations) console.log(`  ${violation}`);
}

async function damages(count: number): Promise<Finding> {
  const healthy = await usedDirectory(command);
  const found: string[] = [];
  let refused = 0;
  for (let number = seed; number < seed + count; number += 1) {
    const trial = await damageTrial(command, healthy, createRandom(number));
    if (trial.outcome === 'refused') refused += 1;
    for (const each of trial.violations) found.push(`seed ${number}, ${trial.damage}: ${each}`);
  }
  const seen = `${count} starts, ${refused} refused, ${count - refused} on a whole database`;
  return { seen, violations: found };
}

async function quietDamages(count: number): Promise<Finding> {
  const healthy = await stoppedDirectory(command);
  const found: string[] = [];
  let ended = 0;
  for (let number = seed; number < seed + count; number += 1) {
    const trial = await quietTrial(command, healthy, createRandom(number));
    if (trial.outcome === 'refused') ended += 1;
    for (const each of trial.violations) found.push(`seed ${number}, ${trial.damage}: ${each}`);
  }
  const seen = `${count} starts, ${ended} ended with the cure, ${count - ended} on a whole database`;
  return { seen, violations: found };
}
