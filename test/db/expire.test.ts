import { expect, test } from 'bun:test';
import { sql } from 'kysely';
import { deleteExpired } from '../../src/db/expire.ts';
import type { Database } from '../../src/db/port.ts';
import { createTestDatabase } from '../support/test-storage.ts';

const hash = (number: number) => new Uint8Array(32).fill(number);

async function filled() {
  const it = await createTestDatabase();
  await it.database.write((trx) =>
    trx
      .insertInto('used_id_tokens')
      .values([30, 10, 40, 20].map((at) => ({ token_hash: hash(at), expires_at: at })))
      .execute(),
  );
  return it;
}

async function left(database: Database): Promise<readonly number[]> {
  const rows = await database.read.selectFrom('used_id_tokens').select('expires_at').execute();
  return rows.map((row) => row.expires_at).toSorted((one, other) => one - other);
}

const tokens = { table: 'used_id_tokens', key: 'token_hash' } as const;

test.each([
  {
    name: 'a row that ends at the time stays',
    before: 20,
    limit: 9,
    deleted: 1,
    kept: [20, 30, 40],
  },
  { name: 'the oldest rows go first', before: 99, limit: 2, deleted: 2, kept: [30, 40] },
  {
    name: 'with nothing that ended nothing goes',
    before: 10,
    limit: 9,
    deleted: 0,
    kept: [10, 20, 30, 40],
  },
])('of rows that end: $name', async ({ before, limit, deleted, kept }) => {
  await using it = await filled();
  const count = await it.database.write((trx) => deleteExpired(trx, tokens, { before, limit }));
  expect([count, await left(it.database)]).toEqual([deleted, kept]);
});

test('a condition keeps rows that ended', async () => {
  await using it = await filled();
  const only = sql<boolean>`token_hash <> ${hash(10)}`;
  const batch = { before: 35, limit: 9 };
  const count = await it.database.write((trx) => deleteExpired(trx, { ...tokens, only }, batch));
  expect([count, await left(it.database)]).toEqual([2, [10, 40]]);
});
