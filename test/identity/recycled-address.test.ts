// An address that a provider gives to another person must not lead into the account of its first holder (T63).
import { describe, expect, test } from 'bun:test';
import { addPerson, addSignedIn, changePerson } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { auditOf } from '../support/audit-lines.ts';
import { arrive, giveIdentity, profile } from './people-from-providers.ts';

const [first, second] = ['a@example.com', 'a2@example.com'] as const;

/** A person as the one issuer shows them. */
const person = (subject: string, email: string, change = {}) =>
  profile({ subject, email, name: null, ...change });

async function emailsIn(app: TestApp): Promise<readonly string[]> {
  const rows = await app.database.read.selectFrom('users').select('email').execute();
  return rows.map((row) => row.email).toSorted();
}

async function subjectsOf(app: TestApp, email: string): Promise<readonly string[]> {
  const rows = await app.database.read
    .selectFrom('identities')
    .innerJoin('users', 'users.id', 'identities.user_id')
    .select('subject')
    .where('users.email', '=', email)
    .execute();
  return rows.map((row) => row.subject).toSorted();
}

describe('a recycled address', () => {
  test('makes an account of its own once the first holder was seen with a new one', async () => {
    await using app = await createTestApp();
    expect(await arrive(app, person('A', first))).toMatchObject({ user: first });
    expect(await arrive(app, person('A', second))).toMatchObject({ user: second });
    expect(await arrive(app, person('B', first))).toMatchObject({ user: first });
    expect(await subjectsOf(app, second)).toEqual(['A']);
    expect(await subjectsOf(app, first)).toEqual(['B']);
  });

  test('is refused while the first holder still has it, with a reason for the operator', async () => {
    await using app = await createTestApp();
    await arrive(app, person('A', first));
    const before = await app.snapshot();
    expect(await arrive(app, person('B', first))).toEqual({ refused: 'account_exists' });
    expect(await app.snapshot()).toEqual(before);
    expect((await auditOf(app)).at(-1)).toBe(
      'session.failed failure {"provider":"oidc","reason":"account_exists"}',
    );
    const line = JSON.parse(app.lines.at(-1) ?? '{}') as object;
    expect(line).toMatchObject({ event: 'session.failed', code: 'account_exists' });
    expect(line).toMatchObject({ provider: 'oidc', level: 'warn', ip: '203.0.113.7' });
  });

  test('does not lead into the account of an administrator', async () => {
    await using app = await createTestApp();
    const admin = await addPerson(app, { email: first, isAdmin: true });
    await changePerson(app, admin, { is_proven: 1 });
    await giveIdentity(app, admin, { subject: 'A' });
    expect(await arrive(app, person('B', first))).toEqual({ refused: 'account_exists' });
    expect(await subjectsOf(app, first)).toEqual(['A']);
  });

  test('links as before when it comes from another issuer', async () => {
    await using app = await createTestApp();
    await arrive(app, person('A', first));
    const issuer = 'https://other.example.com';
    expect(await arrive(app, person('B', first, { issuer }))).toMatchObject({ user: first });
    expect(await subjectsOf(app, first)).toEqual(['A', 'B']);
  });

  test('links the same subject under the name of another provider', async () => {
    await using app = await createTestApp();
    await arrive(app, person('A', first));
    expect(await arrive(app, person('A', first, { provider: 'google' }))).toMatchObject({
      user: first,
    });
  });

  test('is refused with LINK_POLICY=keep, too', async () => {
    await using app = await createTestApp({ LINK_POLICY: 'keep' });
    await giveIdentity(app, await addPerson(app, { email: first }), { subject: 'A' });
    expect(await arrive(app, person('B', first))).toEqual({ refused: 'account_exists' });
  });

  test('of two subjects who arrive at once with one address, one gets the account', async () => {
    await using app = await createTestApp();
    await addPerson(app, { email: first });
    const outcomes = await Promise.all(
      ['A', 'B', 'C', 'D'].map((subject) => arrive(app, person(subject, first))),
    );
    expect(outcomes.filter((each) => 'refused' in each)).toHaveLength(3);
    expect(await subjectsOf(app, first)).toHaveLength(1);
  });
});

describe('the address of an account that a provider made', () => {
  test('follows the provider, in every column, and the audit log says so', async () => {
    await using app = await createTestApp();
    const admin = await addSignedIn(app, { email: 'admin@example.com', isAdmin: true });
    await arrive(app, person('A', first));
    await arrive(app, person('A', 'New@Example.com'));
    const row = await app.database.read
      .selectFrom('users')
      .select(['email', 'email_key'])
      .where('email', '!=', 'admin@example.com')
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ email: 'New@Example.com', email_key: 'new@example.com' });
    const search = async (text: string) =>
      (await app.get(`/api/admin/users?search=${text}`, admin.access_token)).body;
    expect(await search('new@example')).toMatchObject({ total: 1 });
    expect(await search(first)).toMatchObject({ total: 0 });
    expect((await auditOf(app)).at(-1)).toBe(
      `user.email_followed success {"provider":"oidc","from":"${first}","to":"New@Example.com"}`,
    );
  });

  const unmoved: readonly (readonly [string, object])[] = [
    ['is unverified', { emailVerified: false, emailVerifiedByProvider: false }],
    ['is trusted by the operator alone', { emailVerifiedByProvider: false }],
    ['is missing', { email: null }],
  ];

  test.each(unmoved)('stays when the address of the provider %s', async (_, change) => {
    await using app = await createTestApp();
    await arrive(app, person('A', first));
    expect(await arrive(app, { ...person('A', second), ...change })).toMatchObject({ user: first });
    expect(await emailsIn(app)).toEqual([first]);
  });

  test('stays when another account has the new one; the sign-in goes on and is recorded', async () => {
    await using app = await createTestApp();
    await arrive(app, person('A', first));
    await addPerson(app, { email: second });
    expect(await arrive(app, person('A', second))).toMatchObject({ user: first });
    expect(await emailsIn(app)).toEqual([second, first]);
    expect((await auditOf(app)).at(-1)).toBe(
      `user.email_followed failure {"provider":"oidc","from":"${first}","to":"${second}","reason":"user_exists"}`,
    );
  });

  test('stays once an administrator changed it here', async () => {
    await using app = await createTestApp();
    const admin = await addSignedIn(app, { email: 'admin@example.com', isAdmin: true });
    await arrive(app, person('A', first));
    const { body } = await app.get(`/api/admin/users?search=${first}`, admin.access_token);
    const [{ id }] = (body as { users: [{ id: string }] }).users;
    const change = (json: object) =>
      app.send({
        method: 'PATCH',
        path: `/api/admin/users/${id}`,
        json,
        bearer: admin.access_token,
      });
    await change({ name: 'Another name', email: first });
    expect(await arrive(app, person('A', second))).toMatchObject({ user: second });
    await change({ email: 'set-here@example.com' });
    expect(await arrive(app, person('A', first))).toMatchObject({ user: 'set-here@example.com' });
  });

  test('follows none but the identity the account was made with', async () => {
    await using app = await createTestApp();
    await arrive(app, person('A', first));
    const issuer = 'https://other.example.com';
    await arrive(app, person('A2', first, { issuer }));
    await arrive(app, person('A2', second, { issuer }));
    expect(await emailsIn(app)).toEqual([first]);
  });

  test('an account that was made here keeps its address', async () => {
    await using app = await createTestApp();
    await addPerson(app, { email: first });
    await arrive(app, person('A', first));
    await arrive(app, person('A', second));
    expect(await emailsIn(app)).toEqual([first]);
  });
});
