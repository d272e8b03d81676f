import { afterAll, describe, expect, test } from 'bun:test';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { endProcesses } from '../support/process.ts';
import { commandOn, newDataDir, sql } from './instance.ts';

afterAll(endProcesses);

const insert = `insert into users (id, email, email_key, name, is_admin, status, created_at, updated_at)
  values (unhex(?), ?, ?, ?, 0, ?, ?, 0)`;

/** A server with one administrator, made in the first minute. */
async function begin(): Promise<string> {
  const dataDir = newDataDir();
  const line = 'user create --email root@example.com --name Root --password-stdin --new-instance';
  await commandOn(dataDir)(line, { line: 'correct horse battery' });
  sql(dataDir, 'update users set created_at = ?', minute(0));
  return dataDir;
}

function minute(number: number): number {
  return Date.UTC(2026, 2, 1, 9, number);
}

const dataDir = await begin();
const command = commandOn(dataDir);

// Rows put there without hashing anything.
for (const [index, name, status] of [
  [1, 'Grace Hopper', 'pending'],
  [2, '張偉', 'active'],
  [3, 'Eve\u001B[31m\u202Eevil', 'disabled'],
] as const) {
  const id = String(index).padStart(32, 'f');
  const email = `person${index}@example.com`;
  sql(dataDir, insert, id, email, email, name, status, minute(index));
}

test('user list shows the accounts in aligned columns, newest first, in plain text', async () => {
  expect(await command('user list')).toEqual({
    exitCode: 0,
    out: [
      'EMAIL                NAME           ROLE   STATUS    CREATED (UTC)',
      'person3@example.com  Eve\uFFFD[31m\uFFFDevil  user   disabled  2026-03-01 09:03',
      'person2@example.com  張偉           user   active    2026-03-01 09:02',
      'person1@example.com  Grace Hopper   user   pending   2026-03-01 09:01',
      'root@example.com     Root           admin  active    2026-03-01 09:00',
    ],
    err: [],
  });
});

test('user list --json shows what the API shows', async () => {
  const { exitCode, out, err } = await command('user list --json');
  expect(exitCode).toBe(0);
  expect(err).toEqual([]);
  const users = JSON.parse(out.join('\n')) as readonly object[];
  expect(users).toHaveLength(4);
  expect(users[3]).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    email: 'root@example.com',
    emailVerified: true,
    name: 'Root',
    profileImage: null,
    language: null,
    groups: [],
    mustChangePassword: false,
    isAdmin: true,
    status: 'active',
    createdAt: '2026-03-01T09:00:00.000Z',
    updatedAt: expect.stringMatching(/Z$/),
  });
  expect(out.join('').replaceAll('mustChangePassword', '')).not.toMatch(/password|\$2b\$|token/i);
});

describe('user list of more accounts than are read at once', () => {
  const newest = 2500;

  async function crowd(): Promise<string> {
    const crowded = await begin();
    sql(
      crowded,
      `insert into users (id, email, email_key, name, is_admin, status, created_at, updated_at)
        with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${newest})
        select unhex(printf('%032x', 0x7fffffff00000000 + n)), n || '@example.com', 'many' || n, 'Many', 0,
          'active', 0, 0 from numbers`,
    );
    return crowded;
  }

  test('shows all of them, once each', async () => {
    const { exitCode, out, err } = await commandOn(await crowd())('user list');
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: [] });
    expect(out).toHaveLength(newest + 2);
    expect(new Set(out).size).toBe(newest + 2);
  });

  test('is one JSON list of all of them', async () => {
    const dir = await crowd();
    const { exitCode, out, err } = await commandOn(dir)('user list --json');
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: [] });
    const text = out.join('\n');
    const users = JSON.parse(text) as readonly { readonly email: string }[];
    expect(new Set(users.map(({ email }) => email)).size).toBe(newest + 1);
    expect(text).toBe(JSON.stringify(users, null, 2));
  });

  test('is an empty JSON list where there is none', async () => {
    const dir = await begin();
    sql(dir, 'delete from users');
    expect((await commandOn(dir)('user list --json')).out).toEqual(['[]']);
  });
});

test('user list on an instance that lost its database says so and makes no new one', async () => {
  const lost = await begin();
  rmSync(join(lost, 'anchor.db'));
  const { exitCode, err } = await commandOn(lost)('user list');
  expect(exitCode).toBe(1);
  expect(err).toEqual([
    `anchor-auth: This instance has had users, but its database ${lost}/anchor.db is missing or empty; restore it from a backup; to start over on purpose, remove the whole data directory`,
  ]);
  expect(existsSync(join(lost, 'anchor.db'))).toBe(false);
});
