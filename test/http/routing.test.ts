import { describe, expect, test } from 'bun:test';
import { documentation } from '../support/documentation.ts';
import { addSignedIn } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp } from '../support/test-app.ts';

const unknown = [
  '/nope',
  '/api',
  '/api/auth',
  '/api/auth/nope',
  '/api/auth/login/extra',
  '/api/auth/me%00',
  '/api/auth/%2e%2e/me',
  '/api/admin',
  '/.env',
  '//api/auth/me',
  '/api//auth/registration-mode',
  '/api/auth/registration-mode//',
  '/admin//users',
  '/openapi-source',
  '/swagger-page',
] as const;

scenarios(
  'an unknown address',
  unknown.flatMap((path): readonly Scenario[] => [
    { name: `is not found: ${path}`, request: `GET ${path}`, status: 404, code: 'not_found' },
    {
      name: `is not found rather than forbidden for a bad bearer: ${path}`,
      request: `POST ${path}`,
      bearer: 'nonsense',
      json: {},
      status: 404,
      code: 'not_found',
    },
  ]),
);

const methods: readonly (readonly [string, string])[] = [
  ['/api/health', 'GET, HEAD, OPTIONS'],
  ['/health/live', 'GET, HEAD, OPTIONS'],
  ['/health/ready', 'GET, HEAD, OPTIONS'],
  ['/api/auth/registration-mode', 'GET, HEAD, OPTIONS'],
  ['/api/auth/register', 'OPTIONS, POST'],
  ['/api/auth/login', 'OPTIONS, POST'],
  ['/api/auth/refresh', 'OPTIONS, POST'],
  ['/api/auth/logout', 'OPTIONS, POST'],
  ['/api/auth/me', 'GET, HEAD, OPTIONS'],
  ['/api/auth/sessions', 'DELETE, GET, HEAD, OPTIONS'],
  [`/api/auth/sessions/${crypto.randomUUID()}`, 'DELETE, OPTIONS'],
];

scenarios(
  'a known address',
  methods.flatMap(([path, allow]): readonly Scenario[] => [
    {
      name: `${path.replace(/[0-9a-f-]{36}/, '{id}')} says which methods it has when asked with another`,
      request: `PUT /${path.slice(1)}`,
      json: {},
      status: 405,
      code: 'method_not_allowed',
      expectHeaders: { allow },
    },
    {
      name: `${path.replace(/[0-9a-f-]{36}/, '{id}')} says which methods it has when asked for them`,
      request: `OPTIONS /${path.slice(1)}`,
      status: 204,
      expectHeaders: { allow, 'access-control-allow-origin': null },
    },
  ]),
);

scenarios('asking in advance', [
  {
    name: 'for what an unknown address allows is not found',
    request: 'OPTIONS /api/auth/nope',
    status: 404,
    code: 'not_found',
  },
  {
    name: 'by HEAD where there is only POST is refused',
    request: 'HEAD /api/auth/login',
    arrange: async (app) => {
      app.listen();
    },
    status: 405,
    expectHeaders: { allow: 'OPTIONS, POST' },
  },
]);

test('every documented address refuses every method it does not have', async () => {
  await using app = await createTestApp();
  const { paths } = await documentation();
  for (const [path, operations] of Object.entries(paths)) {
    // PATCH /users/pending is PATCH /users/{id} with a strange id, GET /users/disable is GET /users/{id}, and
    // GET /oauth/exchange names a strange provider: no method is missing there.
    if (/\/users\/(?:pending|disable|enable|delete)$|\/oauth\/exchange$/.test(path)) continue;
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      if (method.toLowerCase() in operations) continue;
      const answer = await app.send({ method, path: path.replace('{id}', crypto.randomUUID()) });
      expect([method, path, answer.status]).toEqual([method, path, 405]);
      const allow = answer.headers.get('allow')?.toLowerCase().split(', ');
      expect(allow).toEqual(expect.arrayContaining(Object.keys(operations)));
    }
  }
});

describe('HEAD', () => {
  test.each(['/api/health', '/api/auth/registration-mode', '/api/auth/me', '/api/auth/sessions'])(
    'of %s has the headers of GET and no body, over a socket too',
    async (path) => {
      await using app = await createTestApp();
      const { access_token: bearer } = await addSignedIn(app);
      app.listen();
      const [get, head] = [
        await app.get(path, bearer),
        await app.send({ method: 'HEAD', path, bearer }),
      ];
      expect(head.status).toBe(get.status);
      expect(head.text).toBe('');
      for (const name of ['content-type', 'content-length', 'cache-control']) {
        expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)]);
      }
    },
  );
});

const strayAddress =
  '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200';

scenarios('the address that password managers know', [
  {
    name: 'leads to the page that changes a password',
    request: 'GET /.well-known/change-password',
    status: 302,
    expectHeaders: { location: '/account' },
  },
  {
    name: 'leads there with HEAD too',
    request: 'HEAD /.well-known/change-password',
    status: 302,
    expectHeaders: { location: '/account' },
  },
  {
    name: 'leads to a page that is served without a session, which then leads through the sign-in',
    request: 'GET /account',
    headers: { accept: 'text/html' },
    status: 200,
    contains: ['<!doctype html>'],
  },
  // The address by which a password manager checks that the server does not answer 200 to everything.
  {
    name: 'is believed, because an address that should not exist is 404 to a browser',
    request: `GET ${strayAddress}`,
    headers: { accept: 'text/html' },
    status: 404,
  },
  {
    name: 'is believed, because an address that should not exist is 404 to a program',
    request: `GET ${strayAddress}`,
    status: 404,
    code: 'not_found',
  },
]);
