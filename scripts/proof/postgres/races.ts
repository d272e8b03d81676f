// The races of "anchor-auth prove-database" against two processes:
//   bun scripts/proof/postgres/races.ts [--rounds 200] [--read-committed] [--binary FILE]
// With --read-committed the servers use PostgreSQL's default isolation, and promises must be seen to break.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Stage } from '../../../src/cli/prove/field.ts';
import { races, runRace } from '../../../src/cli/prove/races.ts';
import { loadConfig } from '../../../src/config/config.ts';
import { deleteAllRows } from '../../../src/db/postgres/clear.ts';
import { createLog } from '../../../src/io/log.ts';
import { createServices } from '../../../src/services.ts';
import { discardAll, fromSource, launch, started, workDirectory } from '../server.ts';
import { durableCluster } from './cluster.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    'read-committed': { type: 'boolean', default: false },
    binary: { type: 'string' },
  },
});

process.on('exit', discardAll);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => process.exit(130));

const [bun = '', ...program] = fromSource;
const source = values['read-committed']
  ? [bun, '--preload', join(import.meta.dir, 'read-committed.ts'), ...program]
  : fromSource;
const command = values.binary === undefined ? source : [resolve(values.binary)];

await using cluster = await durableCluster();
const env = {
  DATABASE_URL: cluster.url,
  DATA_DIR: workDirectory(),
  RATE_LIMIT: 'off',
  TRUSTED_PROXIES: '127.0.0.1',
  OIDC_ENABLED: 'true',
  OIDC_ISSUER_URL: 'https://id.example.com',
  OIDC_CLIENT_ID: 'anchor-auth',
};
const start = async () =>
  started(launch({ command: [...command, 'serve', '--new'], dataDir: env.DATA_DIR, env }));
const origins = [await start(), await start()] as const;
const log = createLog({ level: 'error', format: 'json', write: () => undefined });
const { config } = loadConfig({ env });
const services = await createServices({ config, log, tenancy: 'visitor' });
const rounds = Number(values.rounds);
let broken = 0;
for (const race of races) {
  const clear = () => deleteAllRows(services.database.migrations);
  const shown = await runRace(race, new Stage({ origins, services }), { rounds, clear });
  const [first = ''] = shown.violations;
  console.log(`${shown.promise}: ${rounds} rounds, ${shown.violations.length} violations ${first}`);
  broken += shown.violations.length;
}
await services.close();
// With the weaker isolation the proof has worked when it found something.
process.exit(values['read-committed'] === broken > 0 ? 0 : 1);
