import { atEnd } from './at-end.ts';
import { switchValue } from './environment.ts';
import { startCluster } from './postgres-cluster.ts';

let url: Promise<string> | undefined;

/**
 * The address of a PostgreSQL server, as its superuser: the one in TEST_POSTGRES_URL, which other test processes
 * use too, else one of this process, made when it is first asked for. A test that stops or freezes a server, or
 * changes its settings, starts its own by `startCluster`.
 */
export function postgresServer(): Promise<string> {
  return (url ??= findOrStart());
}

async function findOrStart(): Promise<string> {
  const given = switchValue('TEST_POSTGRES_URL');
  if (given !== null) return given;
  const cluster = await startCluster();
  atEnd(async () => {
    url = undefined;
    await cluster[Symbol.asyncDispose]();
  });
  return cluster.url;
}
