// The races of "anchor-auth prove-database" against two processes:
//   bun scripts/proof/postgres/races.ts [--rounds 200] [--read-committed] [--binary FILE]
// With --read-committed the servers use PostgreSQL's default isolation, and promises must be seen to break.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { races } from '../../../src/cli/prove/races.ts';
import { startCluster } from '../../../test/support/postgres-cluster.ts';
import { discardAtExit, fromSource, preloaded } from '../server.ts';
import { raceProcesses } from './race-processes.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    'read-committed': { type: 'boolean', default: false },
    binary: { type: 'string' },
  },
});

discardAtExit();

const isWeaker = values['read-committed'];
const source = isWeaker ? preloaded(join(import.meta.dir, 'read-committed.ts')) : fromSource;
const command = values.binary === undefined ? source : [resolve(values.binary)];
await using cluster = await startCluster({ isDurable: true });
const results = await raceProcesses({
  command,
  url: cluster.url,
  races,
  rounds: Number(values.rounds),
  onShown({ promise, rounds, violations }) {
    const [first = ''] = violations;
    console.log(`${promise}: ${rounds} rounds, ${violations.length} violations ${first}`);
  },
});
const isBroken = results.some(({ violations }) => violations.length > 0);
// With the weaker isolation the proof has worked when it found something.
process.exit(isWeaker === isBroken ? 0 : 1);
