import { afterAll, expect, test } from 'bun:test';
import { runCampaign } from '../../scripts/proof/campaign.ts';
import { discardAll, fromSource } from '../../scripts/proof/server.ts';

afterAll(discardAll);

// The long run is `bun scripts/proof/crash.ts`; this one shows that it can be trusted on every machine.
test('acknowledged changes survive five kills, and revoked credentials stay revoked', async () => {
  const seed = Date.now() % 1_000_000;
  const options = { command: fromSource, cycles: 5, workers: 4, seed, maxLoadMs: 300 };
  const { violations, cycles, kills, tally } = await runCampaign({
    ...options,
    onCycle: () => undefined,
  });
  expect({ seed, violations }).toEqual({ seed, violations: [] });
  expect(cycles).toBe(5);
  expect(kills['first start']).toBeGreaterThanOrEqual(3);
  expect(tally.acknowledged).toBeGreaterThan(20);
}, 300_000);
