import { expect, test } from 'bun:test';
import { prepare } from '../../src/db/prepared.ts';
import { createTestDatabase } from '../support/test-storage.ts';

async function filled() {
  const it = await createTestDatabase();
  await it.database.write((trx) =>
    trx
      .insertInto('settings')
      .values(
        ['a', 'b', 'c'].map((key) => ({
          key,
          value: `value of ${key}`,
          is_encrypted: 0 as const,
          updated_at: 7,
          updated_by: null,
        })),
      )
      .execute(),
  );
  return it;
}

test('a prepared query takes its values by name, as often as a name occurs in it', async () => {
  await using it = await filled();
  const find = prepare(it.database.read, (db, parameter) =>
    db
      .selectFrom('settings')
      .select(['key', 'value'])
      .where('updated_at', '=', 7)
      .where('key', '>=', parameter<string>('key'))
      .where('key', '<=', parameter<string>('key')),
  );
  const ofB = find.run(it.database.read, { key: 'b' });
  expect([await it.database.find(find, { key: 'a' }), await ofB]).toEqual([
    [{ key: 'a', value: 'value of a' }],
    [{ key: 'b', value: 'value of b' }],
  ]);
});

test('a prepared query runs in whatever transaction it is given', async () => {
  await using it = await filled();
  const rename = prepare(it.database.read, (db, parameter) =>
    db
      .updateTable('settings')
      .set({ value: parameter<string>('value') })
      .where('key', '=', parameter<string>('key')),
  );
  const failed = it.database.write(async (trx) => {
    await rename.run(trx, { key: 'a', value: 'undone' });
    throw new Error('stop');
  });
  const [outcome] = await Promise.allSettled([failed]);
  expect(outcome).toMatchObject({ reason: { message: 'stop' } });
  await it.database.write((trx) => rename.run(trx, { key: 'b', value: 'done' }));
  const rows = await it.database.read
    .selectFrom('settings')
    .select('value')
    .orderBy('key')
    .execute();
  expect(rows.map((row) => row.value)).toEqual(['value of a', 'done', 'value of c']);
});
