// T37: a backup or restore that is killed leaves nothing that could be mistaken for a whole one.
import { afterAll, describe, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { endProcesses, startProgram } from '../support/process.ts';
import type { Env } from '../support/test-app.ts';
import { commandOn, inhabited, type Inhabited, namesIn, rowsIn } from './copies.ts';
import { former, formerInstance, ownersOf, restored } from './owners.ts';

afterAll(endProcesses);

const emails = 'select email from users order by email';

/** Starts a command, waits until `begun`, and kills it so long after. */
async function killed(
  args: readonly string[],
  options: {
    readonly env: Env;
    readonly begun: () => boolean;
    readonly delayMs: number;
  },
): Promise<void> {
  const child = startProgram(args, { env: options.env });
  while (!options.begun() && child.exitCode === null) await Bun.sleep(1);
  await Bun.sleep(options.delayMs);
  child.kill('SIGKILL');
  await child.exited;
}

/** Enough rows that a copy takes a while. */
async function weighDown(it: Inhabited): Promise<void> {
  await it.app.database.write((trx) =>
    trx
      .insertInto('settings')
      .values(
        Array.from({ length: 400 }, (_, index) => ({
          key: `weight.${index}`,
          value: 'x'.repeat(100_000),
          is_encrypted: 0 as const,
          updated_at: 1,
          updated_by: null,
        })),
      )
      .execute(),
  );
}

const delays = [0, 15, 60, 240];

describe('killed at any moment', () => {
  test('a backup is there whole or not at all, and the next one is made', async () => {
    await using it = await inhabited();
    await weighDown(it);
    let cut = 0;
    for (const [round, delayMs] of delays.entries()) {
      const target = it.path(`copy-${round}`);
      const partials = () =>
        namesIn(it.path('.')).filter((name) => name.startsWith(`copy-${round}.partial-`));
      await killed(['backup', target], {
        env: { DATA_DIR: it.dataDir },
        begun: () => partials().length > 0,
        delayMs,
      });
      if (existsSync(target)) {
        expect((await commandOn(it.path(`from-${round}`))(`restore ${target}`)).exitCode).toBe(0);
        continue;
      }
      cut += 1;
      const [partial = ''] = partials();
      const taken = await commandOn(it.path(`from-${round}`))(`restore ${it.path(partial)}`);
      expect(taken.err[0]).toContain('is not a whole backup');
      const isBegun = namesIn(it.path(partial)).length > 1;
      expect((await it.command(`backup ${target}`)).exitCode).toBe(0);
      expect(partials().length).toBe(isBegun ? 0 : 1);
    }
    expect(cut).toBeGreaterThan(0);
  }, 300_000);

  test('a restore leaves the instance that was there or the restored one, never a mixture', async () => {
    await using it = await inhabited();
    await weighDown(it);
    await it.command(`backup ${it.path('copy')}`);
    const seen: string[] = [];
    for (const [round, delayMs] of delays.entries()) {
      const dataDir = it.path(`old-${round}`);
      await formerInstance(dataDir);
      await killed(['restore', '--replace', it.path('copy')], {
        env: { DATA_DIR: dataDir },
        begun: () => namesIn(dataDir).some((name) => name.startsWith('restoring')),
        delayMs,
      });
      seen.push(await ownersOf(it, dataDir));
      const people = rowsIn<{ email: string }>(join(dataDir, 'anchor.db'), emails).length;
      expect(people).toBe(seen.at(-1) === former ? 1 : 2);
      expect((await commandOn(dataDir)(`restore --replace ${it.path('copy')}`)).exitCode).toBe(0);
      expect(await ownersOf(it, dataDir)).toBe(restored);
    }
    expect(seen[0]).toBe(former);
    expect(new Set(seen).difference(new Set([former, restored]))).toEqual(new Set());
  }, 300_000);
});
