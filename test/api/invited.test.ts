// Registration with an invitation: what it opens, what it gives, and why it is refused.
import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { auditDetails } from '../support/audit-details.ts';
import { addGroup } from '../support/groups.ts';
import { type AddedInvitation, addInvitation, usesOf } from '../support/invitations.ts';
import { addPerson, applicant, password, signedIn } from '../support/people.ts';
import { deadOnes } from './dead-invitations.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const email = 'grace@example.com';
const path = '/api/auth/register';

function register(app: TestApp, { token }: Pick<AddedInvitation, 'token'>, change = {}) {
  return app.post(path, applicant({ invitation: token, ...change }));
}

async function rowOf(app: TestApp, address = email) {
  return app.database.read
    .selectFrom('users')
    .selectAll()
    .where('email', '=', address)
    .executeTakeFirst();
}

describe.each(['enabled', 'review', 'disabled'])('in mode %s', (mode) => {
  test('an invitation makes an active account that is signed in', async () => {
    await using app = await createTestApp({ USER_SIGNUP: mode });
    const maker = await addPerson(app, { email: 'root@example.com', isAdmin: true });
    const group = await addGroup(app, 'family');
    const gone = await addGroup(app, 'gone');
    const group_ids = JSON.stringify([formatId(group), formatId(gone)]);
    const invitation = await addInvitation(app, { group_ids, made_by: maker.id });
    await app.database.write((trx) => trx.deleteFrom('groups').where('id', '=', gone).execute());
    const answer = await register(app, invitation);
    expect(answer).toMatchObject({
      status: 201,
      body: { user: { status: 'active', isAdmin: false, groups: ['family'] } },
    });
    const me = await app.get('/api/auth/me', signedIn(answer).access_token);
    expect(me.body).toMatchObject({ email, groups: ['family'] });
    expect(await rowOf(app)).toMatchObject({ is_proven: 0, waits_until: null });
    expect(await usesOf(app, invitation)).toBe(1);
    const told = (await auditDetails(app)).filter(([event]) => event === 'invitation.used');
    const about = { invitation: formatId(invitation.id), isAdmin: false };
    expect(told).toEqual([['invitation.used', { ...about, invitedBy: 'root@example.com' }]]);
  });
});

test('an invitation for administrators makes one, and nothing in the request does', async () => {
  await using app = await createTestApp({ USER_SIGNUP: 'disabled' });
  await addPerson(app);
  const administrator = await addInvitation(app, { is_admin: 1 });
  const user = await addInvitation(app);
  const made = await register(app, administrator);
  expect(made).toMatchObject({ status: 201, body: { user: { isAdmin: true } } });
  const list = await app.get('/api/admin/users', signedIn(made).access_token);
  expect(list.status).toBe(200);
  const other = await register(app, user, { email: 'eve@example.com', isAdmin: true });
  expect(other).toMatchObject({ status: 201, body: { user: { isAdmin: false } } });
});

test.each([
  ['mailed', 1],
  ['handed out', 0],
] as const)('an address whose invitation was %s counts as verified: %d', async (_, is_mailed) => {
  await using app = await createTestApp({ USER_SIGNUP: 'disabled' });
  await addPerson(app);
  const invitation = await addInvitation(app, { email: 'Grace@Example.com', is_mailed });
  expect((await register(app, invitation)).status).toBe(201);
  expect((await rowOf(app))?.is_proven).toBe(is_mailed);
});

test('an invitation serves as many people as it says', async () => {
  await using app = await createTestApp({ USER_SIGNUP: 'disabled' });
  await addPerson(app);
  const invitation = await addInvitation(app, { max_uses: 2 });
  for (const [name, status] of [
    ['a', 201],
    ['b', 201],
    ['c', 404],
  ] as const) {
    expect((await register(app, invitation, { email: `${name}@example.com` })).status).toBe(status);
  }
  expect(await usesOf(app, invitation)).toBe(2);
});

test('a class may come from one network, while invitations that are refused are counted there', async () => {
  await using app = await createTestApp({ TRUSTED_PROXIES: '127.0.0.1' });
  await addPerson(app);
  app.listen();
  const open = await addInvitation(app, { max_uses: 12 });
  const dead = await addInvitation(app, { uses: 1 });
  const headers = { 'x-forwarded-for': '203.0.113.7' };
  const send = async ({ token }: AddedInvitation, number: number) => {
    const json = applicant({ email: `p${number}@example.com`, invitation: token });
    return (await app.send({ method: 'POST', path, json, headers })).status;
  };
  const joined: number[] = [];
  for (let number = 0; number < 12; number++) joined.push(await send(open, number));
  expect(joined).toEqual(Array.from({ length: 12 }, () => 201));
  const refused: number[] = [];
  for (let number = 0; number < 11; number++) refused.push(await send(dead, number));
  expect(refused).toEqual([...Array.from({ length: 10 }, () => 404), 429]);
});

const inspect = (app: TestApp, token: string) => app.post('/api/auth/links/inspect', { token });

describe('before it is used, an invitation', () => {
  test('says who invites and what it gives, and is not used up', async () => {
    await using app = await createTestApp();
    const maker = await addPerson(app, { name: 'Ada Lovelace', isAdmin: true });
    const expires_at = Date.now() + 60_000;
    const about = { email: 'Grace@Example.com', name: 'Grace', is_admin: 1, expires_at } as const;
    const bound = await addInvitation(app, { ...about, made_by: maker.id });
    const open = await addInvitation(app);
    const before = await app.snapshot();
    expect((await inspect(app, bound.token)).body).toEqual({
      kind: 'invitation',
      email: 'G***@Example.com',
      expiresAt: new Date(expires_at).toISOString(),
      role: 'admin',
      name: 'Grace',
      by: 'Ada Lovelace',
    });
    expect((await inspect(app, open.token)).body).toMatchObject({
      kind: 'invitation',
      email: null,
      role: 'user',
      name: null,
      by: null,
    });
    expect(await app.snapshot()).toEqual(before);
  });

  test.each([...deadOnes])('that %s says nothing but that', async (_, spoil) => {
    await using app = await createTestApp();
    const { token } = await spoil(app);
    const answer = await inspect(app, token);
    expect(answer).toMatchObject({ status: 404, body: { code: 'link_invalid' } });
  });
});

test('a request without an invitation, or with an empty one, is as before', async () => {
  await using app = await createTestApp({ USER_SIGNUP: 'review' });
  await addPerson(app);
  for (const [index, invitation] of [undefined, null, ''].entries()) {
    const answer = await app.post(path, applicant({ email: `p${index}@example.com`, invitation }));
    expect(answer).toMatchObject({ status: 201, body: { user: { status: 'pending' } } });
  }
});

test('the first account is the administrator, and needs the setup token, also with an invitation', async () => {
  await using app = await createTestApp({ SETUP_TOKEN: 'a setup token of enough length' });
  const invitation = await addInvitation(app);
  const refused = await register(app, invitation);
  expect(refused).toMatchObject({ status: 403, body: { code: 'setup_token_required' } });
  expect(await usesOf(app, invitation)).toBe(0);
  const setupToken = 'a setup token of enough length';
  const made = await register(app, invitation, { setupToken });
  expect(made).toMatchObject({ status: 201, body: { user: { isAdmin: true } } });
  expect(await usesOf(app, invitation)).toBe(1);
});

test('where passwords are off, an invitation makes no account with one', async () => {
  await using app = await createTestApp({
    DISABLE_INTERNAL_AUTH: 'true',
    OIDC_ENABLED: 'true',
    OIDC_ISSUER_URL: 'https://id.example.com',
    OIDC_CLIENT_ID: 'anchor',
  });
  await addPerson(app);
  const invitation = await addInvitation(app);
  const answer = await register(app, invitation);
  expect(answer).toMatchObject({ status: 403, body: { code: 'local_auth_disabled' } });
  expect(await usesOf(app, invitation)).toBe(0);
});

test('the compatibility API takes no invitation', async () => {
  await using app = await createTestApp({ USER_SIGNUP: 'disabled' });
  await addPerson(app);
  const { token } = await addInvitation(app);
  const answer = await app.post('/auth/signup', { email, password, invitation: token });
  expect(answer.status).toBe(403);
});

describe.each(['enabled', 'disabled'])('with registration %s, an invitation that', (mode) => {
  test.each([...deadOnes])('%s makes no account, and all hear the same', async (_, spoil, why) => {
    await using app = await createTestApp({ USER_SIGNUP: mode });
    await addPerson(app);
    const invitation = await spoil(app);
    const before = await app.snapshot();
    const answer = await register(app, invitation);
    expect(answer).toMatchObject({
      status: 404,
      body: {
        code: 'link_invalid',
        message: 'This link is not valid any more. Please ask for a new one.',
      },
    });
    expect(await app.snapshot()).toEqual(before);
    const told = (await auditDetails(app)).filter(([event]) => event === 'invitation.refused');
    expect(told.map(([, details]) => [details?.['reason'], details?.['why']])).toEqual(
      why === null ? [] : [['link_invalid', why]],
    );
    const all = [...app.lines, answer.text].join('\n');
    expect(all).not.toContain(invitation.token);
    expect(all).toContain('An invitation was refused');
  });
});

test('an invitation for another address shows it only in part, and stays as it is', async () => {
  await using app = await createTestApp({ USER_SIGNUP: 'disabled' });
  await addPerson(app);
  const invitation = await addInvitation(app, { email: 'grace.hopper@example.com' });
  const answer = await register(app, invitation, { email: 'eve@example.com' });
  expect(answer).toMatchObject({
    status: 400,
    body: {
      code: 'validation_failed',
      details: [
        {
          field: 'email',
          message: 'email must be the invited address, g***@example.com',
          code: 'not_invited',
          params: { address: 'g***@example.com' },
        },
      ],
    },
  });
  expect(answer.text).not.toContain('grace');
  expect(await usesOf(app, invitation)).toBe(0);
  const spelled = await register(app, invitation, { email: ' GRACE.Hopper@EXAMPLE.com' });
  expect(spelled.status).toBe(201);
});
