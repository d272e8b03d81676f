// Two instances on one database behave as one server: a change at one holds at the very next request to the other.
// With TEST_INSTANCES=2 the browser tests run against such a pair too.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { addAdmin } from '../admin/administrator.ts';
import { pngFile } from '../support/images/png.ts';
import { removeImage, upload } from '../support/images/upload.ts';
import { createPair } from '../support/instance-pair.ts';
import { home, showFrom } from '../support/networks.ts';
import { exchange, oidcEnv, openBrowser } from '../support/oidc-scene.ts';
import { addSignedIn, applicant, password, signedIn } from '../support/people.ts';
import { startProvider } from '../support/provider/provider.ts';
import { roundRobin } from '../support/round-robin.ts';
import type { TestApp } from '../support/test-app.ts';

setDefaultTimeout(120_000);

const email = 'grace@example.com';

interface SignedIn {
  readonly access_token: string;
  readonly refresh_token: string;
}

const signIn = async (app: TestApp) =>
  signedIn(await app.post('/api/auth/login', { email, password }));

async function refresh(app: TestApp, { refresh_token }: SignedIn) {
  return app.post('/api/auth/refresh', { refresh_token });
}

const meAt = async (app: TestApp, { access_token }: SignedIn) =>
  (await app.get('/api/auth/me', access_token)).status;

describe('a session', () => {
  test('that began at one instance goes on at the other, refresh by refresh', async () => {
    await using pair = await createPair();
    let tokens: SignedIn = await addSignedIn(pair.one, { email });
    for (const app of [pair.other, pair.one, pair.other]) {
      expect(await meAt(app, tokens)).toBe(200);
      tokens = signedIn(await refresh(app, tokens));
    }
    expect(await meAt(pair.one, tokens)).toBe(200);
  });

  test('that is refreshed at both at once gets one successor, which both know', async () => {
    await using pair = await createPair({ TRUSTED_PROXIES: '127.0.0.1' });
    const { refresh_token: token } = await addSignedIn(pair.one, { email });
    for (const app of [pair.one, pair.other]) app.listen();
    const shown = [pair.one, pair.other].map((app) => showFrom(app, home, token));
    const answers = await Promise.all(shown);
    expect(answers.map(({ status, text }) => (status === 200 ? 200 : text))).toEqual([200, 200]);
    const [first, second] = answers.map((answer) => signedIn(answer));
    expect(first?.refresh_token).toBe(second?.refresh_token ?? '');
    expect((await showFrom(pair.other, home, first?.refresh_token ?? '')).status).toBe(200);
  });

  const endings: readonly (readonly [string, (app: TestApp, own: SignedIn) => Promise<unknown>])[] =
    [
      ['signs out', (app, own) => app.post('/api/auth/logout', undefined, own.access_token)],
      [
        'ends all sessions elsewhere',
        async (app) => {
          const bearer = (await signIn(app)).access_token;
          await app.send({ method: 'DELETE', path: '/api/auth/sessions', bearer });
        },
      ],
      [
        'changes the password elsewhere',
        async (app) => {
          const bearer = (await signIn(app)).access_token;
          const json = { currentPassword: password, newPassword: 'another horse battery' };
          await app.post('/api/auth/change-password', json, bearer);
        },
      ],
      [
        'is disabled by an administrator',
        async (app) => {
          const admin = await addAdmin(app);
          const users = await admin.ask('GET', '/users?search=grace');
          const { id } = (users.body as { users: { id: string }[] }).users[0] ?? { id: '' };
          await admin.ask('PATCH', `/users/${id}`, { status: 'disabled' });
        },
      ],
    ];

  test.each(endings)('whose user %s at one is refused at the other at once', async (_, end) => {
    await using pair = await createPair();
    const own = await addSignedIn(pair.one, { email });
    expect(await meAt(pair.other, own)).toBe(200);
    await end(pair.one, own);
    expect(await meAt(pair.other, own)).toBeOneOf([401, 403]);
    expect((await refresh(pair.other, own)).status).toBeOneOf([401, 403]);
  });
});

test('a picture that was uploaded at one instance is shown by the other, and gone with it', async () => {
  await using pair = await createPair();
  const own = await addSignedIn(pair.one, { email });
  expect((await upload(pair.one, own.access_token, pngFile({ width: 2, height: 2 }))).status).toBe(
    200,
  );
  const { body } = await pair.other.get('/api/auth/me', own.access_token);
  const path = (body as { profileImage: string }).profileImage;
  expect(await pair.other.get(path)).toMatchObject({ status: 200 });
  await removeImage(pair.other, own.access_token);
  expect((await pair.one.get(path)).status).toBe(404);
});

test('the mode of registration that was chosen at one instance is in force at the other', async () => {
  await using pair = await createPair();
  const admin = await addAdmin(pair.one);
  const modes = [
    ['disabled', 403],
    ['enabled', 201],
  ] as const;
  for (const [mode, status] of modes) {
    await admin.ask('PATCH', '/settings/registration', { mode });
    expect((await pair.other.post('/api/auth/register', applicant())).status).toBe(status);
  }
});

test('an API token that was replaced at one instance is worthless at the other', async () => {
  await using pair = await createPair();
  const own = await addSignedIn(pair.one, { email });
  const make = async (app: TestApp) => {
    const made = await app.post('/api/auth/api-token/regenerate', {}, own.access_token);
    return (made.body as { readonly apiToken: string }).apiToken;
  };
  const old = await make(pair.one);
  expect((await pair.other.get('/api/auth/me', old)).status).toBe(200);
  const next = await make(pair.other);
  expect((await pair.one.get('/api/auth/me', old)).status).toBe(401);
  expect((await pair.one.get('/api/auth/me', next)).status).toBe(200);
});

test('a sign-in at a provider begins at one instance, returns to the other, and its code works once', async () => {
  await using provider = await startProvider();
  await using pair = await createPair(oidcEnv(provider));
  const { one, other } = pair;
  const atOne = openBrowser(one, provider);
  const parameters = await atOne.visit();
  const atOther = openBrowser(other, provider);
  for (const [name, value] of atOne.jar) atOther.jar.set(name, value);
  const { query } = await atOther.comeBack(parameters);
  const tokens = signedIn(await exchange(one, query['code']));
  expect(await meAt(other, tokens)).toBe(200);
  expect((await exchange(other, query['code'])).status).toBe(400);
  // Showing a code twice ends the session that it gave.
  expect(await meAt(one, tokens)).toBeOneOf([200, 401]);
});

test('behind a balancer that both trust, the address of a client is its own', async () => {
  await using pair = await createPair({ TRUSTED_PROXIES: '127.0.0.1' });
  await addSignedIn(pair.one, { email });
  const balancer = roundRobin([pair.one.listen(), pair.other.listen()]);
  for (const last of [7, 8]) {
    const answer = await fetch(`${balancer.origin}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.${last}` },
      body: JSON.stringify({ email, password }),
    });
    expect(answer.status).toBe(200);
  }
  const sessions = await pair.one.database.read.selectFrom('sessions').select('ip').execute();
  const ips = sessions.map(({ ip }) => ip).filter((ip) => ip?.startsWith('198.') === true);
  expect(new Set(ips)).toEqual(new Set(['198.51.100.7', '198.51.100.8']));
  await balancer.stop();
});
