import { describe, expect, test } from 'bun:test';
import { namedProviders } from '../../src/core/providers/registry.ts';
import type { ListedUser } from '../../src/features/admin/settings/schema.ts';
import { addIdentity, addPerson, password } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { addAdmin, asAdmin } from './administrator.ts';

const oneOfTheProviders = `provider must be local, oidc, ${namedProviders.join(', ')}`.replace(
  /, (\w+)$/,
  ' or $1',
);

const sorts = 'name, -name, email, -email, createdAt, -createdAt, lastLoginAt or -lastLoginAt';

interface Page {
  readonly users: readonly ListedUser[];
  readonly total: number;
  readonly skip: number;
  readonly take: number;
}

const people = [
  ['ada@example.com', 'Ada Lovelace'],
  ['grace@navy.example', 'Grace Hopper'],
  ['100%@example.com', 'Percy Cent'],
  ['under_score@example.com', 'Una Score'],
  ['back@example.com', String.raw`Back \ Slash`],
  ['quote@example.com', "Miles O'Brien"],
  ['aerzte@example.com', 'Änne Österreich'],
  ['ida@bücher.example', 'Ida Noddack'],
] as const;

async function withPeople(app: TestApp) {
  for (const [email, name] of people) await addPerson(app, { email, name });
}

const searches: readonly (readonly [string, readonly string[]])[] = [
  ['ada', ['ada@example.com']],
  ['LOVELACE', ['ada@example.com']],
  ['  lace  ', ['ada@example.com']],
  ['Ada Love', ['ada@example.com']],
  ['NAVY.Example', ['grace@navy.example']],
  ['%', ['100%@example.com']],
  ['_', ['under_score@example.com']],
  ['\\', ['back@example.com']],
  ["o'b", ['quote@example.com']],
  ["' or 1=1 --", []],
  ['Änne', ['aerzte@example.com']],
  ['änne', ['aerzte@example.com']],
  ['österreich', ['aerzte@example.com']],
  ['ÄNNE', ['aerzte@example.com']],
  ['bücher', ['ida@bücher.example']],
  ['xn--bcher-kva', ['ida@bücher.example']],
  ['a%a', []],
  ['a_a', []],
  ['nobody', []],
];

test('a search finds part of a name or an address, whatever the case, and takes every sign literally', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  await withPeople(app);
  for (const [search, emails] of searches) {
    const answer = await admin.ask('GET', `/users?search=${encodeURIComponent(search)}`);
    const { users, total } = answer.body as Page;
    expect([search, users.map((user) => user.email), total]).toEqual([
      search,
      [...emails],
      emails.length,
    ]);
  }
});

test('a search of nothing finds everybody', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  await withPeople(app);
  for (const query of ['', '?search=', '?search=%20%20']) {
    const answer = await admin.ask('GET', `/users${query}`);
    expect((answer.body as Page).total).toBe(people.length + 1);
  }
});

test('people can be listed by status, also within a search', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  for (const status of ['active', 'pending', 'disabled'] as const) {
    for (const name of ['Ada', 'Grace']) {
      await addPerson(app, { email: `${name}-${status}@example.com`, name, status });
    }
  }
  for (const [query, total] of [
    ['status=pending', 2],
    ['status=disabled', 2],
    ['status=active', 3],
    ['status=pending&search=grace', 1],
  ] as const) {
    const page = (await admin.ask('GET', `/users?${query}`)).body as Page;
    expect([query, page.total, page.users.length]).toEqual([query, total, total]);
    expect(page.users.every((user) => query.includes(user.status))).toBeTrue();
  }
});

test('pages follow each other, newest first, and each says how many there are in all', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  for (let index = 0; index < 6; index += 1) {
    await addPerson(app, { email: `person${index}@page.example` });
  }
  const seen: string[] = [];
  for (const skip of [0, 3, 6]) {
    const page = (await admin.ask('GET', `/users?skip=${skip}&take=3`)).body as Page;
    expect(page).toMatchObject({ total: 7, skip, take: 3 });
    seen.push(...page.users.map((user) => user.email));
  }
  expect(seen).toEqual([
    ...[5, 4, 3, 2, 1, 0].map((index) => `person${index}@page.example`),
    'root@example.com',
  ]);
  const beyond = (await admin.ask('GET', '/users?skip=1000000000&take=200')).body as Page;
  expect(beyond).toEqual({ users: [], total: 7, skip: 1_000_000_000, take: 200 });
  expect((await admin.ask('GET', '/users')).body).toMatchObject({ skip: 0, take: 50 });
});

test('a search has pages as well, newest first, and past its end still says how many there are', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  for (let index = 0; index < 5; index += 1) {
    await addPerson(app, { email: `person${index}@page.example` });
    await addPerson(app, { email: `other${index}@else.example` });
  }
  for (const [query, found] of [
    ['skip=0&take=2', [4, 3]],
    ['skip=2&take=2', [2, 1]],
    ['skip=4&take=2', [0]],
    ['skip=6&take=2', []],
  ] as const) {
    const page = (await admin.ask('GET', `/users?search=page.example&${query}`)).body as Page;
    const emails = found.map((index) => `person${index}@page.example`);
    expect([query, page.users.map((user) => user.email), page.total]).toEqual([query, emails, 5]);
  }
});

const skipProblem = 'skip must be a whole number from 0 to 1000000000';
const takeProblem = 'take must be a whole number from 1 to 200';

scenarios(
  'a page of users is refused',
  (
    [
      ['skip=-1', skipProblem],
      ['skip=1000000001', skipProblem],
      ['skip=1.5', skipProblem],
      ['skip=', skipProblem],
      ['take=0', takeProblem],
      ['take=201', takeProblem],
      ['take=1e2', takeProblem],
      ['take=all', takeProblem],
      ['take=%2010', takeProblem],
      ['skip=x&take=y', `${skipProblem}; ${takeProblem}`],
      ['status=gone', 'status must be active, pending or disabled'],
      ['status=ACTIVE', 'status must be active, pending or disabled'],
      ['role=owner', 'role must be admin or user'],
      ['provider=ldap', oneOfTheProviders],
      ['provider=', oneOfTheProviders],
      ['sort=age', `sort must be ${sorts}`],
      ['sort=--name', `sort must be ${sorts}`],
      ['sort=name,email', `sort must be ${sorts}`],
      ['format=xml', 'format must be csv'],
      ['format=csv&take=0', takeProblem],
    ] as const
  ).map(([query, message]): Scenario => ({
    name: `for ${query}`,
    request: `GET /api/admin/users?${query}`,
    arrange: asAdmin(),
    status: 400,
    code: 'validation_failed',
    message,
  })),
);

describe('a listed user', () => {
  const email = 'grace@example.com';
  const rows = [
    ['a password', password, [], 'local', ['local']],
    ['a password and a provider', password, ['github'], 'local', ['local', 'github']],
    ['a provider only', null, ['oidc'], 'oidc', ['oidc']],
    ['several providers', null, ['google', 'oidc', 'github'], 'oidc', ['oidc', 'github', 'google']],
    ['no way in', null, [], null, []],
  ] as const;
  test.each([...rows])('with %s says so', async (_, secret, providers, method, ways) => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const user = await addPerson(app, { email, name: 'Grace Hopper', password: secret });
    for (const provider of providers) await addIdentity(app, user, provider);
    const [listed] = ((await admin.ask('GET', '/users?search=grace')).body as Page).users;
    expect(listed).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      email,
      name: 'Grace Hopper',
      profileImage: null,
      language: null,
      emailVerified: false,
      isAdmin: false,
      mustChangePassword: false,
      status: 'active',
      createdAt: new Date(user.created_at).toISOString(),
      updatedAt: new Date(user.updated_at).toISOString(),
      authMethod: method,
      identities: [...ways],
      lastLoginAt: null,
      groups: [],
    });
  });

  test('says when the person last signed in', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    await addPerson(app, { email });
    const before = Date.now();
    await app.post('/api/auth/login', { email, password });
    const [listed] = ((await admin.ask('GET', '/users?search=grace')).body as Page).users;
    const at = Date.parse(listed?.lastLoginAt ?? '');
    expect(at).toBeWithin(before, Date.now() + 1);
  });
});
