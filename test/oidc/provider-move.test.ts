// A provider move, as people's browsers live through it: at a scripted provider, and at a certified one.
import { afterAll, expect, test } from 'bun:test';
import { identitiesIn, startMove } from '../identity/movers.ts';
import { openBrowser, openScene, type Scene } from '../support/oidc-scene.ts';
import { addPerson } from '../support/people.ts';
import { startProvider } from '../support/provider/provider.ts';
import { startRealProvider } from '../support/real-provider.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const email = 'ada@example.com';

const real = await startRealProvider();
afterAll(() => real[Symbol.asyncDispose]());

/** Makes the identities of an issuer as old as they are after a while. */
async function age(
  app: TestApp,
  change: { readonly subject?: string; readonly issuer?: string } = {},
) {
  await app.database.write((trx) =>
    trx
      .updateTable('identities')
      .set({ ...change, created_at: 1, last_used_at: 1 })
      .execute(),
  );
}

async function errorOf({ browser }: Pick<Scene, 'browser'>): Promise<string | undefined> {
  return (await browser.signIn()).query['error_code'];
}

test('a provider that was set up anew lets its people in again', async () => {
  await using scene = await openScene();
  const { app, provider, browser } = scene;
  await addPerson(app, { email: 'admin@example.com', isAdmin: true });
  expect(await errorOf(scene)).toBeUndefined();
  await age(app);
  provider.person({ sub: 'person-after', email, email_verified: true });
  expect(await errorOf(scene)).toBe('account_exists');
  await startMove(app, provider.issuer, provider.issuer);
  const { query } = await browser.signIn();
  const answer = await browser.exchange(query['code']);
  expect(answer).toMatchObject({ status: 200, body: { user: { email } } });
  const { access_token: token } = answer.body as { access_token: string };
  expect((await app.get('/api/auth/me', token)).status).toBe(200);

  provider.person({ sub: 'person-1', email, email_verified: true });
  expect(await errorOf(scene)).toBe('identity_contested');
  expect((await app.get('/api/auth/me', token)).status).toBe(401);
  provider.person({ sub: 'person-after', email, email_verified: true });
  expect(await errorOf(scene)).toBe('identity_contested');
});

test('another provider takes over the people of the one before, and not by an address that it has not verified', async () => {
  await using before = await startProvider();
  await using scene = await openScene();
  const { app, provider } = scene;
  await addPerson(app, { email: 'admin@example.com', isAdmin: true });
  await errorOf(scene);
  await age(app, { issuer: before.issuer, subject: 'before' });
  await startMove(app, before.issuer, provider.issuer);
  provider.person({ sub: 'after', email, email_verified: false });
  expect(await errorOf(scene)).toBe('account_exists');
  provider.person({ sub: 'after', email, email_verified: true });
  expect(await errorOf(scene)).toBeUndefined();
  expect(await identitiesIn(app)).toEqual([`${email}: after at ${provider.issuer}`]);
});

test('a person whom no group admits is not taken over, and an old subject is a contest whatever its groups', async () => {
  await using scene = await openScene({ env: { OIDC_ALLOWED_GROUPS: 'family' } });
  const { app, provider } = scene;
  await addPerson(app, { email: 'admin@example.com', isAdmin: true });
  const as = (sub: string, ...groups: string[]) => {
    provider.person({ sub, email, email_verified: true, groups });
    return errorOf(scene);
  };
  expect(await as('old', 'family')).toBeUndefined();
  await age(app);
  await startMove(app, provider.issuer, provider.issuer);
  expect(await as('new')).toBe('group_required');
  expect(await identitiesIn(app)).toEqual([`${email}: old at ${provider.issuer}`]);
  expect(await as('new', 'family')).toBeUndefined();
  expect(await as('old')).toBe('identity_contested');
  expect(await as('new', 'family')).toBe('identity_contested');
});

test('a person is taken over at a certified provider, and is the same one afterwards', async () => {
  await using app = await createTestApp({
    OIDC_ENABLED: 'true',
    OIDC_ISSUER_URL: real.issuer,
    OIDC_CLIENT_ID: 'anchor-public',
  });
  await addPerson(app, { email: 'admin@example.com', isAdmin: true });
  const browser = openBrowser(app, {
    signIn: async (url) => (await real.signIn(String(url))).searchParams,
  });
  const signIn = async () => {
    const { query } = await browser.signIn();
    if (query['code'] === undefined) return query['error_code'];
    return (await browser.exchange(query['code'])).body as { user: { id: string } };
  };
  const first = await signIn();
  await age(app, { subject: 'before' });
  expect(await signIn()).toBe('account_exists');
  await startMove(app, real.issuer, real.issuer);
  expect(await signIn()).toMatchObject({ user: (first as { user: object }).user });
});
