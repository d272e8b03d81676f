// Limits and bearers are judged before a body is read: a stranger must not be able to make the server read,
// and who is over a limit hears so whatever they send. Every route is asked; a new one is covered by itself.
import { afterAll, describe, expect, test } from 'bun:test';
import { createApp } from '../../src/app.ts';
import type { NetworkLimit, RateLimits } from '../../src/io/rate-limits.ts';
import { countedBody } from '../support/counted-body.ts';
import { addSignedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';

const server = await createTestApp();
afterAll(() => server[Symbol.asyncDispose]());

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
/** What a provider posts, by way of the browser or by itself. */
const takesForms: ReadonlySet<string> = new Set([
  '/api/auth/oidc/callback',
  '/api/auth/oidc/backchannel-logout',
]);
const tooMany = 200 * 1024;

interface Route {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly guard: string | undefined;
  readonly limit: keyof RateLimits | undefined;
  readonly isUpload: boolean;
}

const routes = createApp(server.services).routes.flatMap(({ method, path, hooks }): Route[] => {
  if (method === 'GET') return [];
  const detail = (hooks.detail ?? {}) as Readonly<Record<string, unknown>>;
  return [
    {
      name: `${method} ${path}`,
      method,
      path: path
        .replace(':id', crypto.randomUUID())
        .replace(':tokenId', crypto.randomUUID())
        .replace(':provider', 'github'),
      guard: detail['x-guard'] as string | undefined,
      limit: detail['x-rate-limit'] as keyof RateLimits | undefined,
      isUpload: path.endsWith('/profile/image') && method === 'POST',
    },
  ];
});

const guarded = routes.filter(({ guard }) => guard !== undefined);
const limited = routes.filter(({ limit, guard }) => limit !== undefined && guard === undefined);
const readers = routes.filter(({ isUpload }) => !isUpload);

test('there are routes of every kind', () => {
  expect(guarded.length).toBeGreaterThan(15);
  expect(limited.length).toBeGreaterThan(6);
});

describe('a body of 200 KB with a bad bearer', () => {
  test.each(guarded)('is not read by $name', async ({ method, path }) => {
    for (const bearer of [undefined, 'garbage']) {
      const { body, taken } = countedBody(tooMany);
      const call = { method, path, headers: json, body };
      const answer = await server.send(bearer === undefined ? call : { ...call, bearer });
      expect({ status: answer.status, taken }).toEqual({ status: 401, taken: { bytes: 0 } });
    }
  });

  test.each(guarded.filter(({ guard }) => guard === 'administrator'))(
    'or one of a person who is no administrator is not read by $name',
    async ({ method, path }) => {
      const { access_token: bearer } = await addSignedIn(server);
      const { body, taken } = countedBody(tooMany);
      const answer = await server.send({ method, path, bearer, headers: json, body });
      expect({ status: answer.status, taken }).toEqual({ status: 403, taken: { bytes: 0 } });
    },
  );
});

/** Uses up what the callers without an address, who share a key, may do. */
async function exhaust(limit: NetworkLimit): Promise<void> {
  const isAllowed = () =>
    limit.count({ network: 'unknown', area: null }).then(
      () => true,
      () => false,
    );
  while (await isAllowed());
}

describe('a body of 200 KB over the limit', () => {
  test.each(limited)('is not read by $name', async ({ method, path, limit = 'login' }) => {
    await using app = await createTestApp();
    await exhaust(app.services.limits[limit] as NetworkLimit);
    const { body, taken } = countedBody(tooMany);
    const answer = await app.send({ method, path, headers: json, body });
    expect({ status: answer.status, taken }).toEqual({ status: 429, taken: { bytes: 0 } });
  });

  test.each(limited)('nor is one in a wrong type by $name', async ({ method, path, limit }) => {
    await using app = await createTestApp();
    await exhaust(app.services.limits[limit ?? 'login'] as NetworkLimit);
    const headers = { 'content-type': 'text/plain' };
    expect((await app.send({ method, path, headers, body: 'x' })).status).toBe(429);
  });

  test('counts once, not again when its body is read', async () => {
    await using app = await createTestApp();
    let count = 0;
    while ((await app.post('/api/auth/register', {})).status !== 429) count++;
    expect(count).toBe(100);
  });
});

describe('a body of 200 KB by a caller who may call', () => {
  test.each(readers)('is refused by $name before it is read whole', async ({ method, path }) => {
    const { access_token: bearer } = await addSignedIn(server, { isAdmin: true });
    const { body, taken } = countedBody(20 * tooMany);
    const headers = takesForms.has(path) ? form : json;
    const answer = await server.send({ method, path, bearer, headers, body });
    expect(answer.status).toBe(413);
    expect(taken.bytes).toBeLessThan(tooMany);
  });
});
