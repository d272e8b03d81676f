// What the program asks of SQLite: every search by an index, and every statement prepared only once.
import { Database } from 'bun:sqlite';
import { afterEach, describe, expect, spyOn, test } from 'bun:test';
import { type CompiledQuery, Kysely } from 'kysely';
import { newId } from '../../src/core/uuid.ts';
import { BunSqliteDialect } from '../../src/db/dialect.ts';
import type { Schema } from '../../src/db/schema.ts';
import * as audit from '../../src/features/audit/queries.ts';
import * as health from '../../src/features/health/queries.ts';
import * as sessions from '../../src/features/sessions/queries.ts';
import * as settings from '../../src/features/settings/queries.ts';
import * as users from '../../src/features/users/queries.ts';
import { addSignedIn, applicant, password } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { createTestDatabase } from '../support/test-database.ts';

type Use = (db: Kysely<Schema>) => Promise<unknown>;

const id = newId();
const bytes = new Uint8Array(32);
const ending = { reason: 'signed_out', now: 1 };

const user: users.UserRow = {
  id,
  email: 'grace@example.com',
  email_key: 'grace@example.com',
  name: 'Grace Hopper',
  password_hash: null,
  is_admin: 0,
  status: 'active',
  token_version: 1,
  is_proven: 0,
  profile_image: null,
  name_follows_provider: 1,
  image_follows_provider: 1,
  created_at: 1,
  updated_at: 1,
  last_login_at: null,
};

const session: sessions.SessionRow = {
  id,
  user_id: id,
  provider: 'local',
  refresh_hash: bytes,
  refresh_expires_at: 1,
  rotated_at: null,
  user_agent: null,
  ip: null,
  created_at: 1,
  last_used_at: 1,
  ended_at: null,
  end_reason: null,
};

/** Every query of every feature, in each of its shapes. A new one must be added here. */
const uses: Readonly<Record<string, Readonly<Record<string, readonly Use[]>>>> = {
  users: {
    insertUser: [(db) => users.insertUser(db, user)],
    findUserByEmailKey: [(db) => users.findUserByEmailKey(db, 'x')],
    findUserById: [(db) => users.findUserById(db, id)],
    listUsers: [],
    updateUser: [(db) => users.updateUser(db, id, { name: 'x' })],
    countPendingUsers: [(db) => users.countPendingUsers(db)],
    deleteApiToken: [(db) => users.deleteApiToken(db, id)],
  },
  sessions: {
    insertSession: [(db) => sessions.insertSession(db, session)],
    prepareFindCaller: [
      (db) => sessions.prepareFindCaller(db).run(db, { sessionId: id, userId: id }),
    ],
    prepareFindForRefresh: [(db) => sessions.prepareFindForRefresh(db).run(db, { sessionId: id })],
    prepareRotate: [
      (db) =>
        sessions.prepareRotate(db).run(db, {
          nextHash: bytes,
          expiresAt: 1,
          now: 1,
          ip: null,
          userAgent: null,
          sessionId: id,
          shownHash: bytes,
        }),
    ],
    endSession: [
      (db) => sessions.endSession(db, { sessionId: id, ownerId: null }, ending),
      (db) => sessions.endSession(db, { sessionId: id, ownerId: id }, ending),
    ],
    endSessionsExcept: [
      (db) => sessions.endSessionsExcept(db, { userId: id, keep: null }, ending),
      (db) => sessions.endSessionsExcept(db, { userId: id, keep: id }, ending),
    ],
    listLiveSessions: [(db) => sessions.listLiveSessions(db, id, 1)],
  },
  settings: {
    findSetting: [(db) => settings.findSetting(db, 'x')],
    claimSetting: [(db) => settings.claimSetting(db, { key: 'x', value: 'x', now: 1 })],
  },
  audit: {
    insertEntry: [
      (db) =>
        audit.insertEntry(db, {
          id,
          at: 1,
          event: 'x',
          outcome: 'success',
          actor_id: null,
          actor_email: null,
          target_id: null,
          target_email: null,
          ip: null,
          user_agent: null,
          details: null,
        }),
    ],
  },
  // Reads one row of whatever comes first: that is its purpose.
  health: { probe: [] },
};

const modules = { users, sessions, settings, audit, health };

test('every query of every feature stands in the table of this test', async () => {
  const files = [...new Bun.Glob('src/features/*/queries.ts').scanSync('.')];
  const rooms = files.map((file) => file.replace(/^src\/features\/(.*)\/queries\.ts$/, '$1'));
  expect(Object.keys(uses).toSorted()).toEqual(rooms.toSorted());
  for (const [room, queries] of Object.entries(modules)) {
    expect([room, Object.keys(uses[room] ?? {}).toSorted()]).toEqual([
      room,
      Object.keys(queries).toSorted(),
    ]);
  }
});

/** How SQLite would run a statement: one line per table. */
async function planOf(db: Kysely<Schema>, query: CompiledQuery): Promise<readonly string[]> {
  const { rows } = await db.executeQuery<{ detail: string }>({
    ...query,
    sql: `explain query plan ${query.sql}`,
  });
  return rows.map((row) => row.detail);
}

const shapes = Object.entries(uses).flatMap(([room, queries]) =>
  Object.entries(queries).flatMap(([name, each]) =>
    each.map((use, index) => ({ name: `${room}.${name} (${index + 1})`, use })),
  ),
);

describe('a query of a request', () => {
  test.each(shapes)('$name searches by an index', async ({ use }) => {
    await using it = await createTestDatabase();
    const asked: CompiledQuery[] = [];
    const connection = new Database(it.file);
    connection.run('pragma foreign_keys = off');
    const db = new Kysely<Schema>({
      dialect: new BunSqliteDialect(connection),
      log: (event) => {
        asked.push(event.query);
      },
    });
    await use(db);
    const [query] = asked;
    expect(asked.length).toBe(1);
    if (query === undefined) return;
    const plan = await planOf(db, query);
    expect(plan.filter((line) => line.startsWith('SCAN'))).toEqual([]);
    await db.destroy();
  });
});

/** One of everything a client does. */
async function walk(app: TestApp, name: string): Promise<void> {
  const email = `${name}@example.com`;
  await app.get('/api/auth/registration-mode');
  await app.post('/api/auth/register', applicant({ email }));
  await app.post('/api/auth/login', { email, password: 'wrong password' });
  const login = await app.post('/api/auth/login', { email, password });
  const { access_token, refresh_token } = login.body as Record<string, string>;
  await app.post('/api/auth/refresh', { refresh_token });
  await app.post('/api/auth/refresh', { refresh_token });
  await app.get('/api/auth/me', access_token);
  await app.get('/api/auth/sessions', access_token);
  await app.send({ method: 'DELETE', path: '/api/auth/sessions', bearer: access_token ?? '' });
  await app.send({
    method: 'DELETE',
    path: `/api/auth/sessions/${crypto.randomUUID()}`,
    bearer: access_token ?? '',
  });
  await app.post('/api/auth/logout', { refreshToken: refresh_token });
  const other = await addSignedIn(app);
  await app.post('/api/auth/logout', undefined, other.access_token);
  await app.get('/health/ready');
}

describe('after one of everything', () => {
  const prepared = spyOn(Database.prototype, 'prepare');
  afterEach(() => {
    prepared.mockRestore();
  });

  test('no statement is ever prepared again, and none reads a whole table', async () => {
    await using app = await createTestApp();
    // The very first registration takes a way of its own.
    await walk(app, 'first');
    await walk(app, 'second');
    const texts = new Set(prepared.mock.calls.map(([text]) => text));
    prepared.mockClear();
    await walk(app, 'third');
    expect(prepared.mock.calls.map(([text]) => text)).toEqual([]);
    const queries = [...texts].filter((text) => /^(?:select|update|insert|delete)/.test(text));
    expect(queries.length).toBeGreaterThan(10);
    const connection = new Database(app.services.config.storage.databaseFile);
    for (const text of queries) {
      if (text.includes('sqlite_master') || text.includes('kysely_migration')) continue;
      const plan = connection.query<{ detail: string }, []>(`explain query plan ${text}`).all();
      const scans = plan.filter((line) => /^SCAN (?!CONSTANT)/.test(line.detail));
      const isProbe = text.startsWith('select "key" from "settings" limit');
      expect([text, isProbe ? [] : scans]).toEqual([text, []]);
    }
    connection.close();
  });
});
