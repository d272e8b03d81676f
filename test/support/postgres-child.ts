// Started by test/postgres/harness.test.ts: starts a server, prints its address, and is killed before it can end it.
import { startCluster } from './postgres-cluster.ts';

const { directory, url } = await startCluster();
await Bun.write(Bun.stdout, JSON.stringify({ directory, url }));
process.kill(process.pid, 'SIGKILL');
