// Sign-ins at the OpenID provider with an invitation.
import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { auditDetails } from '../support/audit-details.ts';
import { addGroup } from '../support/groups.ts';
import { addInvitation, usesOf } from '../support/invitations.ts';
import { addPerson, addSignedIn, changePerson } from '../support/people.ts';
import { exchange, oidcPath, openScene, type Scene } from '../support/oidc-scene.ts';
import type { Env } from '../support/test-app.ts';

const email = 'ada@example.com';

async function openInvited(env: Env = {}): Promise<Scene> {
  const scene = await openScene({ env });
  await addPerson(scene.app, { email: 'root@example.com', isAdmin: true });
  return scene;
}

async function rowOf({ app }: Scene) {
  return app.database.read
    .selectFrom('users')
    .selectAll()
    .where('email_key', '=', email)
    .executeTakeFirst();
}

describe.each([
  { USER_SIGNUP: 'enabled' },
  { USER_SIGNUP: 'review' },
  { USER_SIGNUP: 'disabled' },
  { OIDC_AUTO_CREATE: 'false' },
  { DISABLE_INTERNAL_AUTH: 'true', USER_SIGNUP: 'disabled' },
])('with %j', (env) => {
  test('an invitation makes an active account with its role and groups', async () => {
    await using scene = await openInvited(env);
    const { app, browser } = scene;
    const family = formatId(await addGroup(app, 'family'));
    const invitation = await addInvitation(app, {
      email: 'Ada@Example.com',
      is_admin: 1,
      is_mailed: 1,
      group_ids: JSON.stringify([family]),
    });
    const { query } = await browser.comeInvited(invitation.token);
    const { body } = await browser.exchange(query['code']);
    expect(body).toMatchObject({
      user: { email, status: 'active', isAdmin: true, groups: ['family'] },
    });
    expect(await usesOf(app, invitation)).toBe(1);
    expect(await rowOf(scene)).toMatchObject({ is_proven: 1, password_hash: null });
    const events = (await auditDetails(app)).map(([event]) => event);
    expect(events).toEqual(expect.arrayContaining(['user.registered', 'invitation.used']));
  });
});

test('the token waits for the callback as a hash alone, and for no longer', async () => {
  await using scene = await openInvited({ LOG_LEVEL: 'debug' });
  const { app, browser, provider } = scene;
  const { token } = await addInvitation(app);
  const begun = await browser.begin('/account', token);
  expect(begun.href).not.toContain(token);
  const during = await app.snapshot();
  expect(during['sign_in_flows']?.join()).toContain('invitation_hash');
  const landing = await browser.comeBack(await provider.signIn(begun));
  await browser.exchange(landing.query['code']);
  const flows = await app.database.read.selectFrom('sign_in_flows').selectAll().execute();
  expect(flows.map(({ invitation_hash: hash }) => hash)).toEqual([null]);
  const told = JSON.stringify([during, await app.snapshot(), app.lines, await auditDetails(app)]);
  expect(told).not.toContain(token);
  expect(landing.url.href).not.toContain(token);
});

test('the name in an invitation is used when the provider tells none', async () => {
  await using scene = await openInvited();
  scene.provider.person({ sub: 'person-1', email, email_verified: true });
  const { token } = await addInvitation(scene.app, { name: 'Countess Lovelace' });
  await scene.browser.comeInvited(token);
  expect((await rowOf(scene))?.name).toBe('Countess Lovelace');
});

describe('an account that is there already', () => {
  test('signs in as usual and uses nothing up, also with an invitation that is dead', async () => {
    await using scene = await openInvited({ USER_SIGNUP: 'disabled' });
    const { app, browser } = scene;
    await browser.signIn();
    const before = await rowOf(scene);
    const invitation = await addInvitation(app, { is_admin: 1 });
    for (const token of [invitation.token, 'never made']) {
      const { query } = await scene.anotherBrowser().comeInvited(token);
      expect(Object.keys(query)).toEqual(['code']);
    }
    expect(await rowOf(scene)).toMatchObject({ id: before?.id, is_admin: 0 });
    expect(await usesOf(app, invitation)).toBe(0);
  });

  test('is linked by its address as usual, and gets no role', async () => {
    await using scene = await openInvited();
    await addSignedIn(scene.app, { email });
    const invitation = await addInvitation(scene.app, { is_admin: 1, email });
    expect(Object.keys((await scene.browser.comeInvited(invitation.token)).query)).toEqual([
      'code',
    ]);
    expect(await rowOf(scene)).toMatchObject({ is_admin: 0 });
    expect(await usesOf(scene.app, invitation)).toBe(0);
  });

  test('stays disabled', async () => {
    await using scene = await openInvited();
    await scene.browser.signIn();
    const row = await rowOf(scene);
    if (row !== undefined) await changePerson(scene.app, row, { status: 'disabled' });
    const invitation = await addInvitation(scene.app, { email });
    const { query } = await scene.browser.comeInvited(invitation.token);
    expect(query['error_code']).toBe('account_disabled');
    expect(await usesOf(scene.app, invitation)).toBe(0);
  });
});

async function openWaiting(env: Env = {}): Promise<Scene> {
  const scene = await openInvited({ USER_SIGNUP: 'review', ...env });
  const { query } = await scene.browser.signIn();
  expect(query['error_code']).toBe('account_pending');
  return scene;
}

describe('an account that waits for approval', () => {
  test('is approved by an invitation, with its role', async () => {
    await using scene = await openWaiting();
    const waiting = await rowOf(scene);
    const invitation = await addInvitation(scene.app, { email, is_admin: 1 });
    const { query } = await scene.browser.comeInvited(invitation.token);
    const { body } = await exchange(scene.app, query['code']);
    expect(body).toMatchObject({ user: { status: 'active', isAdmin: true } });
    expect(await rowOf(scene)).toMatchObject({ id: waiting?.id, waits_until: null });
    expect(await usesOf(scene.app, invitation)).toBe(1);
  });

  test('that registered with a password is approved when the provider proves its address', async () => {
    await using scene = await openInvited({ USER_SIGNUP: 'review' });
    const { app, browser } = scene;
    const form = { email, password: 'correct horse battery', name: 'Ada' };
    expect((await app.post('/api/auth/register', form)).status).toBe(201);
    const invitation = await addInvitation(app, { email });
    expect(Object.keys((await browser.comeInvited(invitation.token)).query)).toEqual(['code']);
    expect(await rowOf(scene)).toMatchObject({ status: 'active', password_hash: null });
    expect(await usesOf(app, invitation)).toBe(1);
  });

  test.each([
    ['one for another address', { email: 'eve@example.com' }],
    ['one that is used up', { uses: 1 }],
  ])('goes on waiting with %s', async (_, change) => {
    await using scene = await openWaiting();
    const invitation = await addInvitation(scene.app, change);
    const { query } = await scene.browser.comeInvited(invitation.token);
    expect(query['error_code']).toBe('account_pending');
    expect((await rowOf(scene))?.status).toBe('pending');
  });

  test('goes on waiting outside the groups that may sign in, and uses nothing up', async () => {
    await using scene = await openWaiting();
    const { app, browser } = scene;
    const { access_token } = await addSignedIn(app, { isAdmin: true });
    const json = { allowedGroups: ['family'] };
    const path = '/api/admin/settings/oidc/options';
    await app.send({ method: 'PATCH', path, json, bearer: access_token });
    const invitation = await addInvitation(app, { email });
    const { query } = await browser.comeInvited(invitation.token);
    expect(query['error_code']).toBe('group_required');
    expect((await rowOf(scene))?.status).toBe('pending');
    expect(await usesOf(app, invitation)).toBe(0);
  });
});

describe('no account is made', () => {
  test('outside the groups that may sign in, whatever the invitation says', async () => {
    await using scene = await openInvited({ OIDC_ALLOWED_GROUPS: 'family' });
    const invitation = await addInvitation(scene.app);
    const { query } = await scene.browser.comeInvited(invitation.token);
    expect(query['error_code']).toBe('group_required');
    expect(await rowOf(scene)).toBeUndefined();
    expect(await usesOf(scene.app, invitation)).toBe(0);
  });

  test('with an invitation for another address, which stays as it is', async () => {
    await using scene = await openInvited();
    const invitation = await addInvitation(scene.app, { email: 'eve@example.com' });
    const { query } = await scene.browser.comeInvited(invitation.token);
    expect(query).toEqual({
      error: 'This invitation is for another e-mail address.',
      error_code: 'invitation_for_other_address',
    });
    expect(await rowOf(scene)).toBeUndefined();
    expect(await usesOf(scene.app, invitation)).toBe(0);
    const refused = (await auditDetails(scene.app)).filter(([, details]) => details?.['reason']);
    expect(refused.map(([event]) => event)).toEqual(['invitation.refused', 'session.failed']);
  });

  test.each([
    ['is used up', { uses: 1 }],
    ['has expired', { expires_at: Date.now() - 1 }],
  ])('with an invitation that %s, also while anyone may register', async (_, change) => {
    await using scene = await openInvited();
    const { token } = await addInvitation(scene.app, change);
    const { query } = await scene.browser.comeInvited(token);
    expect(query['error_code']).toBe('link_invalid');
    expect(await rowOf(scene)).toBeUndefined();
  });

  test('with an invitation that ended between the start and the callback', async () => {
    await using scene = await openInvited();
    const { app, browser, provider } = scene;
    const { token, id } = await addInvitation(app);
    const parameters = await provider.signIn(await browser.begin(undefined, token));
    await app.database.write((trx) => trx.deleteFrom('invitations').where('id', '=', id).execute());
    expect((await browser.comeBack(parameters)).query['error_code']).toBe('link_invalid');
    expect(await rowOf(scene)).toBeUndefined();
  });
});

test('the first user is the administrator with an invitation too, and needs the setup token', async () => {
  await using open = await openScene();
  const { token } = await addInvitation(open.app);
  await open.browser.comeInvited(token);
  expect(await rowOf(open)).toMatchObject({ is_admin: 1, status: 'active' });

  await using closed = await openScene({ env: { SETUP_TOKEN: 'a long enough setup token' } });
  const other = await addInvitation(closed.app);
  const { query } = await closed.browser.comeInvited(other.token);
  expect(query['error_code']).toBe('setup_token_required');
});

test('an app takes its invitation along with the ID token', async () => {
  await using scene = await openInvited({ OIDC_AUTO_CREATE: 'false' });
  const { app, provider } = scene;
  const path = `${oidcPath}/exchange/mobile`;
  const id_token = await provider.idToken(provider.clientId);
  const without = await app.post(path, { id_token });
  expect(without).toMatchObject({ status: 403, body: { code: 'sign_up_closed' } });
  const invitation = await addInvitation(app);
  const answer = await app.post(path, { id_token, invitation: invitation.token });
  expect(answer).toMatchObject({ status: 200, body: { user: { email, status: 'active' } } });
  expect(await usesOf(app, invitation)).toBe(1);
});
