// Reading never changes the running program: after every GET of the surface was asked, the server still knows
// its clients, counts them, and ends what was ended.
import { describe, expect, test } from 'bun:test';
import { createApp } from '../../src/app.ts';
import { addSignedIn, applicant } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

// The peer of these tests must count as a client: a loopback peer without this setting is probably a proxy.
const env = { TRUSTED_PROXIES: '192.0.2.1' };
const allowedPerHour = 10;
let applicants = 0;

function register(app: TestApp) {
  return app.post('/api/auth/register', applicant({ email: `reader${++applicants}@example.com` }));
}

/** Registers from one address until it is refused, and one time more. */
async function useUpRegistrations(app: TestApp): Promise<void> {
  const statuses: number[] = [];
  for (let index = 0; index <= allowedPerHour; index++) statuses.push((await register(app)).status);
  expect(statuses).toEqual([...Array.from({ length: allowedPerHour }, () => 201), 429]);
}

/** The addresses of everybody who signed in so far, as the sessions and the audit log have them. */
async function knownAddresses(app: TestApp): Promise<readonly (string | null)[]> {
  const { read } = app.database;
  const sessions = await read.selectFrom('sessions').select('ip').execute();
  const lines = await read.selectFrom('audit_log').select('ip').execute();
  return [...new Set([...sessions, ...lines].map(({ ip }) => ip))];
}

async function isLimitedAsBefore(app: TestApp): Promise<void> {
  expect((await register(app)).status).toBe(429);
}

describe('after the API document was read', () => {
  test.each(['GET /docs/json', 'HEAD /docs/json', 'GET /docs', 'HEAD /docs'])(
    'by %s, limits and addresses are as before',
    async (request) => {
      await using app = await createTestApp(env);
      app.listen();
      await useUpRegistrations(app);
      const [method = '', path = ''] = request.split(' ');
      expect((await app.send({ method, path })).status).toBe(200);
      await isLimitedAsBefore(app);
      const { email } = (await addSignedIn(app)).user;
      await app.post('/api/auth/login', { email, password: 'wrong password' });
      expect(await knownAddresses(app)).toEqual(['127.0.0.1', '203.0.113.7']);
    },
  );
});

describe('after every GET of the surface was asked, in any order', () => {
  test('limits, addresses, revocation and settings are as before', async () => {
    await using app = await createTestApp(env);
    app.listen();
    const admin = await addSignedIn(app, { isAdmin: true });
    await useUpRegistrations(app);
    await app.send({
      method: 'PATCH',
      path: '/api/admin/settings/registration',
      json: { mode: 'review' },
      bearer: admin.access_token,
    });
    const ended = await addSignedIn(app);
    await app.post('/api/auth/logout', {}, ended.access_token);

    const order = shuffled(pathsOf(app));
    for (const path of order) await app.get(path, admin.access_token);

    await isLimitedAsBefore(app);
    expect((await app.get('/api/auth/me', ended.access_token)).status, order.join(' ')).toBe(401);
    const mode = await app.get('/api/admin/settings/registration', admin.access_token);
    expect(mode.body).toMatchObject({ mode: 'review', source: 'database' });
    await app.post('/api/auth/login', { email: admin.user.email, password: 'wrong password' });
    expect(await knownAddresses(app)).not.toContain(null);
  });
});

/** Every path that answers a GET, with an id that no row has. */
function pathsOf(app: TestApp): readonly string[] {
  const gets = createApp(app.services).routes.filter(({ method }) => method === 'GET');
  const id = '0190f3a4-7c1e-7d3b-9b52-3f1c2a6e8d10';
  return gets.map(({ path }) => path.replaceAll(/:\w+\??/g, id).replace('*', 'nothing'));
}

function shuffled(paths: readonly string[]): readonly string[] {
  return paths
    .map((path) => ({ path, place: Math.random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ path }) => path);
}
