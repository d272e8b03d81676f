// Simulates a loss of power: every disk change under load is recorded, and at many points of the record a disk
// is built as it may look then, with all synced data and any part of the rest:
//   bun scripts/proof/power.ts [--cuts 300] [--served 60] [--seed N] [--life SECONDS] [--promises strict|journal|none] [--binary FILE]
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildRecorder } from './power/recording.ts';
import type { Promises } from './power/disk.ts';
import { lossesEach } from './power/second-loss.ts';
import { losePower, record } from './power/trial.ts';
import { discardAtExit, fromSource } from './server.ts';

const { values } = parseArgs({
  options: {
    cuts: { type: 'string', default: '300' },
    served: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    life: { type: 'string', default: '12' },
    promises: { type: 'string', default: 'strict' },
    binary: { type: 'string' },
  },
});

discardAtExit();

const recorder = buildRecorder();
if (recorder === null) {
  console.log('skipped: a loss of power (needs Linux on x86-64, the C compiler cc and seccomp)');
  process.exit(0);
}
const seed = Number(values.seed);
const startedAt = performance.now();
const recorded = await record({
  command: values.binary === undefined ? fromSource : [resolve(values.binary)],
  recorder,
  seed,
  workers: 8,
  lifeMs: Number(values.life) * 1000,
});
const { operations, past, recording } = recorded;
console.log(
  `${operations.length} operations (${(recording.position() / 2 ** 20).toFixed(1)} MiB) of ${past.tally.acknowledged} acknowledged answers in three lives`,
);
stopOn(recorded.violations);
const { violations, ...counts } = await losePower(recorded, {
  cuts: Number(values.cuts),
  served: Number(values.served),
  seed,
  promises: promised(values.promises),
  onCut: (line) => {
    console.log(line);
  },
});
const seconds = Math.round((performance.now() - startedAt) / 1000);
console.log(`
${counts.cuts} losses of power, ${counts.served} with a server started on what was left and the power lost again ${lossesEach} times, in ${seconds} s, seed ${seed}, ${values.promises}
${violations.length} violations at ${counts.failed} losses`);
stopOn(violations);
process.exit(0);

function stopOn(found: readonly string[]): void {
  for (const violation of found) console.log(`  ${violation}`);
  if (found.length > 0) process.exit(1);
}

function promised(text: string): Promises {
  const known = (['strict', 'journal', 'none'] as const).find((each) => each === text);
  if (known === undefined) {
    console.error(`power: Unknown promises "${text}"; one of: strict, journal, none`);
    process.exit(2);
  }
  return known;
}
