// Started by test/postgres/harness.test.ts: starts a server, says where, and dies without a chance to end it.
import { startCluster } from './postgres-cluster.ts';

const { directory, url } = await startCluster();
await Bun.write(Bun.stdout, JSON.stringify({ directory, url }));
process.kill(process.pid, 'SIGKILL');
