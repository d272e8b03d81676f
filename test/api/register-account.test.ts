import { expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { claimsOf } from '../support/access-token.ts';
import { addPerson, applicant, password, signedIn } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const json = applicant();

function userRows(app: TestApp) {
  return app.database.read.selectFrom('users').selectAll().orderBy('id').execute();
}

test('what registration answers can be used at once', async () => {
  await using app = await createTestApp();
  const joined = signedIn(await app.post('/api/auth/register', json));
  const me = await app.get('/api/auth/me', joined.access_token);
  expect(me.body).toEqual({ ...joined.user, authIdentities: ['local'] });
  expect(claimsOf(joined.access_token)).toMatchObject({ sub: joined.user.id, role: 'Admin' });
  const renewed = await app.post('/api/auth/refresh', { refresh_token: joined.refresh_token });
  expect(renewed.status).toBe(200);
});

test('the password is kept as bcrypt of cost 10 and nowhere else', async () => {
  await using app = await createTestApp();
  await app.post('/api/auth/register', json);
  const [row] = await userRows(app);
  expect(row?.password_hash).toMatch(/^\$2b\$10\$/);
  expect(JSON.stringify(await app.snapshot())).not.toContain(password);
  expect(app.lines.join('\n')).not.toContain(password);
});

// Fields that a caller may not set, in the spellings an attacker would try.
const forbidden = {
  id: '00000000-0000-7000-8000-000000000000',
  isAdmin: true,
  is_admin: 1,
  role: 'Admin',
  status: 'disabled',
  isProven: true,
  is_proven: 1,
  tokenVersion: 99,
  token_version: 99,
  passwordHash: '$2b$10$x',
  password_hash: '$2b$10$x',
  emailKey: 'x@example.com',
  email_key: 'x@example.com',
  profileImage: '/uploads/profiles/x.png',
  language: null,
  groups: [],
  mustChangePassword: false,
  profile_image: '/uploads/profiles/x.png',
  createdAt: 1,
  created_at: 1,
  constructor: { prototype: { isAdmin: true } },
  prototype: { isAdmin: true },
};

test.each([
  ['further fields', JSON.stringify({ ...json, ...forbidden })],
  [
    'a prototype of its own',
    `${JSON.stringify(json).slice(0, -1)},"__proto__":{"isAdmin":true,"is_admin":1,"status":"disabled"}}`,
  ],
])('%s in the body reach neither the account nor the program', async (_, body) => {
  await using app = await createTestApp();
  await addPerson(app, { email: 'first@example.com', isAdmin: true });
  const before = Date.now();
  const answer = await app.send({
    method: 'POST',
    path: '/api/auth/register',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(answer.status).toBe(201);
  expect(signedIn(answer).user).toMatchObject({
    email: json.email,
    name: json.name,
    emailVerified: false,
    isAdmin: false,
    status: 'active',
    profileImage: null,
    language: null,
    groups: [],
    mustChangePassword: false,
  });
  const row = (await userRows(app))[1];
  expect(row).toMatchObject({
    email: json.email,
    email_key: json.email,
    is_admin: 0,
    is_proven: 0,
    status: 'active',
    token_version: 1,
    profile_image: null,
  });
  expect(row === undefined ? '' : formatId(row.id)).not.toBe(forbidden.id);
  expect(row?.created_at).toBeWithin(before, Date.now() + 1);
  expect('isAdmin' in {}).toBe(false);
});
