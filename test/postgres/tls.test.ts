// TLS to a real server whose certificate is signed by an authority of its own.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { chownSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startWarnings } from '../../src/cli/start-warnings.ts';
import { parsePostgresUrl } from '../../src/core/postgres-address.ts';
import { openPostgres } from '../../src/db/postgres/open.ts';
import { explainPostgresError } from '../../src/db/postgres/start-errors.ts';
import { instancePlace } from '../support/instance-place.ts';
import { type Cluster, startCluster } from '../support/postgres-cluster.ts';
import { ask, newDatabase } from '../support/postgres-databases.ts';
import { canRun, directory, endProcesses } from '../support/process.ts';
import { refusal } from '../support/refused-start.ts';

let cluster: Cluster;
const authority = () => join(cluster.directory, 'ca.crt');

beforeAll(async () => {
  cluster = await startCluster();
  makeCertificate(cluster.directory);
  await ask(cluster.url, 'alter system set ssl = on');
  await ask(cluster.url, `create role guest login`);
  const rules = [
    'hostssl all guest 127.0.0.1/32 trust',
    'host all anchor 127.0.0.1/32 trust',
    'local all all trust',
  ];
  writeFileSync(join(cluster.directory, 'data', 'pg_hba.conf'), `${rules.join('\n')}\n`);
  await ask(cluster.url, 'select pg_reload_conf()');
  while ((await outcomeOf('localhost', 'sslmode=require')) !== 'encrypted') await Bun.sleep(20);
});

afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await endProcesses();
});

/** A certificate for the name localhost alone, in the data directory of the server. */
function makeCertificate(home: string): void {
  const data = join(home, 'data');
  const openssl = (...words: readonly string[]) => {
    if (!canRun(['openssl', ...words], home)) throw new Error(`openssl ${words.join(' ')}`);
  };
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-days',
    '2',
    '-subj',
    '/CN=ca',
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
  );
  openssl(
    'req',
    ...key,
    '-subj',
    '/CN=localhost',
    '-keyout',
    join(data, 'server.key'),
    '-out',
    'csr',
  );
  writeFileSync(join(home, 'names'), 'subjectAltName=DNS:localhost');
  const signing = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names'];
  openssl('x509', '-req', '-in', 'csr', ...signing, '-days', '2', '-out', join(data, 'server.crt'));
  const { uid, gid } = statSync(data);
  for (const name of ['server.key', 'server.crt']) chownSync(join(data, name), uid, gid);
}

/** How a connection turned out: `encrypted`, `clear`, or why there is none. */
async function outcomeOf(host: string, query: string, user = 'anchor'): Promise<string> {
  const parsed = parsePostgresUrl(`postgres://${user}@${host}:${cluster.port}/postgres?${query}`);
  if ('problem' in parsed) throw new Error(parsed.problem);
  try {
    const database = await openPostgres(parsed.value);
    try {
      const [row] = await database.migrations
        .withTables<{ pg_stat_ssl: { pid: number; ssl: boolean } }>()
        .selectFrom('pg_stat_ssl')
        .select('ssl')
        .where(({ eb, fn }) => eb('pid', '=', fn<number>('pg_backend_pid')))
        .execute();
      return row?.ssl === true ? 'encrypted' : 'clear';
    } finally {
      await database.close();
    }
  } catch (error) {
    return String(explainPostgresError(error, parsed.value));
  }
}

const untrusted = expect.stringContaining('comes from an authority that is not trusted here');
const otherName = expect.stringContaining('has another name');
const withAuthority = (mode: string) => `sslmode=${mode}&sslrootcert=CA`;

describe('sslmode has the meaning that libpq gives it', () => {
  test.each<readonly [string, string, unknown]>([
    // On this machine encryption only costs time.
    ['localhost', '', 'clear'],
    ['localhost', 'sslmode=disable', 'clear'],
    ['localhost', 'sslmode=allow', 'clear'],
    ['localhost', 'sslmode=prefer', 'encrypted'],
    ['localhost', 'sslmode=require', 'encrypted'],
    ['localhost', 'sslmode=verify-ca', untrusted],
    ['localhost', 'sslmode=verify-full', untrusted],
    ['localhost', 'sslmode=verify-full&sslrootcert=system', untrusted],
    ['localhost', withAuthority('require'), 'encrypted'],
    ['localhost', withAuthority('verify-ca'), 'encrypted'],
    ['localhost', withAuthority('verify-full'), 'encrypted'],
    // The certificate has no name but localhost.
    ['127.0.0.1', withAuthority('require'), 'encrypted'],
    ['127.0.0.1', withAuthority('verify-ca'), 'encrypted'],
    ['127.0.0.1', withAuthority('verify-full'), otherName],
  ])('%s ?%s', async (host, query, outcome) => {
    expect(await outcomeOf(host, query.replace('CA', authority()))).toEqual(outcome as string);
  });

  test('allow takes TLS where clear text is refused', async () => {
    expect(await outcomeOf('127.0.0.1', 'sslmode=allow', 'guest')).toBe('encrypted');
    expect(await outcomeOf('127.0.0.1', 'sslmode=disable', 'guest')).toContain('only with TLS');
  });
});

describe('a file in the address', () => {
  test.each([
    ['sslrootcert', 'sslmode=verify-full&sslrootcert=FILE'],
    ['sslcert', 'sslmode=require&sslcert=FILE&sslkey=/dev/null'],
    ['sslkey', 'sslmode=require&sslcert=/dev/null&sslkey=FILE'],
  ])('that is missing is named: %s', async (option, query) => {
    expect(await outcomeOf('localhost', query.replace('FILE', '/nowhere/x.pem'))).toBe(
      `StartupError: ${option} in DATABASE_URL names /nowhere/x.pem, which cannot be read (ENOENT)`,
    );
  });

  // In a process of its own: what such a file leaves behind in Bun's TLS fails the next hash.
  test('that is no certificate is refused', async () => {
    const file = join(cluster.directory, 'names');
    for (const query of [
      `sslmode=verify-full&sslrootcert=${file}`,
      `sslmode=require&sslcert=${file}&sslkey=${file}`,
    ]) {
      const url = `postgres://anchor@localhost:${cluster.port}/postgres?${query}`;
      expect(await refusal({ DATABASE_URL: url, DATA_DIR: directory() })).toContain(
        `No TLS connection to the PostgreSQL server localhost:${cluster.port} could be made`,
      );
    }
  });
});

/** A new database, at an address of this machine that does not tell that it is one. */
async function distantDatabase(server: Cluster): Promise<string> {
  return (await newDatabase({ server: server.url })).replace('127.0.0.1', '0.0.0.0');
}

describe('clear text to another machine', () => {
  test.each([
    ['?sslmode=disable', true],
    ['?sslmode=prefer', false],
    ['?sslmode=require', false],
  ])('is warned of at the start, and nothing else: %s', async (query, isWarned) => {
    await using place = await instancePlace((await distantDatabase(cluster)) + query);
    await using services = await place.start();
    const warning =
      'The connection to the PostgreSQL server 0.0.0.0 is not encrypted: sslmode=verify-full in DATABASE_URL encrypts it and checks who answers';
    const warnings = await startWarnings(services);
    expect(warnings.includes(warning)).toBe(isWarned);
    expect(warnings.filter((each) => each.includes('encrypt'))).toHaveLength(isWarned ? 1 : 0);
  });

  test('is what prefer takes from a server without TLS, so that is warned of too', async () => {
    await using other = await startCluster();
    await using place = await instancePlace(await distantDatabase(other));
    await using services = await place.start();
    expect((await startWarnings(services)).join('\n')).toContain('is not encrypted');
  });
});
