// Runs a command beside a PostgreSQL server that exists as long as it does: bun scripts/with-postgres.ts COMMAND…
// The command finds the server in TEST_POSTGRES_URL, and TEST_DATABASE=postgres asks the tests to use it.
import { startCluster } from '../test/support/postgres-cluster.ts';

await using cluster = await startCluster();
const child = Bun.spawn(process.argv.slice(2), {
  env: { ...process.env, TEST_DATABASE: 'postgres', TEST_POSTGRES_URL: cluster.url },
  stdio: ['inherit', 'inherit', 'inherit'],
});
process.exitCode = await child.exited;
