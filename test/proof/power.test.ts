import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { buildRecorder } from '../../scripts/proof/power/recording.ts';
import { losePower, record, type Recorded } from '../../scripts/proof/power/trial.ts';
import { discardAll, fromSource } from '../../scripts/proof/server.ts';

afterAll(discardAll);

// The long run is `bun scripts/proof/power.ts`; this one shows that it can be trusted on every machine.
const recorder = buildRecorder();
if (recorder === null)
  console.log('skipped without Linux on x86-64, cc and seccomp: a loss of power');

describe.skipIf(recorder === null)('when the power goes', () => {
  const seed = Date.now() % 1_000_000;
  let recorded: Recorded;

  beforeAll(async () => {
    if (recorder === null) return;
    const options = { command: fromSource, seed, workers: 3, lifeMs: 600 };
    recorded = await record({ ...options, recorder });
  }, 300_000);

  test('every change of the disk up to then is known', () => {
    expect({ seed, violations: recorded.violations }).toEqual({ seed, violations: [] });
    expect(recorded.past.tally.acknowledged).toBeGreaterThan(0);
  });

  test.each([
    ['strict', 15, 1],
    ['journal', 10, 1],
  ] as const)(
    'what was acknowledged stands on a disk with %s promises',
    async (promises, cuts, starts) => {
      const options = { cuts, served: starts, seed, promises };
      const { violations, served } = await losePower(recorded, options);
      expect({ seed, violations }).toEqual({ seed, violations: [] });
      expect(served).toBe(starts);
    },
    300_000,
  );

  test('a disk that lies about syncing is found out', async () => {
    const options = { cuts: 20, served: 0, seed, promises: 'none' } as const;
    expect((await losePower(recorded, options)).failed).toBeGreaterThan(0);
  }, 300_000);
});
