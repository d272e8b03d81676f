import { expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { addIdentity, addPerson, changePerson, startSession } from '../support/people.ts';
import { scenarios } from '../support/scenario.ts';
import { createTestApp } from '../support/test-app.ts';

scenarios('who am I', [
  {
    name: 'is refused without a token',
    request: 'GET /api/auth/me',
    status: 401,
    code: 'authentication_required',
    expectHeaders: { 'www-authenticate': 'Bearer realm="anchor-auth"' },
  },
  {
    name: 'is answered with the person, times in UTC with milliseconds',
    request: 'GET /api/auth/me',
    arrange: async (app) => {
      const user = await addPerson(app, { email: 'Grace@Example.com', name: 'Grace Hopper' });
      await changePerson(app, user, {
        profile_image: '/uploads/profiles/x.webp',
        created_at: Date.UTC(2026, 2, 2, 10, 30),
        updated_at: Date.UTC(2026, 2, 3, 10, 30, 0, 7),
      });
      return { bearer: (await startSession(app, user)).access_token };
    },
    status: 200,
    answer: {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      email: 'Grace@Example.com',
      name: 'Grace Hopper',
      profileImage: '/uploads/profiles/x.webp',
      language: null,
      groups: [],
      mustChangePassword: false,
      emailVerified: false,
      isAdmin: false,
      status: 'active',
      createdAt: '2026-03-02T10:30:00.000Z',
      updatedAt: '2026-03-03T10:30:00.007Z',
      authIdentities: ['local'],
    },
  },
  {
    name: 'may be asked with HEAD',
    request: 'HEAD /api/auth/me',
    arrange: async (app) => {
      const user = await addPerson(app);
      return { bearer: (await startSession(app, user)).access_token };
    },
    status: 200,
    after: async (_, answer) => {
      expect(answer.text).toBe('');
    },
  },
  { name: 'is refused without a token by HEAD', request: 'HEAD /api/auth/me', status: 401 },
]);

test.each([
  { name: 'the password first, then providers as they came', hasPassword: true },
  { name: 'only providers for an account without a password', hasPassword: false },
])('the ways to sign in are $name', async ({ hasPassword }) => {
  await using app = await createTestApp();
  const user = await addPerson(app, hasPassword ? {} : { password: null });
  await addIdentity(app, user, 'google', { created_at: 3000 });
  await addIdentity(app, user, 'oidc', { created_at: 1000 });
  await addIdentity(app, user, 'github', { created_at: 2000 });
  await addIdentity(app, user, 'oidc', { created_at: 4000 });
  const { access_token: token } = await startSession(app, user, 'oidc');
  const me = await app.get('/api/auth/me', token);
  const local = hasPassword ? ['local'] : [];
  expect(me.body).toMatchObject({ authIdentities: [...local, 'oidc', 'github', 'google'] });
});

test('the answer is what the database says now, not what the token said at sign-in', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app);
  const { access_token: token } = await startSession(app, user);
  await changePerson(app, user, { is_admin: 1, name: 'Admiral Hopper', email: 'new@example.com' });
  const me = await app.get('/api/auth/me', token);
  expect(me.body).toMatchObject({
    id: formatId(user.id),
    isAdmin: true,
    name: 'Admiral Hopper',
    email: 'new@example.com',
  });
});
