import { describe, expect, test } from 'bun:test';
import type { ListedUser } from '../../src/features/admin/settings/schema.ts';
import { addIdentity, addPerson, changePerson } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { addAdmin } from './administrator.ts';

interface Page {
  readonly users: readonly ListedUser[];
  readonly total: number;
}

/** The administrator Root, and five people whose orders all differ. */
async function withPeople() {
  const app = await createTestApp();
  const admin = await addAdmin(app, 'root@example.com');
  await changePerson(app, admin.user, { name: 'Root', search_key: 'root\nroot@example.com' });
  const people = [
    ['e@example.com', 'ada', 5000, ['github']],
    ['d@example.com', 'Bert', null, []],
    ['c@example.com', 'Cleo', 7000, ['github', 'google']],
    ['b@example.com', 'dora', null, ['oidc']],
    ['a@example.com', 'Emil', 6000, []],
  ] as const;
  for (const [email, name, lastLogin, providers] of people) {
    const password = providers.length > 1 ? null : undefined;
    const user = await addPerson(app, { email, name, ...(password === null ? { password } : {}) });
    await changePerson(app, user, { last_login_at: lastLogin });
    for (const provider of providers) await addIdentity(app, user, provider);
  }
  const list = async (query: string) => {
    const answer = await admin.ask('GET', `/users?${query}`);
    expect([query, answer.status]).toEqual([query, 200]);
    return answer.body as Page;
  };
  return {
    app,
    admin,
    list,
    names: async (query: string) => (await list(query)).users.map(({ name }) => name).join(' '),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

const byLogin = 'Cleo Emil ada';

describe('the list of users', () => {
  test.each([
    ['', 'Emil dora Cleo Bert ada Root'],
    ['sort=-createdAt', 'Emil dora Cleo Bert ada Root'],
    ['sort=createdAt', 'Root ada Bert Cleo dora Emil'],
    ['sort=name', 'ada Bert Cleo dora Emil Root'],
    ['sort=-name', 'Root Emil dora Cleo Bert ada'],
    ['sort=email', 'Emil dora Cleo Bert ada Root'],
    ['sort=-email', 'Root ada Bert Cleo dora Emil'],
    ['sort=-lastLoginAt', `${byLogin} dora Bert Root`],
    ['sort=lastLoginAt', 'Root Bert dora ada Emil Cleo'],
    ['role=admin', 'Root'],
    ['role=user&sort=name', 'ada Bert Cleo dora Emil'],
    ['provider=github&sort=name', 'ada Cleo'],
    ['provider=google', 'Cleo'],
    ['provider=microsoft', ''],
    ['provider=local&sort=name', 'ada Bert dora Emil Root'],
    ['provider=oidc&role=user&status=active', 'dora'],
    ['search=example&provider=github&sort=-name', 'Cleo ada'],
    ['sort=name&skip=1&take=2', 'Bert Cleo'],
    ['sort=createdAt&skip=4', 'dora Emil'],
    ['sort=name&skip=10', ''],
  ])('asked for %p shows %p', async (query, names) => {
    await using it = await withPeople();
    expect(await it.names(query)).toBe(names);
  });

  test('says how many match, whichever page is shown', async () => {
    await using it = await withPeople();
    for (const [query, total] of [
      ['sort=name&take=2', 6],
      ['sort=name&skip=10', 6],
      ['role=user&take=1', 5],
      ['provider=github&take=1', 2],
      ['provider=microsoft', 0],
    ] as const) {
      expect([query, (await it.list(query)).total]).toEqual([query, total]);
    }
  });
});
