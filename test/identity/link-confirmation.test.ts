// The password of the account confirms that an identity belongs to it: that is a sign-in, and counts like one.
import { describe, expect, test } from 'bun:test';
import { restoreClockAfterEach, stopClock } from '../support/clock.ts';
import {
  addRequest,
  ask,
  confirm,
  eventsIn,
  linksIn,
  openLinkScene,
  owner,
  refusedTicket,
  requestsIn,
  unverified,
} from '../support/link-requests.ts';
import { exchange } from '../support/oidc-scene.ts';
import { addIdentity, addPerson, changePerson, password, signedIn } from '../support/people.ts';

restoreClockAfterEach();

test('the right password links the identity and signs in, and then the provider signs in too', async () => {
  await using scene = await openLinkScene();
  const { app, browser } = scene;
  const confirmed = await confirm(browser, await refusedTicket(browser), password);
  expect(confirmed).toMatchObject({ status: 200, body: { user: { email: owner } } });
  const me = await app.get('/api/auth/me', signedIn(confirmed).access_token);
  expect(me.body).toMatchObject({ email: owner, authIdentities: ['local', 'oidc'] });
  const details = JSON.stringify({ provider: 'oidc', byPassword: true, replaced: false });
  expect((await eventsIn(app)).slice(-2)).toEqual([
    `identity.linked success ${details}`,
    'session.started success',
  ]);
  const { query } = await browser.signIn();
  expect((await exchange(app, query['code'])).body).toMatchObject({ user: { email: owner } });
});

test('the address counts as verified only after the provider says so at the next sign-in', async () => {
  await using scene = await openLinkScene();
  const { app, browser, provider, user } = scene;
  provider.person({ ...unverified, email_verified: true });
  // The account has another identity there, so not even a verified address links this one.
  await addIdentity(app, user, 'oidc', {
    issuer: provider.issuer,
    subject: 'old',
    email: 'other@example.com',
  });
  await confirm(browser, await refusedTicket(browser), password);
  const verified = async () =>
    (await app.database.read.selectFrom('identities').selectAll().execute()).map(
      (row) => `${row.subject} ${row.email_verified}`,
    );
  expect(await verified()).toEqual(['newcomer 0']);
  await browser.signIn();
  expect(await verified()).toEqual(['newcomer 1']);
});

test('a waiting request ends when the password confirms it', async () => {
  await using scene = await openLinkScene();
  const { app, browser, provider, user } = scene;
  await addRequest(app, user, { issuer: provider.issuer });
  await addRequest(app, user, { issuer: provider.issuer, subject: 'another' });
  await confirm(browser, await refusedTicket(browser), password);
  expect((await requestsIn(app)).map(({ subject }) => subject)).toEqual(['another']);
});

test('an account at the same provider is replaced and cannot come back by its address', async () => {
  await using scene = await openLinkScene();
  const { app, browser, provider, user } = scene;
  await addIdentity(app, user, 'oidc', { issuer: provider.issuer, subject: 'old' });
  await addIdentity(app, user, 'github');
  await confirm(browser, await refusedTicket(browser), password);
  const links = await linksIn(app);
  expect(links).toContain(`${owner}: newcomer`);
  expect(links).not.toContain(`${owner}: old`);
  expect(links).toHaveLength(2);
  // Not even when the account has no other subject there any more.
  await app.database.write((trx) => trx.deleteFrom('identities').execute());
  provider.person({ ...unverified, sub: 'old', email_verified: true });
  expect((await browser.signIn()).query).toMatchObject({ error_code: 'account_exists' });
});

test('a temporary password links nothing, because the link would outlast it', async () => {
  await using scene = await openLinkScene();
  const { app, browser, user } = scene;
  await changePerson(app, user, { must_change_password: 1 });
  const ticket = await refusedTicket(browser);
  const refused = await confirm(browser, ticket, password);
  expect(refused).toMatchObject({ status: 403, body: { code: 'password_change_required' } });
  expect(await linksIn(app)).toEqual([]);
  const sessions = await app.database.read.selectFrom('sessions').select('id').execute();
  expect(sessions).toEqual([]);
  // The ticket is still good when the person has chosen another password.
  await changePerson(app, user, { must_change_password: 0 });
  expect((await confirm(browser, ticket, password)).status).toBe(200);
});

describe('a wrong password', () => {
  test('links nothing, is told as at a sign-in, and leaves the ticket for another attempt', async () => {
    await using scene = await openLinkScene();
    const { app, browser } = scene;
    const ticket = await refusedTicket(browser);
    const wrong = await confirm(browser, ticket, 'wrong password');
    expect(wrong).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } });
    expect(await linksIn(app)).toEqual([]);
    expect((await eventsIn(app)).at(-1)).toBe(
      'session.failed failure {"linking":"oidc","reason":"invalid_credentials"}',
    );
    expect((await confirm(browser, ticket, password)).status).toBe(200);
  });

  test('counts together with those at the sign-in page', async () => {
    await using scene = await openLinkScene({ TRUSTED_PROXIES: '127.0.0.1' });
    const { app, browser } = scene;
    app.listen();
    const ticket = await refusedTicket(browser);
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    const login = (text: string) => {
      const json = { email: owner, password: text };
      return app.send({ method: 'POST', path: '/api/auth/login', json, headers });
    };
    const statuses: number[] = [];
    for (let round = 0; round < 5; round++) {
      statuses.push((await confirm(browser, ticket, `wrong password ${round}`, headers)).status);
      statuses.push((await login(`wrong password ${round}`)).status);
    }
    expect(statuses).toEqual(Array.from({ length: 10 }, () => 401));
    // The tenth wrong password was the last that this network may try, wherever it is shown.
    expect((await confirm(browser, ticket, password, headers)).status).toBe(429);
    expect((await login(password)).status).toBe(429);
    expect(await linksIn(app)).toEqual([]);
  });

  test('is told in the same way for an account without a password', async () => {
    const answers: unknown[] = [];
    for (const own of [password, null]) {
      await using scene = await openLinkScene({}, { password: own });
      const ticket = await refusedTicket(scene.browser);
      const { status, body } = await confirm(scene.browser, ticket, 'wrong password');
      answers.push({ status, ...(body as object), requestId: '' });
    }
    expect(answers[1]).toEqual(answers[0]);
  });
});

describe('the right password of an account that', () => {
  const states = [
    ['waits for approval', 'pending', 'account_pending', 'session.pending success'],
    ['is disabled', 'disabled', 'account_disabled', 'session.failed failure'],
  ] as const;

  test.each(states)('%s links nothing', async (_, status, code, event) => {
    await using scene = await openLinkScene({}, { status });
    const ticket = await refusedTicket(scene.browser);
    expect(await confirm(scene.browser, ticket, password)).toMatchObject({
      status: 403,
      body: { code },
    });
    expect(await linksIn(scene.app)).toEqual([]);
    expect((await eventsIn(scene.app)).at(-1)).toStartWith(event);
  });

  test('was linked elsewhere meanwhile links nothing', async () => {
    await using scene = await openLinkScene();
    const { app, browser, provider } = scene;
    const ticket = await refusedTicket(browser);
    const other = await addPerson(app, { email: 'other@example.com' });
    await addIdentity(app, other, 'oidc', { issuer: provider.issuer, subject: 'newcomer' });
    expect(await confirm(browser, ticket, password)).toMatchObject({
      status: 409,
      body: { code: 'link_request_outdated' },
    });
    expect(await linksIn(app)).toEqual(['other@example.com: newcomer']);
  });

  test('has another address by now links nothing', async () => {
    await using scene = await openLinkScene();
    const ticket = await refusedTicket(scene.browser);
    const change = { email: 'new@example.com', email_key: 'new@example.com' };
    await changePerson(scene.app, scene.user, change);
    expect((await confirm(scene.browser, ticket, password)).status).toBe(409);
    expect(await linksIn(scene.app)).toEqual([]);
  });
});

test('without sign-in by password there is no confirmation, but the administrators can be asked', async () => {
  await using scene = await openLinkScene({ DISABLE_INTERNAL_AUTH: 'true' });
  const ticket = await refusedTicket(scene.browser);
  expect(await confirm(scene.browser, ticket, password)).toMatchObject({
    status: 403,
    body: { code: 'local_auth_disabled' },
  });
  expect((await ask(scene.browser, ticket)).status).toBe(200);
});

test('another browser with the ticket learns nothing of the password and counts no failure', async () => {
  await using scene = await openLinkScene();
  const ticket = await refusedTicket(scene.browser);
  const attacker = scene.anotherBrowser();
  const right = await confirm(attacker, ticket, password);
  const wrong = await confirm(attacker, ticket, 'wrong password');
  expect(right).toMatchObject({ status: 400, body: { code: 'invalid_link_ticket' } });
  expect({ ...(wrong.body as object), requestId: '' }).toEqual({
    ...(right.body as object),
    requestId: '',
  });
  expect((await eventsIn(scene.app)).filter((line) => line.includes('linking'))).toEqual([]);
});

test('the role by a group ends with the identity that gave it, unless no administrator would be left', async () => {
  await using scene = await openLinkScene();
  const { app, browser, provider, user } = scene;
  stopClock();
  const byGroup = { admin_group: 'admins', admin_group_until: Date.now() + 60_000 };
  await changePerson(app, user, byGroup);
  await addIdentity(app, user, 'oidc', { issuer: provider.issuer, subject: 'old' });
  expect((await confirm(browser, await refusedTicket(browser), password)).status).toBe(200);
  const row = await app.services.users.findById(app.database.read, user.id);
  expect(row).toMatchObject({ admin_group: null, admin_group_until: null });
});
