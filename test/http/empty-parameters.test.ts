// An address with nothing, or nonsense, where a name or an id belongs never means what stands above it.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { createApp } from '../../src/app.ts';
import { sendRaw } from '../fuzz/raw-http.ts';
import { addIdentity, addSignedIn, startSession } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';

const app = await createTestApp({ RATE_LIMIT: 'off' });
const ada = await addSignedIn(app, { isAdmin: true });
const { port } = new URL(app.listen());
afterAll(() => app[Symbol.asyncDispose]());

// Something to lose, whatever is done by mistake.
beforeAll(async () => {
  await addIdentity(app, ada.user, 'github');
  await startSession(app, ada.user);
  await addSignedIn(app);
});

const routes = createApp(app.services)
  .routes.map(({ method, path }) => `${method} ${path}`)
  .filter((route) => route.includes(':'));

const values = [
  ['nothing', ''],
  ['a slash', '%2F'],
  ['a null byte', '%00'],
  ['the folder above', '..'],
  ['the folder above in hex', '%2e%2e'],
  ['the same folder', '.'],
  ['a user and the folder above', 'x/..'],
  ['a space', '%20'],
  ['half a percent sign', '%'],
  ['a question', '?id=x'],
  ['a fragment', '#x'],
  ['a backslash', '\\'],
  ['a very long one', 'x'.repeat(5000)],
] as const;

/** What every route above would take: a valid body for whatever it does. */
const body = JSON.stringify({
  email: 'eve@example.com',
  password: 'correct horse battery',
  name: 'Eve',
  mode: 'disabled',
});

async function ask(method: string, path: string): Promise<number> {
  const head = [
    `${method} ${path} HTTP/1.1`,
    'Host: localhost:3000',
    `Authorization: Bearer ${ada.access_token}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ].join('\r\n');
  const { text } = await sendRaw(Number(port), `${head}\r\n\r\n${body}`);
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1]);
}

test('there are routes that want a name or an id', () => {
  expect(routes).toContain('DELETE /api/auth/sessions/:id');
  expect(routes.length).toBeGreaterThan(15);
});

describe.each(routes)('%s is not what stands above it with', (route) => {
  const [method = '', pattern = ''] = route.split(' ');

  test.each(values)('%s in place of the name', async (_, value) => {
    const before = await app.snapshot();
    const status = await ask(
      method,
      pattern.replace(/:\w+/, () => value),
    );
    expect([400, 404, 405]).toContain(status);
    expect(await app.snapshot()).toEqual(before);
  });
});

describe('a slash too many', () => {
  const empty = [
    ['DELETE', '/api/auth/sessions/'],
    ['GET', '/api/admin/users/'],
    ['POST', '/api/admin/users/'],
    ['GET', '/api/admin/settings/providers/'],
    ['GET', '/api/auth/oauth/'],
    ['OPTIONS', '/api/auth/sessions/'],
    ['DELETE', '/api/auth/sessions/?id=x'],
    ['DELETE', '/api/auth/sessions\\'],
  ] as const;

  test.each(empty)('is not found where an id belongs: %s %s', async (method, path) => {
    expect(await ask(method, path)).toBe(404);
  });

  const harmless = [
    ['GET', '/api/auth/me/'],
    ['GET', '/api/health/'],
    ['GET', '/login/'],
    ['GET', '/admin/'],
    ['GET', '/docs/'],
    ['GET', '/auth/me/'],
    ['GET', '/api/admin/users?search=/'],
  ] as const;

  test.each(harmless)('is passed over elsewhere: %s %s', async (method, path) => {
    expect(await ask(method, path)).toBe(200);
  });
});

test('a program of HTTP/1.0 without a host ends nothing without an id either', async () => {
  const before = await app.snapshot();
  const head = `DELETE /api/auth/sessions/ HTTP/1.0\r\nAuthorization: Bearer ${ada.access_token}`;
  const { text } = await sendRaw(Number(port), `${head}\r\n\r\n`);
  expect(text).toStartWith('HTTP/1.1 404 ');
  expect(await app.snapshot()).toEqual(before);
});
