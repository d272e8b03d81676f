import { afterAll, expect, test } from 'bun:test';
import { runCampaign } from '../../scripts/proof/campaign.ts';
import { discardAll, fromSource } from '../../scripts/proof/server.ts';

afterAll(discardAll);

// The long run is `bun scripts/proof/crash.ts`; this one shows that it can be trusted on every machine.
test('acknowledged changes survive three kills, and revoked credentials stay revoked', async () => {
  const seed = Date.now() % 1_000_000;
  const options = { command: fromSource, cycles: 3, workers: 4, seed, maxLoadMs: 300 };
  const { violations, cycles, kills, tally } = await runCampaign({
    ...options,
    onCycle: () => undefined,
  });
  expect({ seed, violations }).toEqual({ seed, violations: [] });
  expect(cycles).toBe(3);
  expect(kills['first start']).toBeGreaterThanOrEqual(3);
  // Each worker registers before the first kill; how much more is done depends on the machine.
  expect(tally.acknowledged).toBeGreaterThanOrEqual(options.workers);
}, 300_000);
