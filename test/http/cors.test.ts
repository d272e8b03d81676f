import { expect, test } from 'bun:test';
import { addPerson, password } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp } from '../support/test-app.ts';

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
  'access-control-expose-headers': 'X-Request-Id, Retry-After',
  'access-control-allow-credentials': null,
  vary: 'Origin',
};

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
      'access-control-allow-headers': 'Authorization, Content-Type',
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

test('a program without an origin is served as ever', async () => {
  await using app = await createTestApp(env);
  await addPerson(app, { email: 'grace@example.com' });
  const answer = await app.post('/api/auth/login', { email: 'grace@example.com', password });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  expect(answer.headers.get('vary')).toBe('Origin');
});
