// Reads that walk a table go on a thread of their own. They must see what other reads see, and no request may
// wait for them.
import { describe, expect, test } from 'bun:test';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { newId } from '../../src/core/uuid.ts';
import { migrate } from '../../src/db/migrate.ts';
import type { Database } from '../../src/db/port.ts';
import { openDatabase } from '../../src/db/sqlite/open.ts';
import type { Schema, UserStatus } from '../../src/db/schema.ts';
import { isStorageError } from '../../src/db/storage-errors.ts';
import * as admin from '../../src/features/admin/settings/queries.ts';
import * as audit from '../../src/features/audit/queries.ts';
import { failureOf, race, rowsOf } from '../support/long-reads.ts';
import { id, session, user } from '../support/sample-rows.ts';
import { createSqliteDatabase, temporaryDirectory } from '../support/test-database.ts';
import { watchThreads } from '../support/threads.ts';

const statuses = ['active', 'pending', 'disabled'] as const satisfies readonly UserStatus[];
const names = ['Ada Lovelace', 'Änne Ö. 🦉', 'nul\0inside', ''];

/** People and what happened to them: every type of value, nulls among them. */
async function fill(database: Database): Promise<void> {
  await database.write(async (trx) => {
    for (let index = 0; index < 24; index += 1) {
      const email = `person${index}@example.com`;
      const name = names[index % names.length] ?? '';
      const userId = newId();
      await trx
        .insertInto('users')
        .values({
          ...user,
          id: userId,
          email,
          email_key: email,
          name,
          search_key: `${name}\n${email}`.toLowerCase(),
          status: statuses[index % 3] ?? 'active',
          last_login_at: index % 2 === 0 ? null : 2 ** 42 + index,
        })
        .execute();
      await trx
        .insertInto('sessions')
        .values({ ...session, id: newId(), user_id: userId, refresh_expires_at: index })
        .execute();
      await audit.insertEntry(trx, {
        id: newId(),
        at: index,
        event: index % 2 === 0 ? 'session.started' : 'session.failed',
        outcome: index % 2 === 0 ? 'success' : 'failure',
        actor_id: index % 3 === 0 ? id : null,
        actor_email: index % 3 === 0 ? email : null,
        target_id: index % 4 === 0 ? id : userId,
        target_email: email,
        ip: null,
        user_agent: name,
        details: JSON.stringify({ index }),
      });
    }
  });
}

type Use = (db: Kysely<Schema>) => Promise<unknown>;

const firstPage = { skip: 0, take: 5 };
const laterPage = { skip: 3, take: 200 };
const pastTheEnd = { skip: 1000, take: 5 };

const everyone = { search: null, status: null, role: null, provider: null, group: null };
const order = { by: 'createdAt', direction: 'desc' } as const;
const orders = (['name', 'email', 'createdAt', 'lastLoginAt'] as const).flatMap((by) =>
  (['asc', 'desc'] as const).map((direction) => ({ by, direction })),
);

/** Every query that goes on the thread, in each of its shapes. */
const walks: readonly (readonly [string, Use])[] = [
  ['how many are in each status', (db) => admin.countByStatus(db)],
  ['how many sessions live', (db) => admin.countLiveSessions(db, 5)],
  ['the first page of users', (db) => admin.pageOfUsers(db, null, firstPage)],
  ['a later page of users', (db) => admin.pageOfUsers(db, null, laterPage)],
  ['a page of users past the end', (db) => admin.pageOfUsers(db, null, pastTheEnd)],
  ['a page of those disabled', (db) => admin.pageOfUsers(db, 'disabled', firstPage)],
  ['how many users there are', (db) => admin.countUsers(db, null)],
  ['how many are disabled', (db) => admin.countUsers(db, 'disabled')],
  ...(['person1', 'ö. 🦉', 'nobody at all', '%'] as const).flatMap((search) =>
    [null, ...statuses].flatMap((status) =>
      [firstPage, laterPage, pastTheEnd].map(
        (page) =>
          [
            `a search for ${search}, ${status ?? 'any status'}, from ${page.skip}`,
            (db: Kysely<Schema>) =>
              admin.searchUsers(db, { filter: { ...everyone, search, status }, order }, page),
          ] as const,
      ),
    ),
  ),
  ...orders.flatMap((each) => [
    [
      `users by ${each.by}, ${each.direction}`,
      (db: Kysely<Schema>) => admin.searchUsers(db, { filter: everyone, order: each }, laterPage),
    ] as const,
    [
      `all users by ${each.by}, ${each.direction}`,
      (db: Kysely<Schema>) => admin.allUserIds(db, { filter: everyone, order: each }, 20),
    ] as const,
  ]),
  [
    'the next entries of the audit log',
    (db) =>
      audit.nextEntries(
        db,
        { userId: null, event: null, from: 3, before: 20 },
        { olderThan: null, limit: 9 },
      ),
  ],
  ...[null, id].flatMap((userId) =>
    [null, 'session.failed'].flatMap((event) => [
      [
        `the audit log of ${userId === null ? 'everyone' : 'one person'}, ${event ?? 'all events'}`,
        (db: Kysely<Schema>) => audit.pageOfEntries(db, { userId, event }, laterPage),
      ] as const,
      [
        `how much it has of ${userId === null ? 'everyone' : 'one person'}, ${event ?? 'all events'}`,
        (db: Kysely<Schema>) => audit.countEntries(db, { userId, event }),
      ] as const,
    ]),
  ),
];

test('every walk answers on the thread what it answers elsewhere', async () => {
  await using it = await createSqliteDatabase();
  await fill(it.database);
  for (const [name, use] of walks) {
    const [there, here] = [await use(it.database.aside), await use(it.database.read)];
    expect([name, there]).toEqual([name, here]);
  }
});

test('a walk sees every change that was acknowledged before it was asked for', async () => {
  await using it = await createSqliteDatabase();
  const seen: number[] = [];
  for (let index = 0; index < 50; index += 1) {
    await it.database.write((trx) =>
      trx
        .insertInto('settings')
        .values({ key: `${index}`, value: '', is_encrypted: 0, updated_at: 0, updated_by: null })
        .execute(),
    );
    seen.push((await rowsOf(it.database.aside, 'select key from settings')).length);
  }
  expect(seen).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
});

test('a walk holds up neither reads nor changes', async () => {
  await using it = await createSqliteDatabase();
  using threads = watchThreads('aside-worker.ts');
  threads.hold();
  const runners = race();
  runners.run('walk', rowsOf(it.database.aside, 'select 1'));
  const read = rowsOf(it.database.read, 'select * from users');
  runners.run('read', read);
  await read;
  const change = it.database.write((trx) => trx.updateTable('users').set({ name: 'x' }).execute());
  runners.run('change', change);
  await change;
  threads.release();
  expect(await runners.finish()).toEqual(['read', 'change', 'walk']);
});

test.each([
  ['journal_mode', 'wal'],
  ['trusted_schema', 0],
  ['temp_store', 2],
  ['busy_timeout', 5000],
] as const)('the connection for walks has %s = %s', async (name, expected) => {
  await using it = await createSqliteDatabase();
  const [row] = await rowsOf(it.database.aside, `pragma ${name}`);
  expect(Object.values(row as Record<string, unknown>)).toEqual([expected]);
});

test('without a log beside the file a walk is a read like any other', async () => {
  using directory = temporaryDirectory();
  using threads = watchThreads('aside-worker.ts');
  const database = openDatabase(join(directory.path, 'anchor.db'), { journal: 'delete' });
  expect(await rowsOf(database.aside, 'pragma journal_mode')).toEqual([{ journal_mode: 'delete' }]);
  await database.close();
  expect(threads.started).toEqual([]);
});

describe('what the thread cannot do is refused', () => {
  const refusals: readonly (readonly [string, string])[] = [
    ['insert into settings values (1, 1, 1, 1, 1)', 'SQLITE_READONLY'],
    ['select * from nowhere', 'SQLITE_ERROR'],
  ];
  test.each([...refusals])('%s', async (text, code) => {
    await using it = await createSqliteDatabase();
    const refused = await failureOf(rowsOf(it.database.aside, text));
    expect(refused).toMatchObject({ code });
    expect(await rowsOf(it.database.aside, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('a transaction, whose snapshot would outlive a statement', async () => {
    await using it = await createSqliteDatabase();
    const refused = await failureOf(
      it.database.aside.transaction().execute((trx) => rowsOf(trx, 'select 1')),
    );
    expect(String(refused)).toContain('single statements');
    expect(await rowsOf(it.database.aside, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

test('damage is reported as by SQLite, and sound parts can still be read', async () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'anchor.db');
  const first = openDatabase(file);
  await migrate(first.migrations);
  await fill(first);
  const [root] = (await rowsOf(
    first.read,
    `select rootpage from sqlite_master where name = 'audit_log'`,
  )) as readonly { readonly rootpage: number }[];
  await first.close();
  const database = openDatabase(file);
  overwrite(file, ((root?.rootpage ?? 0) - 1) * 4096, new Uint8Array(4096).fill(0xaa));
  const walk = 'select count(details) from audit_log';
  const there = await failureOf(rowsOf(database.aside, walk));
  const here = await failureOf(rowsOf(database.read, walk));
  expect([here, there].map((error) => (error as { code?: unknown }).code)).toEqual([
    'SQLITE_CORRUPT',
    'SQLITE_CORRUPT',
  ]);
  expect(isStorageError(there)).toBeTrue();
  expect(await rowsOf(database.aside, 'select count(*) as total from users')).toEqual([
    { total: 24 },
  ]);
  await database.close();
});

/** Behind the server's back. */
function overwrite(file: string, position: number, bytes: Uint8Array): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, position);
  fsyncSync(descriptor);
  closeSync(descriptor);
}
