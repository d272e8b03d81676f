// Conflicting changes on PostgreSQL: each is made once, and has its effects once.
import { expect, test } from 'bun:test';
import { sql } from 'kysely';
import { afterCommit } from '../../src/db/effects.ts';
import type { Database, WriteTransaction } from '../../src/db/port.ts';
import { onPostgres } from '../support/on-postgres.ts';
import { addPerson, setSetting, startSession } from '../support/people.ts';
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
  test('are all made, by more callers at once than there are attempts', async () => {
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

  test('have their effects once each, and an effect may change the same row', async () => {
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

onPostgres('sign-ins of ten people at once', () => {
  test('do not conflict, although their tables are small', async () => {
    await using app = await createTestApp();
    const people = await Promise.all(Array.from({ length: 10 }, () => addPerson(app)));
    // After analyze, the planner knows that the tables are small.
    await sql`analyze`.execute(app.database.migrations);
    const { sessions, users } = app.services;
    let runs = 0;
    for (let round = 0; round < 10; round++) {
      await Promise.all(
        people.map(({ id }) =>
          app.database.write(async (trx) => {
            runs += 1;
            const user = await users.findById(trx, id);
            if (user !== undefined) await users.noteLogin(trx, user);
            await sessions.endAll(trx, id, 'test');
          }),
        ),
      );
    }
    // If they read whole tables, each would run about twice.
    expect(runs).toBeLessThan(120);
  });
});

onPostgres('changes that others cross', () => {
  test('are made although another program changes the same session without pause', async () => {
    await using app = await createTestApp();
    const user = await addPerson(app);
    await startSession(app, user);
    const touch = (db: Database['read']) =>
      db
        .updateTable('sessions')
        .set({ last_used_at: Date.now() })
        .where('user_id', '=', user.id)
        .executeTakeFirst();
    const other = { isDone: false, touches: 0 };
    const touching = (async () => {
      for (; !other.isDone; other.touches++) await touch(app.database.read);
    })();
    const change = app.database.write(async (trx) => {
      await trx.selectFrom('sessions').selectAll().execute();
      const enough = other.touches + 2;
      // Long enough for another change of the row, unless it has to wait for this one.
      for (let turn = 0; turn < 20 && other.touches < enough; turn++) await Bun.sleep(5);
      await touch(trx);
    });
    await change.finally(() => {
      other.isDone = true;
    });
    await touching;
    expect(other.touches).toBeGreaterThan(0);
  });
});
