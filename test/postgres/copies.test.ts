// Backup and restore of an instance with PostgreSQL.
import { describe, expect, test } from 'bun:test';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SQL } from 'bun';
import {
  backupModes,
  commandOn,
  doorsOf,
  grace,
  inhabited,
  type Inhabited,
  modesBelow,
  namesIn,
} from '../backup/copies.ts';
import { createTestApp } from '../support/test-app.ts';
import {
  BusyWriter,
  contentsOfFile,
  contentsOfServer,
  fillRest,
  tablesOf,
  withoutSigningKey,
} from './moves.ts';
import { newDatabase } from '../support/postgres-databases.ts';

/** A running server with a database of its own on PostgreSQL, which people use. */
async function onServer(): Promise<Inhabited & { readonly url: string }> {
  const url = await newDatabase();
  const it = await inhabited({ DATABASE_URL: url });
  await fillRest(it.app);
  return { ...it, url };
}

/** A backup of such a server, which is stopped. */
async function backedUp() {
  const it = await onServer();
  const backup = it.path('copy');
  const { err } = await it.command(`backup ${backup}`);
  if (err.length > 0) throw new Error(err.join());
  const contents = await contentsOfServer(it.url);
  await it.app[Symbol.asyncDispose]();
  return { it, backup, contents, [Symbol.asyncDispose]: () => it[Symbol.asyncDispose]() };
}

function newKey(): string {
  return crypto.getRandomValues(new Uint8Array(32)).toHex();
}

function isOfBackup(row: string): boolean {
  return row.includes('"backup.made"');
}

/** What could sign a person in again, or be sent twice. */
const leftOut = [
  'sessions',
  'sign_in_flows',
  'exchange_codes',
  'link_tickets',
  'one_time_links',
  'invitations',
  'outbox',
];

describe('a backup', () => {
  test('of a running server becomes a server with a SQLite file, without sessions', async () => {
    await using it = await onServer();
    const backup = it.path('copy');
    const { exitCode, out, err } = await it.command(`backup ${backup}`);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: [] });
    expect(out[0]).toMatch(/^Backed up 2 accounts and 1 picture \(\d\.\d MB\) to /);
    const fresh = it.path('fresh');
    const command = commandOn(fresh);
    expect((await command(`restore ${backup}`)).err).toEqual([]);
    await using app = await createTestApp({ DATA_DIR: fresh, DATABASE_URL: `${fresh}/anchor.db` });
    expect(await doorsOf(app, it)).toEqual({ password: 200, access: 401, refresh: 401, api: 200 });
    const { body } = await app.get('/api/auth/me', it.tokens.api);
    const { profileImage } = body as { profileImage: string };
    expect((await app.get(profileImage)).status).toBe(200);
  });

  test('holds the rows of the database, but no session, flow or code, for its owner alone', async () => {
    await using made = await backedUp();
    const { it, backup, contents } = made;
    const copied = await contentsOfFile(join(backup, 'anchor.db'));
    const { audit_log: audit = [], ...rest } = withoutSigningKey(contents);
    expect(copied).toEqual({
      ...Object.fromEntries(Object.keys(copied).map((name) => [name, rest[name] ?? []])),
      ...Object.fromEntries(leftOut.map((name) => [name, []])),
      audit_log: audit.filter((row) => !isOfBackup(row)),
    });
    expect(audit.filter(isOfBackup)).toHaveLength(1);
    for (const name of leftOut) expect(rest[name]).not.toEqual([]);
    expect(readFileSync(join(backup, 'secret.key'), 'utf8')).toBe(
      readFileSync(join(it.dataDir, 'secret.key'), 'utf8'),
    );
    expect(modesBelow(backup)).toEqual(backupModes);
  });

  test('is the state of one moment, whatever is written meanwhile', async () => {
    await using it = await onServer();
    await using writer = new BusyWriter(it.app.database);
    for (let round = 0; round < 5; round += 1) {
      const backup = it.path(`copy-${round}`);
      await writer.written(20);
      expect((await it.command(`backup ${backup}`)).err).toEqual([]);
      const { users = [], audit_log: audit = [] } = await contentsOfFile(join(backup, 'anchor.db'));
      const added = audit.filter((row) => row.includes('"user.created"'));
      expect([round, users.length - 2]).toEqual([round, added.length]);
    }
  });

  test('with another key than that of the database is refused, and leaves nothing', async () => {
    await using it = await onServer();
    const env = { DATA_DIR: it.path('other'), SECRET_KEY: newKey() };
    const { err } = await it.command(`backup ${it.path('x')}`, env);
    expect(err.join()).toContain('is not the one that the database was written with; set');
    expect(namesIn(it.path('.'))).toEqual(['data', 'other']);
  });

  test('of an empty database is refused, and leaves nothing', async () => {
    await using it = await onServer();
    const url = await newDatabase();
    const { exitCode, err } = await it.command(`backup ${it.path('x')}`, { DATABASE_URL: url });
    expect({ exitCode, err }).toEqual({
      exitCode: 1,
      err: [
        'anchor-auth: There is nothing to back up: this server has no account yet; make one first',
      ],
    });
    expect(namesIn(it.path('.'))).toEqual(['data']);
    expect(await tablesOf(url)).toEqual([]);
  });
});

describe('a restore', () => {
  test('fills an empty database, and gives an empty data directory the key', async () => {
    await using made = await backedUp();
    const { it, backup } = made;
    const env = { DATABASE_URL: await newDatabase(), DATA_DIR: it.path('fresh') };
    const { exitCode, out, err } = await it.command(`restore ${backup}`, env);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: [] });
    expect(out.slice(1)).toEqual([
      `The secret of the backup is now in ${it.path('fresh')}/secret.key: every server needs it`,
      'All users have to sign in again. Now start the server: anchor-auth serve',
    ]);
    expect(namesIn(it.path('fresh')).filter((name) => name.startsWith('restore'))).toEqual([]);
    await using app = await createTestApp(env);
    expect(await doorsOf(app, it)).toEqual({ password: 200, access: 401, refresh: 401, api: 200 });
    const { body } = await app.get('/api/auth/me', it.tokens.api);
    const { profileImage } = body as { profileImage: string };
    expect(body).toMatchObject({ email: grace, authIdentities: ['local', 'github'] });
    expect((await app.get(profileImage)).status).toBe(200);
  });

  test('replaces an instance only when told to, and keeps its tables', async () => {
    await using made = await backedUp();
    const { it, backup, contents } = made;
    const refused = await it.command(`restore ${backup}`);
    expect(refused.err.join()).toContain('holds an instance already');
    expect(await contentsOfServer(it.url)).toEqual(contents);
    const { out, err } = await it.command(`restore ${backup} --replace`);
    expect(err).toEqual([]);
    const [, schema = ''] =
      /^What was there before is kept in the schema (public_replaced_\d{8}t\d{9}z)$/m.exec(
        out.join('\n'),
      ) ?? [];
    const aside = `${it.url}?options=-csearch_path%3D${schema}`;
    expect(await contentsOfServer(aside)).toEqual(contents);
    await using app = await createTestApp({ DATA_DIR: it.dataDir, DATABASE_URL: it.url });
    expect(await doorsOf(app, it)).toEqual({ password: 200, access: 401, refresh: 401, api: 200 });
  });

  test('is refused while a server is known to run', async () => {
    await using made = await backedUp();
    const { it, backup, contents } = made;
    await using sql = new SQL(it.url, { max: 1 });
    await sql`insert into instances (id, version, host, started_at, seen_at)
              values ('1', '1', 'box', 0, ${Date.now() - 60_000})`;
    const { exitCode, err } = await it.command(`restore ${backup} --replace`);
    expect([exitCode, err.join()]).toEqual([
      1,
      expect.stringContaining('A server is running on the database'),
    ]);
    expect(await contentsOfServer(it.url)).toEqual(contents);
  });

  test('is refused with another key than that of the backup, and changes nothing', async () => {
    await using made = await backedUp();
    const { it, backup } = made;
    const url = await newDatabase();
    const env = {
      DATABASE_URL: url,
      SECRET_KEY: newKey(),
    };
    const { err } = await it.command(`restore ${backup}`, { ...env, DATA_DIR: it.path('fresh') });
    expect(err.join()).toContain('The backup was made with another secret key');
    expect(await tablesOf(url)).toEqual([]);
    expect(namesIn(it.path('fresh'))).not.toContain('secret.key');
  });

  test('that fails leaves neither tables nor a key', async () => {
    await using made = await backedUp();
    const { it, backup } = made;
    const url = await newDatabase();
    await using sql = new SQL(url, { max: 1 });
    await sql`create table sessions (id int)`;
    const env = { DATABASE_URL: url, DATA_DIR: it.path('fresh') };
    const { err } = await it.command(`restore ${backup}`, env);
    expect(err.join()).toContain('has a table "sessions" of another program');
    expect(await tablesOf(url)).toEqual(['sessions']);
    expect(namesIn(it.path('fresh'))).not.toContain('secret.key');
    writeFileSync(join(backup, 'anchor.db'), 'not a database');
    const damaged = await it.command(`restore ${backup}`, env);
    expect(damaged.err.join()).toContain(`The database in ${backup} is damaged`);
    rmSync(join(backup, 'secret.key'));
    const half = await it.command(`restore ${backup}`, env);
    expect(half.err.join()).toContain('is not a whole backup: it has no secret.key');
  });
});
