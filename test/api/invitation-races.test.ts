// Invitations that several people use at once, or while something happens to them.
import { describe, expect, test } from 'bun:test';
import { addInvitation, usesOf } from '../support/invitations.ts';
import { openScene } from '../support/oidc-scene.ts';
import { addPerson, applicant, changePerson } from '../support/people.ts';
import { fiftyCome, statusesOf } from '../support/races-of-invitations.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { watchThreads } from '../support/threads.ts';

const path = '/api/auth/register';
const off = { USER_SIGNUP: 'disabled', RATE_LIMIT: 'off' };

async function countPeople(app: TestApp): Promise<number> {
  return (await app.database.read.selectFrom('users').select('id').execute()).length;
}

test('of 50 who use the last place of an invitation at once, one gets an account', async () => {
  await using scene = await openScene({ env: off });
  const { app, provider } = scene;
  const maker = await addPerson(app, { isAdmin: true });
  const invitation = await addInvitation(app, { max_uses: 7, uses: 6, made_by: maker.id });
  const answers = await fiftyCome([app], provider, invitation.token);
  expect(statusesOf(answers)).toEqual({ 200: 1, 404: 49 });
  expect(await usesOf(app, invitation)).toBe(7);
  expect(await countPeople(app)).toBe(2);
});

test('of several with a password who use it at once, one gets an account', async () => {
  await using app = await createTestApp(off);
  await addPerson(app);
  const invitation = await addInvitation(app);
  using threads = watchThreads('password-worker.ts');
  threads.hold();
  const registrations = Promise.all(
    Array.from({ length: 5 }, (_, index) =>
      app.post(path, applicant({ email: `p${index}@example.com`, invitation: invitation.token })),
    ),
  );
  // All have found it open before the first is counted.
  await threads.holding();
  threads.release();
  expect(statusesOf(await registrations)).toEqual({ 201: 1, 404: 4 });
  expect(await usesOf(app, invitation)).toBe(1);
  expect(await countPeople(app)).toBe(2);
});

describe('while the password is being hashed, an invitation that', () => {
  type Happening = (app: TestApp, maker: { readonly id: Uint8Array }) => Promise<unknown>;
  const happenings: readonly (readonly [string, Happening])[] = [
    [
      'loses its maker as an administrator',
      (app, maker) => changePerson(app, maker, { is_admin: 0 }),
    ],
    ['is revoked', (app) => app.database.write((trx) => trx.deleteFrom('invitations').execute())],
    [
      'expires',
      (app) =>
        app.database.write((trx) =>
          trx.updateTable('invitations').set({ expires_at: 1 }).execute(),
        ),
    ],
  ];

  test.each([...happenings])('%s makes no account', async (_, happen) => {
    await using app = await createTestApp(off);
    const maker = await addPerson(app, { isAdmin: true });
    const { token } = await addInvitation(app, { made_by: maker.id, is_admin: 1 });
    using threads = watchThreads('password-worker.ts');
    threads.hold();
    const registration = app.post(path, applicant({ invitation: token }));
    await threads.holding();
    await happen(app, maker);
    threads.release();
    expect(await registration).toMatchObject({ status: 404, body: { code: 'link_invalid' } });
    expect(await countPeople(app)).toBe(1);
  });
});

test('a person whose registration is refused for another reason uses nothing up', async () => {
  await using app = await createTestApp(off);
  await addPerson(app);
  const invitation = await addInvitation(app);
  const answers = await Promise.all(
    [1, 2].map(() => app.post(path, applicant({ invitation: invitation.token }))),
  );
  const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
  // The second finds the address taken, or the invitation used up.
  expect(statuses[0]).toBe(201);
  expect(statuses[1]).toBeOneOf([404, 409]);
  expect(await usesOf(app, invitation)).toBe(1);
  expect(await countPeople(app)).toBe(2);
});
