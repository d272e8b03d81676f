// A server with an administrator and a user, and one request of each kind, for tests of what happens without the
// database server.
import { expect } from 'bun:test';
import { addAdmin } from '../admin/administrator.ts';
import { addPerson, password } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const github = { GITHUB_CLIENT_ID: 'our-client', GITHUB_CLIENT_SECRET: 'our-secret' };

export async function createCast(url: string) {
  const app = await createTestApp({ ...github, DATABASE_URL: url });
  const admin = await addAdmin(app);
  const email = 'grace@example.com';
  await addPerson(app, { email });
  return { app, admin, login: { email, password } };
}

export type Cast = Awaited<ReturnType<typeof createCast>>;

/** Reads by key, reads of lists, long reads and changes. */
export const requests: readonly (readonly [string, (cast: Cast) => ReturnType<TestApp['get']>])[] =
  [
    ['read who calls', ({ app, admin }) => app.get('/api/auth/me', admin.access_token)],
    ['list sessions', ({ app, admin }) => app.get('/api/auth/sessions', admin.access_token)],
    [
      'read who calls, by the other API',
      ({ app, admin }) => app.get('/auth/me', admin.access_token),
    ],
    ['list providers', ({ app }) => app.get('/auth/providers')],
    ['read a setting', ({ app }) => app.get('/api/auth/registration-mode')],
    ['count users', ({ admin }) => admin.ask('GET', '/stats')],
    ['search users', ({ admin }) => admin.ask('GET', '/users?search=grace')],
    ['sign in', ({ app, login }) => app.post('/api/auth/login', login)],
    ['begin at a provider', ({ app }) => app.get('/api/auth/oauth/github')],
    ['change a setting', ({ admin }) => admin.ask('PATCH', '/settings/registration', review)],
  ];

const review = { mode: 'review' };

export async function whenBack({ app, admin }: Cast): Promise<void> {
  while ((await app.get('/health/ready')).status !== 200) await Bun.sleep(20);
  for (const [name, ask] of requests) {
    const { status } = await ask({ app, admin, login: { email: 'grace@example.com', password } });
    expect({ name, status }).toEqual({ name, status: 200 });
  }
  const { refresh_token } = admin;
  expect((await app.post('/api/auth/refresh', { refresh_token })).status).toBe(200);
}
