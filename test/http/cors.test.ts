import { describe, expect, test } from 'bun:test';
import { addPerson, password } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { type Call, createTestApp } from '../support/test-app.ts';

const ours = 'https://app.example.com';
const env = { CORS_ORIGINS: `${ours},http://localhost:8080` };
const silent = {
  'access-control-allow-origin': null,
  'access-control-allow-methods': null,
  'access-control-allow-headers': null,
  'access-control-expose-headers': null,
  'access-control-allow-credentials': null,
};
const readable = {
  'access-control-allow-origin': ours,
  'access-control-expose-headers': 'x-request-id, retry-after, www-authenticate',
  'access-control-allow-credentials': null,
  vary: 'Origin',
};

const allowedHeaders = [
  'authorization',
  'content-type',
  'accept-language',
  'x-requested-with',
  'traceparent',
  'tracestate',
  'baggage',
  'sentry-trace',
];

const foreign = [
  'https://evil.example',
  'https://app.example.com.evil.example',
  'https://evilapp.example.com',
  'http://app.example.com',
  'https://app.example.com:8443',
  'https://app.example.com/',
  'https://APP.example.com',
  'http://localhost:8081',
  'null',
  '*',
];

scenarios('a page of another origin', [
  {
    name: 'may read nothing when no origin is allowed',
    request: 'GET /api/health',
    headers: { origin: ours },
    status: 200,
    expectHeaders: { ...silent, vary: null },
  },
  {
    name: 'gets no preflight headers when no origin is allowed',
    request: 'OPTIONS /api/auth/login',
    headers: { origin: ours, 'access-control-request-method': 'POST' },
    status: 204,
    expectHeaders: silent,
  },
  ...foreign.flatMap((origin): readonly Scenario[] => [
    {
      name: `may read nothing when it is not on the list: ${origin}`,
      request: 'GET /api/health',
      env,
      headers: { origin },
      status: 200,
      expectHeaders: { ...silent, vary: 'Origin' },
    },
    {
      name: `gets no preflight headers when it is not on the list: ${origin}`,
      request: 'OPTIONS /api/auth/login',
      env,
      headers: { origin, 'access-control-request-method': 'POST' },
      status: 204,
      expectHeaders: { ...silent, vary: 'Origin' },
    },
  ]),
  {
    name: 'may read answers when it is on the list, without cookies',
    request: 'GET /api/health',
    env,
    headers: { origin: ours },
    status: 200,
    expectHeaders: readable,
  },
  {
    name: 'may read refusals too',
    request: 'GET /api/auth/me',
    env,
    headers: { origin: ours },
    status: 401,
    code: 'authentication_required',
    expectHeaders: readable,
  },
  {
    name: 'may read that an address is unknown',
    request: 'GET /api/auth/nope',
    env,
    headers: { origin: ours },
    status: 404,
    code: 'not_found',
    expectHeaders: readable,
  },
  {
    name: 'gets the preflight headers for what it may send',
    request: 'OPTIONS /api/auth/sessions',
    env,
    headers: {
      origin: ours,
      'access-control-request-method': 'DELETE',
      'access-control-request-headers': 'authorization',
    },
    status: 204,
    expectHeaders: {
      ...readable,
      'access-control-allow-methods': 'DELETE, GET, HEAD, OPTIONS',
      'access-control-allow-headers': allowedHeaders.join(', '),
      'access-control-max-age': '600',
    },
  },
]);

function readableBy(origin: string) {
  return { ...readable, 'access-control-allow-origin': origin };
}

const silentToOthers = { ...silent, vary: 'Origin' };

const appOrigins = [
  'capacitor://localhost',
  'ionic://localhost',
  'tauri://localhost',
  'app://.',
  'http://localhost',
];

scenarios('an app whose pages have a scheme of their own', [
  ...appOrigins.map((origin): Scenario => ({
    name: `may read answers when it is on the list: ${origin}`,
    request: 'GET /api/health',
    env: { CORS_ORIGINS: appOrigins.join() },
    headers: { origin },
    status: 200,
    expectHeaders: readableBy(origin),
  })),
  ...appOrigins
    .flatMap((origin) => [`${origin}.evil.example`, `x${origin}`, `${origin}:1`])
    .map((origin): Scenario => ({
      name: `may read nothing when it is not on the list: ${origin}`,
      request: 'GET /api/health',
      env: { CORS_ORIGINS: appOrigins.join() },
      headers: { origin },
      status: 200,
      expectHeaders: silentToOthers,
    })),
]);

const otherwiseWritten = [
  'CAPACITOR://localhost',
  'capacitor://LOCALHOST',
  'capacitor://localhost/',
  'capacitor://',
  'capacitor:localhost',
  'ionic://localhost.',
  'app://..',
  'app://',
  'https://localhost',
];

describe('a preflight over the network', () => {
  test.each([ours, ...appOrigins])('of %s may send every header on the list', async (origin) => {
    await using app = await createTestApp({ CORS_ORIGINS: [ours, ...appOrigins].join() });
    app.listen();
    for (const [path, method] of preflights) {
      const answer = await app.send(preflight({ origin, path, method }));
      expect({ status: answer.status, text: answer.text }).toEqual({ status: 204, text: '' });
      const told = (name: string) => answer.headers.get(`access-control-${name}`);
      expect(told('allow-origin')).toBe(origin);
      expect(told('allow-methods')?.split(', ')).toContain(method);
      expect(told('allow-headers')).toBe(allowedHeaders.join(', '));
      expect(told('max-age')).toBe('600');
      expect(told('allow-credentials')).toBeNull();
      expect(answer.headers.get('vary')).toBe('Origin');
    }
  });

  test.each([...foreign, ...otherwiseWritten])('of %s is told nothing', async (origin) => {
    await using app = await createTestApp({ CORS_ORIGINS: [ours, ...appOrigins].join() });
    app.listen();
    for (const [path, method] of preflights) {
      const answer = await app.send(preflight({ origin, path, method }));
      const names = [...answer.headers.keys()].filter((name) => name.startsWith('access-control'));
      expect({ status: answer.status, names }).toEqual({ status: 204, names: [] });
    }
  });

  test('lets an app read why its sign-in was refused, and how long to wait', async () => {
    await using app = await createTestApp({ CORS_ORIGINS: appOrigins.join() });
    app.listen();
    const headers = { origin: 'capacitor://localhost', authorization: 'Bearer x' };
    const refused = await app.send({ path: '/api/auth/me', headers });
    const exposed = refused.headers.get('access-control-expose-headers')?.split(', ') ?? [];
    expect(refused.status).toBe(401);
    for (const name of ['x-request-id', 'www-authenticate']) {
      expect({ name, isExposed: exposed.includes(name), value: refused.headers.get(name) }).toEqual(
        { name, isExposed: true, value: expect.any(String) },
      );
    }
    expect(exposed).toContain('retry-after');
  });
});

const preflights = [
  ['/api/auth/login', 'POST'],
  ['/api/auth/me', 'GET'],
  ['/api/auth/profile', 'PATCH'],
  ['/api/auth/profile/image', 'DELETE'],
] as const;

interface Preflight {
  readonly origin: string;
  readonly path: string;
  readonly method: string;
}

function preflight({ origin, path, method }: Preflight): Call {
  const headers = {
    origin,
    'access-control-request-method': method,
    'access-control-request-headers': allowedHeaders.toSorted().join(),
  };
  return { method: 'OPTIONS', path, headers };
}

test('a program without an origin is served as ever', async () => {
  await using app = await createTestApp(env);
  await addPerson(app, { email: 'grace@example.com' });
  const answer = await app.post('/api/auth/login', { email: 'grace@example.com', password });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  expect(answer.headers.get('vary')).toBe('Origin');
});
