import { afterAll, describe, expect, test } from 'bun:test';
import { damageTrial, usedDirectory } from '../../scripts/proof/damage.ts';
import { buildShim, failingWrites } from '../../scripts/proof/failing-writes.ts';
import { foreignLock } from '../../scripts/proof/foreign-lock.ts';
import { createRandom } from '../../scripts/proof/random.ts';
import { discardAll, fromSource } from '../../scripts/proof/server.ts';

afterAll(discardAll);

// Short runs of what `bun scripts/proof/faults.ts` does at length.
const command = fromSource;

describe('a server whose storage takes no writes says so, reads on and recovers by itself:', () => {
  const shim = buildShim();
  if (shim === null) console.log('skipped without Linux and cc: storage that takes no writes');
  test.skipIf(shim === null).each(['ENOSPC', 'EIO'] as const)(
    '%s',
    async (error) => {
      const options = { command, shim: shim ?? '', error, seed: 1, partMs: 150, rounds: 1 };
      expect((await failingWrites(options)).violations).toEqual([]);
    },
    300_000,
  );
});

test('while another program holds the database only changes wait', async () => {
  const { violations } = await foreignLock({ command, heldMs: 500, status: 200 });
  expect(violations).toEqual([]);
}, 300_000);

test('on a damaged database it refuses and touches nothing, or serves a whole one', async () => {
  const healthy = await usedDirectory(command);
  const first = Date.now() % 1_000_000;
  for (let seed = first; seed < first + 3; seed += 1) {
    const { damage, violations } = await damageTrial(command, healthy, createRandom(seed));
    expect({ seed, damage, violations }).toEqual({ seed, damage, violations: [] });
  }
}, 300_000);
