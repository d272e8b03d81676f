// What an administrator sees about one user, and how many wait for approval.
import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import type { UserDetails } from '../../src/features/admin/user-page/schema.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { addIdentity, addPerson, addSignedIn, changePerson, password } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { addAdmin, type Administrator, unknownIds, userPath } from './administrator.ts';
import type { UserRow } from '../../src/features/users/service.ts';

restoreClockAfterEach();

const email = 'grace@example.com';

async function pageOf(admin: Administrator, user: UserRow): Promise<UserDetails> {
  const { status, body } = await admin.ask('GET', userPath(user));
  expect(status).toBe(200);
  return body as UserDetails;
}

function login(app: TestApp, text: string) {
  return app.post('/api/auth/login', { email, password: text });
}

test('a user with a password who never signed in', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const user = await addPerson(app, { email, name: 'Grace Hopper' });
  expect(await pageOf(admin, user)).toEqual({
    id: formatId(user.id),
    email,
    name: 'Grace Hopper',
    profileImage: null,
    isAdmin: false,
    mustChangePassword: false,
    status: 'active',
    language: null,
    createdAt: expect.any(String),
    updatedAt: expect.any(String),
    authMethod: 'local',
    identities: ['local'],
    lastLoginAt: null,
    groups: [],
    memberships: [],
    adminByGroup: null,
    emailVerified: false,
    hasPassword: true,
    linkedProviders: [],
    activeSessions: 0,
    lastActiveAt: null,
    waitsUntil: null,
    failedSignIns: 0,
    blockedUntil: null,
  });
});

test('providers have the name that the sign-in page shows, and no subject', async () => {
  await using app = await createTestApp({
    OIDC_ENABLED: 'true',
    OIDC_PROVIDER_NAME: 'Family ID',
    OIDC_ISSUER_URL: 'https://id.example.com',
    OIDC_CLIENT_ID: 'anchor',
  });
  const admin = await addAdmin(app);
  const user = await addPerson(app, { email, password: null });
  const subject = 'a-subject-of-the-provider';
  const issuer = 'https://id.example.com';
  await addIdentity(app, user, 'oidc', { issuer, subject, created_at: 1000, last_used_at: 2000 });
  await addIdentity(app, user, 'oidc', { issuer: 'https://old.example.com:8443', email: null });
  await addIdentity(app, user, 'github', { email_verified: 0 });
  const page = await pageOf(admin, user);
  expect(JSON.stringify(page)).not.toContain(subject);
  expect(page).toMatchObject({ hasPassword: false, authMethod: 'oidc', emailVerified: true });
  const shown = page.linkedProviders.map((linked) => [linked.name, linked.canSignIn]);
  expect(new Set(shown)).toEqual(
    new Set([
      ['Family ID', true],
      ['old.example.com:8443', false],
      ['GitHub', false],
    ]),
  );
  expect(page.linkedProviders.find(({ name }) => name === 'Family ID')).toEqual({
    provider: 'oidc',
    name: 'Family ID',
    email,
    emailVerified: true,
    linkedAt: '1970-01-01T00:00:01.000Z',
    lastUsedAt: '1970-01-01T00:00:02.000Z',
    canSignIn: true,
  });
});

test('sessions are counted, and the last use of any is the last activity', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const { user, refresh_token } = await addSignedIn(app, { email });
  await login(app, password);
  stopClock();
  advance(1, 'm');
  await app.post('/api/auth/refresh', { refresh_token });
  expect(await pageOf(admin, user)).toMatchObject({
    activeSessions: 2,
    lastActiveAt: new Date().toISOString(),
  });
});

test('an expiring registration and an address that is verified', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const user = await addPerson(app, { email, status: 'pending' });
  await changePerson(app, user, { waits_until: 86_400_000, is_proven: 1 });
  expect(await pageOf(admin, user)).toMatchObject({
    status: 'pending',
    emailVerified: true,
    waitsUntil: '1970-01-02T00:00:00.000Z',
  });
});

describe('wrong passwords', () => {
  test('are counted for a day, also those of an account that is not blocked', async () => {
    await using app = await createTestApp();
    const { user } = await addAdmin(app);
    const grace = await addPerson(app, { email });
    await login(app, 'wrong password');
    await login(app, 'wrong password');
    await login(app, password);
    const page = (again: Administrator) => pageOf(again, grace);
    const admin = await addAdmin(app, 'second@example.com');
    expect(await page(admin)).toMatchObject({ failedSignIns: 2, blockedUntil: null });
    expect(await pageOf(admin, user)).toMatchObject({ failedSignIns: 0 });
    advance(25, 'h');
    const later = await addAdmin(app, 'third@example.com');
    expect(await page(later)).toMatchObject({ failedSignIns: 0 });
  });

  test('of many networks block an account until an administrator resets the count', async () => {
    await using app = await createTestApp({ TRUSTED_PROXIES: '127.0.0.1' });
    app.listen();
    const admin = await addAdmin(app);
    const user = await addPerson(app, { email });
    stopClock();
    for (let count = 0; count < 100; count++) {
      expect((await guessFrom(app, `203.0.${count}.7`)).status).toBe(401);
    }
    expect((await guessFrom(app, '198.51.100.1')).status).toBe(429);
    const until = new Date(Date.now() + 60 * 60 * 1000).toISOString();
    expect(await pageOf(admin, user)).toMatchObject({ failedSignIns: 100, blockedUntil: until });
    advance(1, 's');
    await app.services.accounts.unlock(user.id, null);
    expect(await pageOf(admin, user)).toMatchObject({ blockedUntil: null });
  });

  test('no longer block an account once their hour is over', async () => {
    await using app = await createTestApp({ TRUSTED_PROXIES: '127.0.0.1' });
    app.listen();
    const user = await addPerson(app, { email });
    for (let count = 0; count < 100; count++) await guessFrom(app, `203.0.${count}.7`);
    advance(61, 'm');
    const admin = await addAdmin(app);
    expect(await pageOf(admin, user)).toMatchObject({ failedSignIns: 100, blockedUntil: null });
  });
});

function guessFrom(app: TestApp, address: string) {
  return app.send({
    method: 'POST',
    path: '/api/auth/login',
    headers: { 'x-forwarded-for': address },
    json: { email, password: 'wrong password' },
  });
}

test.each(unknownIds)('there is no page of %s', async (id) => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  expect(await admin.ask('GET', `/users/${id}`)).toMatchObject({
    status: 404,
    body: { code: 'user_not_found' },
  });
});

test('the number of those who wait is counted alone', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const count = async () => (await admin.ask('GET', '/users/pending/count')).body;
  expect(await count()).toEqual({ count: 0, linkRequests: 0 });
  await addPerson(app, { status: 'disabled' });
  await addPerson(app, { status: 'pending' });
  const second = await addPerson(app, { status: 'pending' });
  expect(await count()).toEqual({ count: 2, linkRequests: 0 });
  await admin.ask('POST', userPath(second, '/approve'));
  expect(await count()).toEqual({ count: 1, linkRequests: 0 });
});
