// T68: reading never changes the running program. Every GET of the surface is called once by every kind of
// caller, in random order, over a real listener; limits, addresses, revocation and settings are as before.
import { expect, test } from 'bun:test';
import { createApp } from '../../src/app.ts';
import { switchValue } from '../support/environment.ts';
import { addSignedIn, password } from '../support/people.ts';
import { type Call, createTestApp, type TestApp } from '../support/test-app.ts';

/** `SEED=1234 bun test test/threats/reading-changes-nothing.test.ts` repeats an order. */
const seed = Number(switchValue('SEED') ?? Math.floor(Math.random() * 2 ** 31));

/** Park and Miller's generator: the order is random, and the same for the same seed. */
function shuffled<Item>(items: readonly Item[]): readonly Item[] {
  let state = (seed % 2_147_483_646) + 1;
  const drawn = items.map((item) => {
    state = (state * 48_271) % 2_147_483_647;
    return { item, place: state };
  });
  return drawn.toSorted((a, b) => a.place - b.place).map(({ item }) => item);
}

const from = (address: string) => ({ 'x-forwarded-for': address });

interface Callers {
  readonly admin: string;
  readonly bearers: readonly (string | null)[];
}

/** A stranger, one with a bad bearer, a user, an administrator, and a script of each. */
async function makeCallers(app: TestApp): Promise<Callers> {
  const { access_token: user } = await addSignedIn(app);
  const { access_token: admin } = await addSignedIn(app, { isAdmin: true });
  const people = [user, admin];
  const scripts = await Promise.all(people.map((bearer) => apiTokenOf(app, bearer)));
  return { admin, bearers: [null, 'garbage', ...people, ...scripts] };
}

async function apiTokenOf(app: TestApp, bearer: string): Promise<string> {
  const { body } = await app.post('/api/auth/api-token/regenerate', undefined, bearer);
  return (body as { readonly apiToken: string }).apiToken;
}

function everyGet(app: TestApp, { bearers }: Callers): readonly Call[] {
  const paths = createApp(app.services)
    .routes.filter(({ method }) => method === 'GET')
    .map(({ path }) =>
      path
        .replace(':provider', 'github')
        .replace(':id', crypto.randomUUID())
        .replace(':file', 'x.js')
        .replace('*', 'x'),
    );
  return paths.flatMap((path) =>
    ['GET', 'HEAD'].flatMap((method) =>
      bearers.map((bearer): Call => {
        const call = { method, path, headers: from('198.51.100.1') };
        return bearer === null ? call : { ...call, bearer };
      }),
    ),
  );
}

/** What the server does for a network that it has not seen. */
async function behaviour(app: TestApp, address: string, admin: string) {
  return {
    registrationsBeforeLimit: await registrationsBeforeLimit(app, address),
    signIn: await signInFrom(app, address),
    settings: await settingsOf(app, admin),
  };
}

async function registrationsBeforeLimit(app: TestApp, address: string): Promise<number> {
  const call = { method: 'POST', path: '/api/auth/register', headers: from(address), json: {} };
  for (let count = 0; count < 200; count++) {
    const { status } = await app.send(call);
    if (status === 429) return count;
  }
  return Infinity;
}

/** Whether the addresses that are kept are the client's, and whether a sign-out ends a token at once. */
async function signInFrom(app: TestApp, address: string) {
  const { user } = await addSignedIn(app);
  const call = { method: 'POST', headers: from(address) };
  const json = { email: user.email, password };
  const before = app.lines.length;
  const answer = await app.send({ ...call, path: '/api/auth/login', json });
  const { access_token: bearer } = answer.body as { readonly access_token: string };
  const line = JSON.parse(app.lines[before] ?? '{}') as { readonly ip?: string };
  const kept = { session: '', audit: '', line: line.ip };
  for (const [name, table] of [
    ['session', 'sessions'],
    ['audit', 'audit_log'],
  ] as const) {
    const rows = await app.database.read.selectFrom(table).select('ip').execute();
    kept[name] = rows.some(({ ip }) => ip === address) ? address : 'another';
  }
  const live = (await app.get('/api/auth/me', bearer)).status;
  await app.send({ ...call, path: '/api/auth/logout', bearer, json: {} });
  const ended = (await app.get('/api/auth/me', bearer)).status;
  const areRight = Object.values(kept).every((ip) => ip === address);
  return { status: answer.status, areAddressesRight: areRight, live, ended };
}

async function settingsOf(app: TestApp, admin: string): Promise<readonly unknown[]> {
  const paths = ['registration', 'oidc', 'providers', 'password-policy'];
  const answers = paths.map((path) => app.get(`/api/admin/settings/${path}`, admin));
  return (await Promise.all(answers)).map(({ status, body }) => ({ status, body }));
}

test.each(['off', 'public', 'admin'])(
  `every GET leaves the server as it was, with DOCS=%s (SEED=${seed})`,
  async (docs) => {
    await using app = await createTestApp({
      DOCS: docs,
      TRUSTED_PROXIES: '127.0.0.1',
      GITHUB_CLIENT_ID: 'our-client',
      GITHUB_CLIENT_SECRET: 'our-secret',
    });
    app.listen();
    const callers = await makeCallers(app);
    const before = await behaviour(app, '203.0.113.7', callers.admin);
    expect(before).toMatchObject({
      registrationsBeforeLimit: 10,
      signIn: { status: 200, areAddressesRight: true, live: 200, ended: 401 },
    });
    const calls = everyGet(app, callers);
    expect(calls.length).toBeGreaterThan(400);
    for (const call of shuffled(calls)) {
      // One that fails may change the server as well as one that succeeds.
      expect((await app.send(call)).status).toBeLessThan(500);
    }
    expect(await behaviour(app, '203.0.113.8', callers.admin)).toEqual(before);
  },
);
