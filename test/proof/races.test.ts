import { afterAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { raceProcesses } from '../../scripts/proof/postgres/race-processes.ts';
import { discardAll, fromSource, preloaded } from '../../scripts/proof/server.ts';
import { races } from '../../src/cli/prove/races.ts';
import { newDatabase } from '../support/postgres-databases.ts';
import { projectRoot } from '../support/process.ts';

afterAll(discardAll);

// The long run is `bun scripts/proof/postgres/races.ts`. The others hold with the weaker isolation too, because they
// lock the rows that they read.
const chosen = races.filter(({ promise }) => promise.includes('the disabling of its user'));

async function race(command: readonly string[], rounds: number): Promise<readonly string[]> {
  const results = await raceProcesses({ command, url: await newDatabase(), races: chosen, rounds });
  expect(results).toHaveLength(1);
  return results.flatMap(({ violations }) => violations);
}

test('two processes keep a promise that breaks with the default isolation of PostgreSQL', async () => {
  expect(await race(fromSource, 10)).toEqual([]);
  const weaker = preloaded(join(projectRoot, 'scripts/proof/postgres/read-committed.ts'));
  // Three rounds of four break it.
  expect(await race(weaker, 40)).toContain('a session is alive after its user was disabled');
}, 300_000);
