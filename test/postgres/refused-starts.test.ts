// What a start, and a command beside a server, says when a PostgreSQL server does not let it work.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPostgres } from '../../src/db/postgres/open.ts';
import { readServerFacts } from '../../src/db/postgres/server-facts.ts';
import { parsePostgresUrl } from '../../src/core/postgres-address.ts';
import { transcript, words } from '../cli/transcript.ts';
import { type Cluster, startCluster } from '../support/postgres-cluster.ts';
import { ask } from '../support/postgres-databases.ts';
import { directory, endProcesses } from '../support/process.ts';
import { refusal } from '../support/refused-start.ts';

const password = 'p@ss/w:rd%?#';
const encoded = encodeURIComponent(password);

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster({ settings: { password_encryption: 'scram-sha-256' } });
  for (const statement of [
    `create role guarded login password '${password}'`,
    'create role poor login',
    'create role owner login',
    `create role guest login password 'x'`,
    'create database owned owner owner',
    'create database narrow owner owner',
    'create database frozen owner owner',
    'alter database frozen set default_transaction_read_only = on',
    `create database crowded owner owner connection limit 0`,
  ]) {
    await ask(cluster.url, statement);
  }
  const rules = [
    'hostssl all guest 127.0.0.1/32 trust',
    'host all banned 127.0.0.1/32 reject',
    'host all guarded 127.0.0.1/32 scram-sha-256',
    'host all anchor,poor,owner,ghost 127.0.0.1/32 trust',
    'local all all trust',
  ];
  writeFileSync(join(cluster.directory, 'data', 'pg_hba.conf'), `${rules.join('\n')}\n`);
  await ask(cluster.url, 'select pg_reload_conf()');
  // The new rules hold as soon as a role without a rule is refused.
  while (await canEnter('guest')) await Bun.sleep(20);
});

afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await endProcesses();
});

function canEnter(user: string): Promise<boolean> {
  return ask(`postgres://${user}@127.0.0.1:${cluster.port}/postgres`, 'select 1').then(
    () => true,
    () => false,
  );
}

interface Refused {
  readonly what: string;
  /** With PORT for the port of the server, and SOCKET for the directory of its socket. */
  readonly url: string;
  /** With SERVER for the host and port. */
  readonly says: string;
}

const rows: readonly Refused[] = [
  {
    what: 'there is no such database',
    url: 'postgres://owner@127.0.0.1:PORT/missing',
    says: 'The PostgreSQL server SERVER has no database "missing"; correct DATABASE_URL, or make the database there: createdb --owner=owner missing',
  },
  {
    what: 'the password is wrong',
    url: 'postgres://guarded:CANARY@127.0.0.1:PORT/owned',
    says: 'The PostgreSQL server SERVER refuses the password of "guarded"; correct the password in DATABASE_URL; special characters in it must be percent-encoded',
  },
  {
    what: 'there is no password',
    url: 'postgres://guarded@127.0.0.1:PORT/owned',
    says: 'The PostgreSQL server SERVER asks for a password of "guarded", and DATABASE_URL has none; write it as postgres://USER:PASSWORD@HOST/DATABASE, or into DATABASE_URL_FILE',
  },
  {
    what: 'there is no such role',
    url: 'postgres://ghost:CANARY@127.0.0.1:PORT/owned',
    says: 'The PostgreSQL server SERVER does not accept the role "ghost"; correct the user in DATABASE_URL, or make the role there: createuser --pwprompt ghost',
  },
  {
    what: 'pg_hba.conf has no line for the role',
    url: 'postgres://stranger:CANARY@127.0.0.1:PORT/owned',
    says: 'The PostgreSQL server SERVER lets "stranger" in only with TLS, or not at all from here; add ?sslmode=require (or verify-full) to DATABASE_URL, or a line to the pg_hba.conf of the server',
  },
  {
    what: 'pg_hba.conf rejects the role',
    url: 'postgres://banned:CANARY@127.0.0.1:PORT/owned',
    says: 'The PostgreSQL server does not let "banned" in to SERVER/owned from this machine; add a line for it to the pg_hba.conf of the server, then reload the server',
  },
  {
    what: 'the role may not make tables',
    url: 'postgres://poor@127.0.0.1:PORT/owned',
    says: 'The role "poor" may not do what is needed in SERVER/owned; make it the owner: alter database "owned" owner to "poor"; or: grant usage, create on schema public to "poor", and the tables must be its own',
  },
  {
    what: 'the search_path names no schema',
    url: 'postgres://owner@127.0.0.1:PORT/owned?options=-c%20search_path%3Dnowhere',
    says: 'The search_path in SERVER/owned names no schema that exists; make the schema, or correct the options in DATABASE_URL',
  },
  {
    what: 'the database only takes reads',
    url: 'postgres://owner@127.0.0.1:PORT/frozen',
    says: 'The PostgreSQL server of SERVER/frozen only takes reads; name the primary in DATABASE_URL, not a standby; see that default_transaction_read_only is off',
  },
  {
    what: 'no connection is left',
    url: 'postgres://owner@127.0.0.1:PORT/crowded',
    says: 'The PostgreSQL server SERVER has no connection left; raise its max_connections; every instance of anchor-auth takes up to ten',
  },
  {
    what: 'the server has no TLS',
    url: 'postgres://owner@127.0.0.1:PORT/owned?sslmode=require',
    says: 'The PostgreSQL server SERVER does not offer TLS; switch ssl on at the server; sslmode=disable sends all in clear text, for a network that only you use',
  },
  {
    what: 'nothing listens',
    url: 'postgres://owner:CANARY@127.0.0.1:1/owned',
    says: 'No PostgreSQL server listens on 127.0.0.1:1; start it, or correct host and port in DATABASE_URL',
  },
  {
    what: 'the host has no address',
    url: 'postgres://owner:CANARY@no-such-host.invalid:5432/owned',
    says: 'The host of the PostgreSQL server no-such-host.invalid:5432 has no address; correct the host in DATABASE_URL, or see that names can be resolved here',
  },
  {
    what: 'there is no socket',
    url: 'postgres://owner:CANARY@localhost:PORT/owned?host=/nowhere',
    says: 'The socket of the PostgreSQL server at /nowhere:PORT cannot be used; name the directory of its socket in DATABASE_URL (unix_socket_directories), and let this user into it',
  },
];

const filled = (text: string) =>
  text.replaceAll('SERVER', `127.0.0.1:${cluster.port}`).replaceAll('PORT', String(cluster.port));

describe('a command beside a server says what to do when', () => {
  test.each(rows.map((row) => [row.what, row] as const))('%s', async (_, { url, says }) => {
    const env = { DATABASE_URL: filled(url), DATA_DIR: directory() };
    const create = 'user create --email a@example.com --name Ada --new-instance';
    const { exitCode, out, err } = await transcript(words(create), { env });
    expect({ exitCode, out, err }).toEqual({
      exitCode: 1,
      out: [],
      err: [`anchor-auth: ${filled(says)}`],
    });
  });
});

test('the server says the same, also of an address in a file', async () => {
  const file = join(directory(), 'url');
  writeFileSync(file, `${filled('postgres://guarded:CANARY@127.0.0.1:PORT/owned')}\n`);
  const sentence = await refusal({ DATABASE_URL_FILE: file, DATA_DIR: directory() });
  expect(sentence).toContain('refuses the password of "guarded"');
  expect(sentence).not.toContain('CANARY');
});

test("the variables of PostgreSQL's own programs are not read", async () => {
  const pgpass = join(directory(), 'pgpass');
  writeFileSync(pgpass, `*:*:*:*:${password.replaceAll(/[:\\]/g, String.raw`\$&`)}\n`, {
    mode: 0o600,
  });
  const others = {
    PGPASSWORD: password,
    PGPASSFILE: pgpass,
    PGUSER: 'anchor',
    PGHOST: '127.0.0.2',
    PGDATABASE: 'postgres',
    PGSSLMODE: 'require',
    PGOPTIONS: '-c search_path=nowhere',
    PGCLIENT_ENCODING: 'LATIN1',
  };
  const url = filled('postgres://guarded@127.0.0.1:PORT/owned');
  expect(await refusal({ DATABASE_URL: url, DATA_DIR: directory(), ...others })).toContain(
    'asks for a password of "guarded", and DATABASE_URL has none',
  );
});

test('an empty database is named with what begins an instance there', async () => {
  const url = filled('postgres://owner@127.0.0.1:PORT/narrow');
  expect(await refusal({ DATABASE_URL: url, DATA_DIR: directory() })).toBe(
    filled(
      'The database SERVER/narrow is empty; check DATABASE_URL; to begin a new instance there, start once with "anchor-auth serve --new", or set SETUP_TOKEN',
    ),
  );
});

async function said(port: number | undefined): Promise<readonly string[]> {
  const env = { DATABASE_URL: `postgres://owner@127.0.0.1:${port}/x`, DATA_DIR: directory() };
  return (await transcript(words('user list'), { env })).err;
}

test('a program that is no PostgreSQL server, or is silent, is named as such', async () => {
  using web = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: () => new Response('hello') });
  using silent = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data: () => undefined } });
  expect(await said(web.port)).toEqual([
    expect.stringContaining(`What listens on 127.0.0.1:${web.port} ended the connection`),
  ]);
  expect(await said(silent.port)).toEqual([
    expect.stringContaining(`The PostgreSQL server 127.0.0.1:${silent.port} does not answer`),
  ]);
});

test('a password with every kind of sign works, percent-encoded', async () => {
  const parsed = parsePostgresUrl(filled(`postgres://guarded:${encoded}@127.0.0.1:PORT/postgres`));
  if ('problem' in parsed) throw new Error(parsed.problem);
  const database = await openPostgres(parsed.value);
  expect((await readServerFacts(database.read)).isStandby).toBe(false);
  await database.close();
});

test('tables that are gone are told from a database that never had any', async () => {
  const url = filled('postgres://owner@127.0.0.1:PORT/owned');
  const env = { DATABASE_URL: url, DATA_DIR: directory() };
  const create = 'user create --email a@example.com --name Ada --new-instance';
  expect((await transcript(words(create), { env })).exitCode).toBe(0);
  await ask(url, 'alter table settings rename to elsewhere');
  const { err } = await transcript(words('user list'), { env });
  expect(err).toEqual([
    expect.stringContaining('lacks tables or columns that it once had; restore it from a backup'),
  ]);
});
