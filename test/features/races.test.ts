// Two things at once: whichever comes first, nothing half done and nothing that outlives its end.
import { describe, expect, test } from 'bun:test';
import type { Tokens } from '../../src/features/sessions/schema.ts';
import type { Answer } from '../support/answer-rules.ts';
import {
  addPerson,
  addSignedIn,
  applicant,
  changePerson,
  deletePerson,
  password,
  setSetting,
} from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { watchThreads } from '../support/threads.ts';

const email = 'grace@example.com';

type Change = (app: TestApp, user: Awaited<ReturnType<typeof addPerson>>) => Promise<void>;

const changes: readonly (readonly [string, Change, number])[] = [
  ['has changed', (app, user) => changePerson(app, user, { password_hash: 'another' }), 401],
  ['was taken away', (app, user) => changePerson(app, user, { password_hash: null }), 401],
  ['has lost its account', (app, user) => deletePerson(app, user), 401],
  [
    'belongs to a disabled user',
    (app, user) => changePerson(app, user, { status: 'disabled' }),
    403,
  ],
];

describe('a password that, while it is being checked,', () => {
  test.each([...changes])('%s does not sign in', async (_, change, status) => {
    await using app = await createTestApp();
    const user = await addPerson(app, { email });
    using threads = watchThreads('password-worker.ts');
    threads.hold();
    const login = app.post('/api/auth/login', { email, password });
    await threads.holding();
    await change(app, user);
    threads.release();
    expect((await login).status).toBe(status);
    expect(await app.database.read.selectFrom('sessions').selectAll().execute()).toEqual([]);
  });
});

test('registration that is closed while a password is being hashed makes no account', async () => {
  await using app = await createTestApp();
  await addPerson(app);
  using threads = watchThreads('password-worker.ts');
  threads.hold();
  const registration = app.post('/api/auth/register', applicant());
  await threads.holding();
  await setSetting(app, 'registration.mode', 'disabled');
  threads.release();
  expect(await registration).toMatchObject({
    status: 403,
    body: { code: 'registration_disabled' },
  });
  expect((await app.database.read.selectFrom('users').selectAll().execute()).length).toBe(1);
});

const endings: readonly (readonly [string, (app: TestApp, own: Owner) => Promise<unknown>])[] = [
  ['a sign-out', (app, own) => app.post('/api/auth/logout', undefined, own.access_token)],
  ['being disabled', (app, own) => changePerson(app, own.user, { status: 'disabled' })],
  ['being deleted', (app, own) => deletePerson(app, own.user)],
];
type Owner = Awaited<ReturnType<typeof addSignedIn>>;

describe('tokens from refreshes that race with', () => {
  test.each([...endings])('%s are worth nothing after it', async (_, end) => {
    await using app = await createTestApp();
    const own = await addSignedIn(app);
    const refresh = () => app.post('/api/auth/refresh', { refresh_token: own.refresh_token });
    const before = [refresh(), refresh()];
    const ending = end(app, own);
    const answers = await Promise.all([...before, refresh(), refresh()]);
    await ending;
    const won = answers.filter((answer) => answer.status === 200);
    for (const { body } of [...won, { body: own }]) await expectDead(app, body as Tokens);
  });
});

async function expectDead(app: TestApp, tokens: Tokens): Promise<void> {
  expect((await app.get('/api/auth/me', tokens.access_token)).status).toBe(401);
  const refreshed = await app.post('/api/auth/refresh', { refresh_token: tokens.refresh_token });
  expect(refreshed.status).toBe(401);
}

test('more sign-ins than the machine can check are refused at once; everything else goes on', async () => {
  await using app = await createTestApp();
  const own = await addSignedIn(app);
  const people: Awaited<ReturnType<typeof addPerson>>[] = [];
  while (people.length < 60) people.push(await addPerson(app));
  using threads = watchThreads('password-worker.ts');
  threads.hold();
  const logins = people.map((person) =>
    app.post('/api/auth/login', { email: person.email, password: 'wrong password' }),
  );
  await threads.holding();
  const others: Answer[] = await Promise.all([
    app.get('/api/auth/me', own.access_token),
    app.post('/api/auth/refresh', { refresh_token: own.refresh_token }),
  ]);
  expect(others.map((answer) => answer.status)).toEqual([200, 200]);
  threads.release();
  const answers = await Promise.all(logins);
  const refused = answers.filter((answer) => answer.status !== 401);
  expect(refused.length).toBeWithin(1, 59);
  for (const answer of refused) {
    expect(answer).toMatchObject({ status: 503, body: { code: 'server_busy' } });
    expect(answer.headers.get('retry-after')).toBe('1');
  }
});
