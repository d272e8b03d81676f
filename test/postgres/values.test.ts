// What PostgreSQL is given and what it gives back, alone and with the look-ups of others.
import { expect, test } from 'bun:test';
import { SQL } from 'bun';
import { sql } from 'kysely';
import { prepare } from '../../src/db/prepared.ts';
import { onPostgres } from '../support/on-postgres.ts';
import { createTestApp } from '../support/test-app.ts';
import { newDatabase } from '../support/postgres-databases.ts';

const bytes = [null, new Uint8Array(), Uint8Array.of(0), Uint8Array.of(92, 120, 255)];
const numbers = [null, 0, -7, Number.MAX_SAFE_INTEGER];
const texts = [null, '', 'NULL', '{a,"b"}', '\\', "'; --", ' ä\n', '王', '"'];

onPostgres('look-ups of one moment', () => {
  test('each get their own rows, whatever they look for', async () => {
    await using app = await createTestApp();
    const query = prepare(app.database.read, (db, parameter) =>
      db.selectNoFrom([
        sql`${parameter('given')}::bytea`.as('given'),
        sql`${parameter('given')}::bytea`.as('again'),
        sql`${parameter('number')}::bigint`.as('number'),
        sql`${parameter('text')}::text`.as('text'),
      ]),
    );
    const cases = bytes.flatMap((given) =>
      numbers.flatMap((number) => texts.map((text) => ({ given, again: given, number, text }))),
    );
    // More than one statement carries.
    const all = [...cases, ...cases];
    const found = await Promise.all(all.map((each) => app.database.find(query, each)));
    expect<readonly unknown[]>(found).toEqual(all.map((each) => [each]));
  });
});

onPostgres('a role that prefers another form of bytes', () => {
  test('changes nothing', async () => {
    const address = new URL(await newDatabase());
    const role = `role_${address.pathname.slice(1)}`;
    await using superuser = new SQL(address.href, { max: 1 });
    await superuser.unsafe(`create role ${role} superuser login`);
    await superuser.unsafe(`alter role ${role} set bytea_output = 'escape'`);
    address.username = role;
    await using app = await createTestApp({ DATABASE_URL: address.href });
    const { rows } = await sql`select '\\x00ff41'::bytea as given`.execute(app.database.read);
    expect(rows).toEqual([{ given: Uint8Array.of(0, 255, 65) }]);
  });
});
