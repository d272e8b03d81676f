// Administrators are told that people wait, at most once an hour.
import { expect, test } from 'bun:test';
import { addPerson, applicant, changePerson } from '../support/people.ts';
import { noticeLines, storedNotices, withMail } from '../support/stored-mails.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const env = { ...withMail, USER_SIGNUP: 'review', RATE_LIMIT: 'off' };
const hourMs = 60 * 60 * 1000;

function register(app: TestApp, name: string) {
  return app.post('/api/auth/register', applicant({ email: `${name}@example.com`, name }));
}

/** Puts the last mail into the past. */
async function passTime(app: TestApp, ms: number): Promise<void> {
  await app.database.write((trx) =>
    trx
      .updateTable('notice_times')
      .set((eb) => ({ at: eb('at', '-', ms) }))
      .execute(),
  );
}

test('the next mail comes after an hour, with the count of all who wait', async () => {
  await using app = await createTestApp(env);
  await addPerson(app, { email: 'root@example.com', isAdmin: true });
  await register(app, 'Grace');
  await register(app, 'Hedy');
  await passTime(app, hourMs - 60_000);
  await register(app, 'Mary');
  expect(await noticeLines(app)).toHaveLength(1);
  await passTime(app, 60_000);
  await register(app, 'Rosa');
  await register(app, 'Vera');
  const letters = (await storedNotices(app)).map(({ letter }) => letter);
  expect(letters).toMatchObject([
    { kind: 'waiting', count: 1, name: 'Grace', email: 'Grace@example.com' },
    { kind: 'waiting', count: 4, name: 'Rosa', page: 'http://localhost:3000/admin/waiting' },
  ]);
});

test('it goes to all active administrators, each in their language', async () => {
  await using app = await createTestApp(env);
  const root = await addPerson(app, { email: 'root@example.com', isAdmin: true });
  await changePerson(app, root, { language: 'es' });
  const byGroup = await addPerson(app, { email: 'group@example.com' });
  const until = Date.now() + hourMs;
  await changePerson(app, byGroup, { admin_group: 'admins', admin_group_until: until });
  const former = await addPerson(app, { email: 'former@example.com' });
  await changePerson(app, former, { admin_group: 'admins', admin_group_until: 1 });
  await addPerson(app, { email: 'off@example.com', isAdmin: true, status: 'disabled' });
  await addPerson(app, { email: 'someone@example.com' });
  await register(app, 'Grace');
  const told = (await storedNotices(app)).map(({ to }) => `${to.email} ${to.language}`);
  expect(told.toSorted()).toEqual(['group@example.com null', 'root@example.com es']);
});

test('of fifty who register at once, one is told', async () => {
  await using app = await createTestApp(env);
  await addPerson(app, { email: 'root@example.com', isAdmin: true });
  const names = Array.from({ length: 50 }, (_, index) => `person-${index}`);
  const { audit, users } = app.services;
  const joined = await Promise.all(
    names.map((name) =>
      app.database.write(async (trx) => {
        const user = await users.create(trx, {
          email: { address: `${name}@example.com`, key: `${name}@example.com` },
          name,
          passwordHash: null,
          isAdmin: false,
          isProven: false,
          status: 'pending',
          waits: { from: null, isCapped: false },
        });
        const about = { actor: user, target: user, origin: null };
        await audit.record(trx, { event: 'user.registered', outcome: 'success', ...about });
        return name;
      }),
    ),
  );
  expect(joined).toEqual(names);
  expect(await noticeLines(app)).toEqual(['waiting to root@example.com']);
});
