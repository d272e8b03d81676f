// The surface of the server: what a stranger reaches, and that the documentation says so. A guard that was
// forgotten, or stands where it does not bite, is found here whatever else is tested.
import { afterAll, describe, expect, test } from 'bun:test';
import { createApp } from '../src/app.ts';
import { documentation } from './support/documentation.ts';
import { addSignedIn } from './support/people.ts';
import { publicRoutes, takesBearer } from './support/public-routes.ts';
import { type Call, createTestApp } from './support/test-app.ts';

/**
 * What an API token opens beside the GETs under /api/admin, and with which scope. Another line here is a decision:
 * a script with the token may do this in its owner's name, without a recent sign-in.
 */
const openToTokens: Readonly<Record<string, string>> = {
  'GET /api/auth/me': 'me',
  'GET /auth/me': 'me',
  'PATCH /api/auth/profile': 'profile',
  'POST /api/auth/profile/image': 'profile',
  'DELETE /api/auth/profile/image': 'profile',
  'POST /api/admin/users': 'admin:users',
  'PATCH /api/admin/users/:id': 'admin:users',
  'POST /api/admin/users/:id/approve': 'admin:users',
  'POST /api/admin/users/:id/reject': 'admin:users',
  'DELETE /api/admin/users/:id/sessions': 'admin:users',
  'POST /api/admin/users/pending/approve': 'admin:users',
  'POST /api/admin/users/pending/reject': 'admin:users',
  'POST /api/admin/users/disable': 'admin:users',
  'POST /api/admin/users/enable': 'admin:users',
  'PUT /api/admin/users/:id/groups': 'admin:users',
  'POST /api/admin/invitations': 'admin:users',
  'DELETE /api/admin/invitations/:id': 'admin:users',
};

/** The GETs under /api/admin that no API token opens: what they read belongs to a session. */
const readsOfSessions: ReadonlySet<string> = new Set(['GET /api/admin/settings/oidc/sign-in-test']);

/** Routes for browsers that are in no document. */
const pages =
  /^GET \/(?:(?:docs|admin|assets|app\/callback)(?:\/.*)?|brand\.css|brand\/logo(?:-dark)?|login|register|forgot-password|link|account|\.well-known\/change-password|\*)?$/;

const server = await createTestApp({ DOCS: 'admin' });
afterAll(() => server[Symbol.asyncDispose]());

const routes = createApp(server.services).routes.map(({ method, path }) => `${method} ${path}`);
const guarded = routes.filter((route) => !publicRoutes.has(route));
const { paths } = await documentation();
const operations = new Map<string, (typeof paths)[string][string]>(
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [routeName(method, path), operation]),
  ),
);

const form = '--x\r\nContent-Disposition: form-data; name="image"\r\n\r\nno image\r\n--x--\r\n';
const json = { 'content-type': 'application/json' };

/** Ways to ask that validation, parsing or a missing row would refuse, if the guard did not speak first. */
const askings: readonly (readonly [string, Omit<Call, 'path'>])[] = [
  ['plainly', {}],
  ['with an empty object', { json: {} }],
  ['with fields of the wrong type', { json: { email: [], password: {}, name: 1, isAdmin: 'yes' } }],
  ['with a list', { json: [] }],
  ['with broken JSON', { body: '{"name":', headers: json }],
  ['with another type', { body: 'name=Ada', headers: { 'content-type': 'text/plain' } }],
  ['with a form', { body: form, headers: { 'content-type': 'multipart/form-data; boundary=x' } }],
  ['with too much', { body: `"${'a'.repeat(1024 * 1024)}"`, headers: json }],
];

describe.each(guarded)('without a good bearer %s answers 401', (route) => {
  const [method = '', pattern = ''] = route.split(' ');
  const calls = askings.filter(([, { json: value, body }]) =>
    method === 'GET' ? value === undefined && body === undefined : true,
  );

  test.each(calls)('asked %s', async (_, asking) => {
    for (const path of spellings(pattern)) {
      const call = { ...asking, method, path };
      await refused(call, 'authentication_required');
      await refused({ ...call, bearer: 'garbage' }, 'invalid_token');
    }
  });

  test('whatever bearer is sent', async () => {
    const [path = ''] = spellings(pattern);
    for (const authorization of ['', 'Bearer', 'Basic YTpi', 'bearer: x', 'Token x']) {
      await refused({ method, path, headers: { authorization } }, 'authentication_required');
    }
    await refused({ method, path: `${path}?access_token=x&token=x` }, 'authentication_required');
  });
});

test.each(guarded.filter((route) => route.startsWith('GET ')))(
  'HEAD is guarded like %s',
  async (route) => {
    const [path = ''] = spellings(route.slice(4));
    expect((await server.send({ method: 'HEAD', path })).status).toBe(401);
  },
);

test.each(guarded.filter((route) => guardOf(route) === 'administrator'))(
  'a user who is no administrator gets 403 from %s, whatever they send',
  async (route) => {
    const [method = '', pattern = ''] = route.split(' ');
    const { access_token: bearer } = await addSignedIn(server);
    for (const path of spellings(pattern)) {
      const answer = await server.send({ method, path, bearer });
      expect(answer.body).toMatchObject({ statusCode: 403, code: 'admin_required' });
    }
  },
);

describe('the documentation and the routes agree', () => {
  test('every public route exists', () => {
    expect([...publicRoutes].filter((route) => !routes.includes(route))).toEqual([]);
  });

  test('every route is documented, but for the pages', () => {
    const hidden = routes.filter((route) => !operations.has(route));
    expect(hidden.filter((route) => !pages.test(route))).toEqual([]);
  });

  test('every documented operation is a route', () => {
    expect([...operations.keys()].filter((route) => !routes.includes(route))).toEqual([]);
  });

  test('API tokens open what the list says, and every GET under /api/admin that reads no session', () => {
    const reads = [...operations.keys()].filter(
      (route) => route.startsWith('GET /api/admin/') && !readsOfSessions.has(route),
    );
    expect(reads.length).toBeGreaterThan(10);
    const open = [...operations].flatMap(([route, operation]) =>
      operation['x-scope'] === undefined ? [] : [[route, operation['x-scope']]],
    );
    expect(Object.fromEntries(open)).toEqual({
      ...Object.fromEntries(reads.map((route) => [route, 'admin:read'])),
      ...openToTokens,
    });
  });

  test.each([...operations])('%s shows its scope as a security requirement', (_, operation) => {
    const tokens = (operation.security as readonly object[]).filter((each) => 'apiToken' in each);
    const scope = operation['x-scope'];
    expect(tokens).toEqual(scope === undefined ? [] : [{ apiToken: [scope] }]);
  });

  test.each([...operations])('%s shows a guard exactly when it has one', (route, operation) => {
    const isGuarded = !publicRoutes.has(route);
    expect('x-guard' in operation).toBe(isGuarded);
    const choices = operation.security as readonly object[];
    if (isGuarded) {
      expect(choices.length).toBeGreaterThan(0);
      for (const choice of choices) expect(Object.keys(choice)).toHaveLength(1);
    } else {
      expect(choices).toEqual(takesBearer.has(route) ? [{ accessToken: [] }, {}] : []);
    }
  });
});

/** The pages are in no document; the one that is guarded here is for administrators. */
function guardOf(route: string): string | undefined {
  return pages.test(route) ? 'administrator' : operations.get(route)?.['x-guard'];
}

/** The path with an unknown id, and with a text that is no id. */
function spellings(pattern: string): readonly string[] {
  const fill = (value: string) => pattern.replaceAll(/:\w+\??/g, value).replace('*', value);
  return [...new Set([fill('0190f3a4-7c1e-7d3b-9b52-3f1c2a6e8d10'), fill('%00'), fill('x')])];
}

async function refused(call: Call, code: string): Promise<void> {
  const { status, body } = await server.send(call);
  const inDialect = call.path.startsWith('/auth/');
  const refusal = inDialect
    ? { detail: 'Could not validate credentials' }
    : { statusCode: 401, code };
  expect({ call: [call.method, call.path], status, body }).toMatchObject({
    status: 401,
    body: refusal,
  });
}

/** As the router spells it. */
function routeName(method: string, path: string): string {
  return `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
}
