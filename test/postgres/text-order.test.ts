// Names and addresses are sorted as in SQLite, whatever language the database was made for.
import { expect, test } from 'bun:test';
import { sql } from 'kysely';
import { addAdmin } from '../admin/administrator.ts';
import { onPostgres } from '../support/on-postgres.ts';
import { addPerson } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const columns = ['search_key', 'email_key'] as const;

async function collate(app: TestApp, collation: string): Promise<void> {
  for (const column of columns) {
    await sql`alter table users alter column ${sql.ref(column)} type text collate ${sql.id(collation)}`.execute(
      app.database.migrations,
    );
  }
}

onPostgres('users sorted by', () => {
  test.each([
    ['name', 'root z-a z@a z_a za äa'],
    ['-name', 'äa za z_a z@a z-a root'],
    ['email', 'root z-a z_a za z@a äa'],
  ])('%s are in the order of their bytes', async (sort, expected) => {
    await using app = await createTestApp();
    await collate(app, 'en-US-x-icu');
    try {
      const admin = await addAdmin(app, 'root@example.com');
      await app.database.write((trx) =>
        trx.updateTable('users').set({ name: 'root', search_key: 'root' }).execute(),
      );
      const addresses = { za: 'za', 'z-a': 'z-a', z_a: 'z_a', äa: 'zz', 'z@a': 'zb' };
      for (const [name, local] of Object.entries(addresses)) {
        await addPerson(app, { name, email: `${local}@example.com` });
      }
      const { body } = await admin.ask('GET', `/users?sort=${sort}`);
      const { users } = body as { users: readonly { name: string }[] };
      expect(users.map(({ name }) => name).join(' ')).toBe(expected);
      const file = await admin.ask('GET', `/users?sort=${sort}&format=csv`);
      const names = file.text
        .split('\r\n')
        .slice(1, -1)
        .map((line) => line.split(',')[2]);
      expect(names.join(' ')).toBe(expected);
    } finally {
      await collate(app, 'default');
    }
  });
});
