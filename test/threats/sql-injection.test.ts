// T48: text from outside is a value and never a part of a statement.
import { afterAll, describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { addSignedIn } from '../support/people.ts';
import { codeOf, readSources } from '../support/architecture/source-tree.ts';
import { type Call, createTestApp } from '../support/test-app.ts';

const app = await createTestApp({ RATE_LIMIT: 'off' });
const admin = await addSignedIn(app, { email: 'ada@example.com', isAdmin: true });
const grace = await addSignedIn(app, { email: 'grace@example.com', name: 'Grace' });
afterAll(() => app[Symbol.asyncDispose]());
const bearer = admin.access_token;

const texts = [
  `' or '1'='1`,
  `' or 1=1 --`,
  `'; drop table users; --`,
  `" or ""="`,
  `') union select password_hash from users --`,
  `x' and (select randomblob(1000000000)) --`,
  `1; update users set is_admin = 1`,
  `%' or email like '%`,
  `\\' or 1=1 --`,
  `$1`,
  `?`,
  `:email`,
  `@email`,
  `0x27204f5220`,
  `'||(select password_hash from users limit 1)||'`,
  `grace@example.com' --`,
];

const doors: readonly (readonly [string, (text: string) => Call])[] = [
  ['the address of a sign-in', (email) => post('login', { email, password: 'some password' })],
  [
    'the password of a sign-in',
    (password) => post('login', { email: 'ada@example.com', password }),
  ],
  ['a refresh token', (refreshToken) => post('refresh', { refreshToken })],
  ['a login code', (code) => post('oauth/exchange', { code })],
  ['a state', (text) => ({ path: `/api/auth/oauth/github/callback?state=${encoded(text)}` })],
  [
    'a bearer',
    (text) => ({ path: '/api/auth/me', bearer: `ak_${text}`.replaceAll(/\s/g, '/**/') }),
  ],
  ['an id of a session', (id) => ask('DELETE', `/api/auth/sessions/${encoded(id)}`)],
  ['an id of a person', (id) => ask('DELETE', `/api/admin/users/${encoded(id)}`)],
  ['a status', (text) => ask('GET', `/api/admin/users?status=${encoded(text)}`)],
  ['a number to take', (text) => ask('GET', `/api/admin/users?take=${encoded(text)}`)],
  ['an event', (text) => ask('GET', `/api/admin/audit?event=${encoded(text)}`)],
  ['a person of the log', (text) => ask('GET', `/api/admin/audit?user=${encoded(text)}`)],
  ['a mode', (mode) => ({ ...ask('PATCH', '/api/admin/settings/registration'), json: { mode } })],
];

describe.each([...doors])('a statement in %s', (_, call) => {
  test.each(texts)('opens and changes nothing: %s', async (text) => {
    const before = await app.snapshot();
    const worked = process.cpuUsage();
    const answer = await app.send(call(text));
    expect(answer.status).toBeWithin(200, 500);
    if (answer.status < 300) expect(answer.body).toMatchObject({ total: 0 });
    expect(answer.text).not.toMatch(/sqlite|syntax|\$2[aby]\$|select/i);
    const { user, system } = process.cpuUsage(worked);
    // Microseconds of work: a statement that was carried out would take many seconds.
    expect(user + system).toBeLessThan(5_000_000);
    expect(await app.snapshot()).toEqual(before);
  });
});

describe('a statement in a text that is kept', () => {
  test.each(texts)('is kept to the letter, and found by it alone: %s', async (name) => {
    const path = `/api/admin/users/${formatId(grace.user.id)}`;
    const changed = await app.send({ method: 'PATCH', path, json: { name }, bearer });
    expect(changed).toMatchObject({ status: 200, body: { name } });
    const found = await app.get(`/api/admin/users?search=${encoded(name)}`, bearer);
    const { users } = found.body as { readonly users: readonly { readonly name: string }[] };
    expect(users.map((user) => user.name)).toContain(name);
    for (const user of users) expect(user.name.toLowerCase()).toContain(name.toLowerCase());
  });
});

test('no source puts a text into a statement', async () => {
  const unsafe =
    /\bsql\.raw\(|\bCompiledQuery\.raw\((?!')|\bsql\.lit\((?!\d+\))|\.(?:key|at)\((?=[^)]*input)/;
  const sources = await readSources();
  const found = sources.filter((file) => file.path.endsWith('.ts') && unsafe.test(codeOf(file)));
  expect(sources.length).toBeGreaterThan(100);
  // It joins the text of a compiled query to its values, which stay placeholders.
  expect(found.map(({ path }) => path)).toEqual(['src/db/postgres/look-ups.ts']);
});

function post(path: string, json: object): Call {
  return { method: 'POST', path: `/api/auth/${path}`, json };
}

function ask(method: string, path: string): Call {
  return { method, path, bearer };
}

function encoded(text: string): string {
  return encodeURIComponent(text);
}
