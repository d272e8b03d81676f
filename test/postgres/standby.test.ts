// A primary and a standby that follows it, on one machine.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { appendFileSync, chownSync, cpSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startWarnings } from '../../src/cli/start-warnings.ts';
import { instancePlace } from '../support/instance-place.ts';
import { type Cluster, startCluster } from '../support/postgres-cluster.ts';
import { ask, newDatabase } from '../support/postgres-databases.ts';

let primary: Cluster;
let standby: Cluster;

beforeAll(async () => {
  const settings = { synchronous_commit: 'on', wal_level: 'replica', hot_standby: 'on' };
  primary = await startCluster({ settings });
  standby = await startCluster({ settings });
  await Promise.all([primary.stop('fast'), standby.stop('fast')]);
  follow(join(primary.directory, 'data'), join(standby.directory, 'data'));
  await Promise.all([primary.start(), standby.start()]);
  const streams = `select 1 from pg_stat_replication where state = 'streaming'`;
  while ((await ask(primary.url, streams)).length === 0) await Bun.sleep(20);
});

afterAll(async () => {
  await standby[Symbol.asyncDispose]();
  await primary[Symbol.asyncDispose]();
});

/** Makes the data directory of the standby a copy that follows the primary. */
function follow(from: string, to: string): void {
  const { uid, gid } = statSync(to);
  for (const name of readdirSync(to)) rmSync(join(to, name), { recursive: true });
  for (const name of readdirSync(from)) {
    cpSync(join(from, name), join(to, name), { recursive: true, verbatimSymlinks: true });
  }
  appendFileSync(join(to, 'standby.signal'), '');
  const source = `host=127.0.0.1 port=${primary.port} user=anchor`;
  appendFileSync(join(to, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`);
  for (const name of ['.', ...readdirSync(to, { recursive: true }).map(String)]) {
    chownSync(join(to, name), uid, gid);
  }
}

test('an instance does not start on a standby', async () => {
  await using place = await instancePlace(standby.url);
  const { message, cure } = await place.refusal();
  expect(message).toBe(
    `The PostgreSQL server of 127.0.0.1:${standby.port}/postgres is a standby, which only takes reads`,
  );
  expect(cure).toBe('name the primary in DATABASE_URL');
});

describe('the start warns of a server that may forget what it acknowledged', () => {
  const asynchronous = expect.stringContaining(
    'standbys of the PostgreSQL server are asynchronous',
  );
  const unsaved = expect.stringContaining('synchronous_commit=off');

  test.each<readonly [string, ServerSettings, readonly unknown[]]>([
    ['its standby is asynchronous', { commit: 'on', waitsFor: '' }, [asynchronous]],
    ['a commit waits for its standby', { commit: 'on', waitsFor: '*' }, []],
    ['a commit waits for its own disk alone', { commit: 'local', waitsFor: '*' }, [asynchronous]],
    ['a commit waits for nothing', { commit: 'off', waitsFor: '' }, [unsaved, asynchronous]],
  ])('%s', async (_, settings, warnings) => {
    await using place = await instancePlace(await databaseWith(settings));
    await using services = await place.start();
    const said = await startWarnings(services);
    expect(said.filter((each) => each.includes('PostgreSQL server'))).toEqual([
      ...(warnings as readonly string[]),
    ]);
  });
});

interface ServerSettings {
  readonly commit: string;
  readonly waitsFor: string;
}

/** A new database, once the server has these settings. */
async function databaseWith({ commit, waitsFor }: ServerSettings): Promise<string> {
  const url = await newDatabase({ server: primary.url });
  await ask(primary.url, `alter system set synchronous_standby_names = '${waitsFor}'`);
  await ask(primary.url, 'select pg_reload_conf()');
  const current = `select current_setting('synchronous_standby_names') as value`;
  const isThere = async () =>
    (await ask<{ value: string }>(primary.url, current))[0]?.value === waitsFor;
  while (!(await isThere())) await Bun.sleep(20);
  const name = new URL(url).pathname.slice(1);
  await ask(primary.url, `alter database ${name} set synchronous_commit = ${commit}`);
  return url;
}
