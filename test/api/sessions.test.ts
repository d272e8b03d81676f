import { expect, test } from 'bun:test';
import { randomBytes } from '../../src/core/tokens.ts';
import { newId } from '../../src/core/uuid.ts';
import { formatId } from '../../src/core/uuid.ts';
import type { Session } from '../../src/features/sessions/schema.ts';
import { claimsOf } from '../support/access-token.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { addPerson, addSignedIn, startSession } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const path = '/api/auth/sessions';

function sessionId(tokens: { readonly access_token: string }): string {
  return String(claimsOf(tokens.access_token)['sid']);
}

async function statusOf(app: TestApp, tokens: { readonly access_token: string }): Promise<number> {
  return (await app.get('/api/auth/me', tokens.access_token)).status;
}

async function refreshStatus(app: TestApp, tokens: { readonly refresh_token: string }) {
  return (await app.post('/api/auth/refresh', { refresh_token: tokens.refresh_token })).status;
}

/** A user with two sessions, and another user with one. */
async function threeSessions(app: TestApp) {
  const user = await addPerson(app);
  const here = await startSession(app, user);
  const there = await startSession(app, user, 'oidc');
  const stranger = await addSignedIn(app);
  return { here, there, stranger };
}

scenarios(
  'a stranger',
  (
    [
      'GET /api/auth/sessions',
      'DELETE /api/auth/sessions',
      `DELETE ${path}/${crypto.randomUUID()}`,
    ] as const
  ).flatMap((request): readonly Scenario[] => [
    {
      name: `has to sign in at ${request.replace(/[0-9a-f-]{36}/, '{id}')}`,
      request,
      status: 401,
      code: 'authentication_required',
    },
    {
      name: `with a bad bearer is refused at ${request.replace(/[0-9a-f-]{36}/, '{id}')}`,
      request,
      bearer: 'nonsense',
      status: 401,
      code: 'invalid_token',
    },
  ]),
);

test('of very many sessions the 200 last used are shown, and all can be ended', async () => {
  await using app = await createTestApp();
  const here = await addSignedIn(app);
  await app.database.write(async (trx) => {
    const row = await trx.selectFrom('sessions').selectAll().executeTakeFirstOrThrow();
    for (let age = 1; age <= 250; age += 1) {
      const another = { id: newId(), refresh_hash: randomBytes(32) };
      const last_used_at = row.last_used_at - age;
      await trx
        .insertInto('sessions')
        .values({ ...row, ...another, last_used_at })
        .execute();
    }
  });
  const list = (await app.get(path, here.access_token)).body as readonly Session[];
  expect(list).toHaveLength(200);
  expect(list[0]?.current).toBe(true);
  await app.send({ method: 'DELETE', path, bearer: here.access_token });
  expect((await app.get(path, here.access_token)).body).toHaveLength(1);
});

test('a person sees their own live sessions, last used first; the one that asks is used now', async () => {
  stopClock();
  await using app = await createTestApp();
  const user = await addPerson(app);
  const first = await startSession(app, user, 'oidc');
  advance(1, 's');
  const second = await startSession(app, user);
  advance(1, 's');
  const ended = await startSession(app, user);
  await app.post('/api/auth/logout', undefined, ended.access_token);
  await addSignedIn(app);
  advance(1, 's');
  const renewed = await app.send({
    method: 'POST',
    path: '/api/auth/refresh',
    headers: { 'user-agent': 'Anchor for phones' },
    json: { refresh_token: first.refresh_token },
  });
  expect(renewed.status).toBe(200);
  advance(1, 's');
  const list = await app.get(path, second.access_token);
  const [one, two] = list.body as readonly Session[];
  const times = { createdAt: expect.any(String), lastUsedAt: expect.any(String) };
  const ip = '203.0.113.7';
  expect(list.body).toEqual([
    {
      ...times,
      id: sessionId(second),
      provider: 'local',
      userAgent: 'test',
      ip,
      current: true,
    },
    {
      ...times,
      id: sessionId(first),
      provider: 'oidc',
      userAgent: 'Anchor for phones',
      ip,
      current: false,
    },
  ]);
  expect(Date.parse(one?.lastUsedAt ?? '')).toBe(Date.now());
  expect(Date.parse(two?.lastUsedAt ?? '') - Date.parse(two?.createdAt ?? '')).toBe(3000);
});

test('the list does not show when another party has refreshed the session of the request', async () => {
  stopClock();
  await using app = await createTestApp();
  const own = await addSignedIn(app, { isAdmin: true });
  const shown = async (of: string) =>
    ((await app.get(of, own.access_token)).body as readonly Session[])[0]?.lastUsedAt;
  const asAdministrator = `/api/admin/users/${formatId(own.user.id)}/sessions`;
  advance(1, 'm');
  const before = [await shown(path), await shown(asAdministrator)];
  await app.post('/api/auth/refresh', { refresh_token: own.refresh_token });
  expect([await shown(path), await shown(asAdministrator)]).toEqual(before);
});

test('a session whose refresh token has expired is no longer listed', async () => {
  await using app = await createTestApp({ REFRESH_TOKEN_TTL: '10m', ACCESS_TOKEN_TTL: '10m' });
  const user = await addPerson(app);
  stopClock();
  const old = await startSession(app, user);
  advance(5, 'm');
  const fresh = await startSession(app, user);
  advance(5, 'm');
  const list = await app.get(path, fresh.access_token);
  expect((list.body as readonly Session[]).map((each) => each.id)).toEqual([sessionId(fresh)]);
  expect(await refreshStatus(app, old)).toBe(401);
});

test('ending one session kills its tokens at once and leaves the others alone', async () => {
  await using app = await createTestApp();
  const { here, there, stranger } = await threeSessions(app);
  const answer = await app.send({
    method: 'DELETE',
    path: `${path}/${sessionId(there)}`,
    bearer: here.access_token,
  });
  expect(answer).toMatchObject({ status: 200, body: { message: 'Session ended' } });
  expect([await statusOf(app, there), await refreshStatus(app, there)]).toEqual([401, 401]);
  expect([await statusOf(app, here), await statusOf(app, stranger)]).toEqual([200, 200]);
  expect([await refreshStatus(app, here), await refreshStatus(app, stranger)]).toEqual([200, 200]);
});

test("ending one's own session by its id is a logout", async () => {
  await using app = await createTestApp();
  const { here, there } = await threeSessions(app);
  const answer = await app.send({
    method: 'DELETE',
    path: `${path}/${sessionId(here).toUpperCase()}`,
    bearer: here.access_token,
  });
  expect(answer.status).toBe(200);
  expect([await statusOf(app, here), await refreshStatus(app, here)]).toEqual([401, 401]);
  expect(await statusOf(app, there)).toBe(200);
});

test('ending all others leaves the one that asks and everybody else', async () => {
  await using app = await createTestApp();
  const { here, there, stranger } = await threeSessions(app);
  const call = { method: 'DELETE', path, bearer: here.access_token };
  const answer = await app.send(call);
  expect(answer).toMatchObject({ status: 200, body: { message: 'All other sessions ended' } });
  expect([await statusOf(app, there), await refreshStatus(app, there)]).toEqual([401, 401]);
  expect([await statusOf(app, here), await statusOf(app, stranger)]).toEqual([200, 200]);
  expect([await refreshStatus(app, here), await refreshStatus(app, stranger)]).toEqual([200, 200]);
  expect((await app.send(call)).status).toBe(200);
});

const unknownIds: readonly (readonly [string, string])[] = [
  ['is unknown', crypto.randomUUID()],
  ['is no UUID', 'current'],
  ['is a UUID without hyphens', crypto.randomUUID().replaceAll('-', '')],
  ['is not even text', '%E0%A4%A'],
  ['tries to be SQL', encodeURIComponent(`' or 1=1 --`)],
];

scenarios('ending a session', [
  ...unknownIds.map(([name, id]): Scenario => ({
    name: `is refused for an id that ${name}`,
    request: 'DELETE /api/auth/sessions',
    arrange: async (app) => {
      const { access_token: bearer } = await addSignedIn(app);
      return { bearer, path: `${path}/${id}` };
    },
    status: 404,
    code: 'session_not_found',
  })),
  {
    name: 'is refused for a session of another user, which stays active',
    request: 'DELETE /api/auth/sessions',
    arrange: async (app) => {
      const { access_token: bearer } = await addSignedIn(app, { isAdmin: true });
      return { bearer, path: `${path}/${sessionId(await addSignedIn(app))}` };
    },
    status: 404,
    code: 'session_not_found',
  },
]);
