// What administrators see of people who want their sign-in linked to an account, and what they decide.
import { expect, test } from 'bun:test';
import { formatId, type Id } from '../../src/core/uuid.ts';
import type { LinkRequestRow } from '../../src/features/federation/link-requests/rules.ts';
import { ends } from '../support/account-ends.ts';
import { restoreClockAfterEach, stopClock } from '../support/clock.ts';
import {
  addRequest,
  ask,
  eventsIn,
  linksIn,
  openLinkScene,
  owner,
  refusedTicket,
  requestsIn,
  unverified,
} from '../support/link-requests.ts';
import { exchange } from '../support/oidc-scene.ts';
import { addIdentity, addPerson, changePerson, startSession } from '../support/people.ts';
import type { TestApp } from '../support/test-app.ts';
import { addAdmin } from './administrator.ts';
import { grant, issuer, list, openRequest, refuse } from './link-decisions.ts';

restoreClockAfterEach();

const later = Date.now() + 24 * 60 * 60 * 1000;

test('the list shows both sides', async () => {
  await using scene = await openLinkScene({ OIDC_PROVIDER_NAME: 'Family ID' });
  stopClock();
  const { app, provider, user } = scene;
  const admin = await addAdmin(app);
  await addIdentity(app, user, 'oidc', {
    issuer: provider.issuer,
    subject: 'old',
    created_at: 1000,
    last_used_at: 2000,
  });
  await ask(scene.browser, await refusedTicket(scene.browser));
  const linked = {
    email: owner,
    linkedAt: '1970-01-01T00:00:01.000Z',
    lastUsedAt: '1970-01-01T00:00:02.000Z',
  };
  expect(await list(admin)).toEqual([
    {
      id: expect.any(String),
      askedAt: new Date(Date.now()).toISOString(),
      expiresAt: new Date(Date.now() + 14 * 24 * 60 * 60 * 1000).toISOString(),
      refusedAt: null,
      claimant: {
        provider: 'oidc',
        providerName: 'Family ID',
        issuer: provider.issuer,
        subject: 'newcomer',
        email: owner,
        emailVerified: false,
        name: unverified.name,
      },
      account: {
        id: formatId(user.id),
        email: owner,
        name: user.name,
        profileImage: null,
        isAdmin: false,
        status: 'active',
        emailVerified: true,
        hasPassword: true,
        linkedProviders: [
          { ...linked, provider: 'oidc', name: 'Family ID', emailVerified: true, canSignIn: true },
        ],
        lastLoginAt: null,
      },
      replaces: [linked],
      obstacle: null,
    },
  ]);
});

test('a grant links, gives no session and proves no address; the person then signs in as usual', async () => {
  await using scene = await openLinkScene();
  const { app, browser, provider, user } = scene;
  const admin = await addAdmin(app);
  await ask(browser, await refusedTicket(browser));
  const [request] = await requestsIn(app);
  const sessions = (await app.snapshot())['sessions'];
  expect(await grant(admin, request as LinkRequestRow)).toMatchObject({ status: 200 });
  expect(await linksIn(app)).toEqual([`${owner}: newcomer`]);
  expect(await requestsIn(app)).toEqual([]);
  expect((await app.snapshot())['sessions']).toEqual(sessions ?? []);
  const details = (await admin.ask('GET', `/users/${formatId(user.id)}`)).body;
  expect(details).toMatchObject({ emailVerified: false });
  expect((await eventsIn(app)).at(-1)).toBe(
    `link_request.granted success ${JSON.stringify({
      provider: 'oidc',
      issuer: provider.issuer,
      subject: 'newcomer',
      address: owner,
      addressVerified: false,
    })}`,
  );
  const { query } = await browser.signIn();
  expect((await exchange(app, query['code'])).body).toMatchObject({ user: { email: owner } });
});

test('not even a verified address is proven by the grant', async () => {
  await using it = await openRequest({}, { email_verified: 1 });
  const { app, admin, user, request } = it;
  expect((await grant(admin, request)).status).toBe(200);
  const details = (await admin.ask('GET', `/users/${formatId(user.id)}`)).body;
  expect(details).toMatchObject({ emailVerified: false });
  expect(await linksIn(app)).toEqual([`${owner}: newcomer`]);
});

test('a grant replaces another account at the same issuer and ends the sessions', async () => {
  await using it = await openRequest();
  const { app, admin, user, request } = it;
  const { access_token: token } = await startSession(app, user, 'oidc');
  await addIdentity(app, user, 'oidc', { issuer: `${issuer}/`, subject: 'old' });
  await addIdentity(app, user, 'github', { subject: 'hub' });
  expect((await grant(admin, request)).status).toBe(200);
  expect(await linksIn(app)).toEqual([`${owner}: hub`, `${owner}: newcomer`]);
  expect((await app.get('/api/auth/me', token)).status).toBe(401);
});

test('a grant beside other providers ends no session', async () => {
  await using it = await openRequest();
  const { access_token: token } = await startSession(it.app, it.user);
  expect((await grant(it.admin, it.request)).status).toBe(200);
  expect((await it.app.get('/api/auth/me', token)).status).toBe(200);
});

test('what was refused stays in the list, and is granted only on purpose', async () => {
  await using it = await openRequest();
  const { app, admin, request } = it;
  expect((await refuse(admin, request)).status).toBe(200);
  expect((await eventsIn(app)).at(-1)).toStartWith('link_request.refused success');
  expect(await list(admin)).toMatchObject([{ refusedAt: expect.any(String), obstacle: null }]);
  expect((await refuse(admin, request)).body).toMatchObject({ code: 'link_request_refused' });
  expect((await grant(admin, request)).body).toMatchObject({ code: 'link_request_refused' });
  expect((await grant(admin, request, { evenIfRefused: true })).status).toBe(200);
  expect(await linksIn(app)).toEqual([`${owner}: newcomer`]);
});

test('those that wait come first, the oldest of them at the beginning', async () => {
  await using it = await openRequest({}, { subject: 'refused', refused_at: 1, expires_at: later });
  const { app, admin, user } = it;
  for (const [subject, minutes] of [
    ['third', 3],
    ['first', 1],
    ['second', 2],
  ] as const) {
    await addRequest(app, user, { subject, expires_at: later + minutes });
  }
  const subjects = (await list(admin)).map(({ claimant }) => claimant.subject);
  expect(subjects).toEqual(['first', 'second', 'third', 'refused']);
});

test('the counts of the panel name those that wait', async () => {
  await using it = await openRequest();
  const { app, admin, user, request } = it;
  await addRequest(app, user, { issuer, subject: 'second' });
  await addRequest(app, user, { issuer, subject: 'ended', expires_at: 1 });
  const counts = async () => [
    (await admin.ask('GET', '/users/pending/count')).body,
    ((await admin.ask('GET', '/stats')).body as { linkRequests: number }).linkRequests,
  ];
  expect(await counts()).toEqual([{ count: 0, linkRequests: 2 }, 2]);
  await refuse(admin, request);
  expect(await counts()).toEqual([{ count: 0, linkRequests: 1 }, 1]);
});

const obstacles: readonly (readonly [string, (app: TestApp, id: Id) => Promise<void>])[] = [
  ['account_pending', (app, id) => changePerson(app, { id }, { status: 'pending' })],
  ['account_disabled', (app, id) => changePerson(app, { id }, { status: 'disabled' })],
  ['outdated', (app, id) => changePerson(app, { id }, { email: 'n@x.org', email_key: 'n@x.org' })],
];

test.each(obstacles)('the list says %s', async (obstacle, change) => {
  await using it = await openRequest();
  await change(it.app, it.user.id);
  expect(await list(it.admin)).toMatchObject([{ obstacle }]);
});

test.each(ends)('%s ends the requests about an account, and no others', async (_, end) => {
  await using it = await openRequest();
  const { app, admin, user } = it;
  const other = await addPerson(app);
  await addRequest(app, other, { issuer, subject: 'other' });
  const { method, path, json } = end;
  expect((await admin.ask(method, `/users/${path(formatId(user.id))}`, json)).status).toBe(200);
  expect((await requestsIn(app)).map(({ subject }) => subject)).toEqual(['other']);
});

test('a sign-in that secures the account ends the requests about it', async () => {
  await using scene = await openLinkScene();
  const { app, browser, provider, user } = scene;
  await addRequest(app, user, { issuer: provider.issuer });
  provider.person({ ...unverified, sub: 'the owner', email_verified: true });
  expect((await browser.signIn()).query['code']).toBeDefined();
  expect(await requestsIn(app)).toEqual([]);
});

test('the role by a group ends with the identity that gave it', async () => {
  await using scene = await openLinkScene();
  const { app, provider, user } = scene;
  const admin = await addAdmin(app);
  stopClock();
  await addIdentity(app, user, 'oidc', { issuer: provider.issuer, subject: 'old' });
  await changePerson(app, user, { admin_group: 'a', admin_group_until: Date.now() + 60_000 });
  const request = await addRequest(app, user, { issuer: provider.issuer });
  expect((await grant(admin, request)).status).toBe(200);
  const row = await app.services.users.findById(app.database.read, user.id);
  expect(row).toMatchObject({ admin_group: null, token_version: user.token_version + 1 });
});

test('a provider that is no longer set up is named by its host', async () => {
  await using it = await openRequest();
  expect(await list(it.admin)).toMatchObject([{ claimant: { providerName: 'id.example.com' } }]);
});
