// Changes that cross each other on PostgreSQL: all are made, each once, and what follows a change follows it once.
import { expect, test } from 'bun:test';
import { afterCommit } from '../../src/db/effects.ts';
import type { Database, WriteTransaction } from '../../src/db/port.ts';
import { onPostgres } from '../support/on-postgres.ts';
import { setSetting } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';

const key = 'number';

/** Reads a number and stores the next one: of two at once, one must be repeated. */
async function increment(trx: WriteTransaction): Promise<void> {
  const value = await numberIn(trx);
  await trx
    .updateTable('settings')
    .set({ value: String(value + 1) })
    .where('key', '=', key)
    .execute();
}

async function numberIn(db: Database['read']): Promise<number> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  return Number(row.value);
}

onPostgres('changes of one row', () => {
  test('by more at once than may try again are all made', async () => {
    await using app = await createTestApp();
    await setSetting(app, key, '0');
    let runs = 0;
    const work = (trx: WriteTransaction) => {
      runs += 1;
      return increment(trx);
    };
    await Promise.all(Array.from({ length: 60 }, () => app.database.write(work)));
    expect(await numberIn(app.database.read)).toBe(60);
    expect(runs).toBeGreaterThan(60);
  });

  test('have their effects once each, and an effect may change the row too', async () => {
    await using app = await createTestApp();
    await setSetting(app, key, '0');
    let effects = 0;
    const work = async (trx: WriteTransaction) => {
      await increment(trx);
      afterCommit(trx, async () => {
        effects += 1;
        await app.database.write(increment);
      });
    };
    await Promise.all(Array.from({ length: 20 }, () => app.database.write(work)));
    expect(effects).toBe(20);
    expect(await numberIn(app.database.read)).toBe(40);
  });
});
