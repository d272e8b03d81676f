// Every route that asks for a token is closed to people who must choose a new password, but for the listed ones.
import { afterAll, describe, expect, test } from 'bun:test';
import { createApp } from '../src/app.ts';
import { documentation } from './support/documentation.ts';
import { addSignedIn } from './support/people.ts';
import { type Call, createTestApp } from './support/test-app.ts';

/** What a session opens before that; /refresh and /logout are public. Another line here is a decision. */
const open: ReadonlySet<string> = new Set([
  'GET /api/auth/me',
  'POST /api/auth/change-password',
  'POST /auth/logout',
]);

const server = await createTestApp({ DOCS: 'admin' });
afterAll(() => server[Symbol.asyncDispose]());

const routes = createApp(server.services).routes.map(({ method, path }) => `${method} ${path}`);
const guarded: string[] = [];
for (const route of routes) if (await asksForToken(route)) guarded.push(route);

async function asksForToken(route: string): Promise<boolean> {
  const { status, body } = await server.send(callOf(route));
  const { code, detail } = (body ?? {}) as { readonly code?: string; readonly detail?: string };
  const isRefusal = code === 'authentication_required' || /credentials/.test(detail ?? '');
  return status === 401 && isRefusal;
}

function callOf(route: string, id = '0190f3a4-7c1e-7d3b-9b52-3f1c2a6e8d10'): Call {
  const [method = '', pattern = ''] = route.split(' ');
  return { method, path: pattern.replaceAll(/:\w+\??/g, id).replace('*', id) };
}

const headers = { 'content-type': 'application/json' };

/** Ways to ask that validation or parsing would refuse, if the guard did not speak first. */
const askings: readonly Omit<Call, 'path'>[] = [
  { json: {} },
  { json: { email: [], newPassword: {} } },
  { body: '{"name":', headers },
];

test('there are guarded routes of every kind among those that are found', () => {
  expect(guarded.length).toBeGreaterThan(60);
  for (const route of ['GET /docs/json', 'GET /auth/me', 'PATCH /api/auth/profile', ...open]) {
    expect(guarded).toContain(route);
  }
});

describe.each([
  ['a person', false],
  ['an administrator', true],
] as const)('%s with a temporary password', (_, isAdmin) => {
  test.each(guarded.filter((route) => !open.has(route)))(
    'gets 403 from %s, whatever they send',
    async (route) => {
      const { access_token: bearer } = await addSignedIn(server, {
        isAdmin,
        mustChangePassword: true,
      });
      for (const id of [undefined, 'x']) {
        const call = { ...callOf(route, id), bearer };
        await refused(call);
        if (call.method === 'GET') continue;
        for (const asking of askings) await refused({ ...call, ...asking });
      }
    },
  );
});

async function refused(call: Call): Promise<void> {
  const { status, body } = await server.send(call);
  const refusal = call.path.startsWith('/auth/')
    ? { detail: 'Please choose a new password.' }
    : { code: 'password_change_required' };
  expect({ path: call.path, status, body }).toMatchObject({ status: 403, body: refusal });
}

test('the document names the routes that are open', async () => {
  const { paths } = await documentation();
  const marked = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      operation['x-password-change'] === true ? [`${method.toUpperCase()} ${path}`] : [],
    ),
  );
  expect(marked.toSorted()).toEqual([...open].toSorted());
});
