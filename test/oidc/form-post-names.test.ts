// The name that Apple posts beside its answer: a claim of the browser, used for its own sign-in alone.
import { describe, expect, test } from 'bun:test';
import type { Exchanged } from '../../src/features/federation/login-codes/schema.ts';
import { exchange, openScene, traces } from '../support/oidc-scene.ts';
import { addPerson } from '../support/people.ts';
import { env, sentTo } from '../support/posted-answer.ts';

function named(parameters: URLSearchParams, user: unknown): URLSearchParams {
  const text = typeof user === 'string' ? user : JSON.stringify(user);
  return new URLSearchParams([...parameters, ['user', text]]);
}

const apple = (firstName: unknown, lastName: unknown) => ({ name: { firstName, lastName } });

const nameless = { sub: 'person-1', email: 'ada@example.com', email_verified: true };

/** Signs in with this `user` in the form; answers the name of the account. */
async function nameWith(user: unknown, person: Record<string, unknown> = nameless) {
  await using scene = await openScene({ env });
  scene.provider.person({ ...nameless, ...person });
  const answered = named(await scene.browser.visit(), user);
  const { query } = await scene.browser.comeBack(await sentTo(scene, answered));
  const { body } = await exchange(scene.app, query['code']);
  return (body as Exchanged).user.name;
}

describe('the name that comes with a posted answer', () => {
  test.each([
    ['first and last', apple('Ada', 'Lovelace'), 'Ada Lovelace'],
    ['the first alone', apple('Ada', undefined), 'Ada'],
    ['the last alone', apple(null, 'Lovelace'), 'Lovelace'],
    ['beside an address', { ...apple('Ada', 'L'), email: 'eve@example.com' }, 'Ada L'],
    ['with control characters', apple('A\u0000da', '\u202eecalevoL'), 'A da ecalevoL'],
    ['far too long', apple('x'.repeat(300), ''), 'x'.repeat(100)],
    ['markup', apple('<b>Ada', '</b>'), '<b>Ada </b>'],
    ['empty', apple('', ' '), 'ada'],
    ['numbers', apple(7, {}), 'ada'],
    ['a text', '"Ada"', 'ada'],
    ['a list', '[{"name":"Ada"}]', 'ada'],
    ['no JSON', '{"name":', 'ada'],
    ['a prototype', '{"__proto__":{"name":{"firstName":"Eve"}}}', 'ada'],
  ])('is taken for a new account: %s', async (_, user, name) => {
    expect(await nameWith(user)).toBe(name);
  });

  test('yields to the name that the provider signs', async () => {
    expect(await nameWith(apple('Eve', ''), { name: 'Ada Lovelace' })).toBe('Ada Lovelace');
  });

  test('brings no address: that comes from the provider alone', async () => {
    await using scene = await openScene({ env });
    await addPerson(scene.app, { email: 'eve@example.com' });
    scene.provider.person(nameless);
    const user = { ...apple('Ada', ''), email: 'eve@example.com' };
    const answered = named(await scene.browser.visit(), user);
    const { query } = await scene.browser.comeBack(await sentTo(scene, answered));
    const { body } = await exchange(scene.app, query['code']);
    expect((body as Exchanged).user.email).toBe('ada@example.com');
  });

  test('is kept with its sign-in alone, and gone after it', async () => {
    await using scene = await openScene({ env });
    scene.provider.person(nameless);
    const answered = await scene.browser.visit();
    const other = scene.anotherBrowser();
    await other.begin();
    const parameters = await sentTo(scene, named(answered, apple('Ada', '')));
    const told = async () =>
      scene.app.database.read.selectFrom('sign_in_flows').select('told_name').execute();
    expect(await told()).toHaveLength(2);
    expect(await told()).toEqual(
      expect.arrayContaining([{ told_name: 'Ada' }, { told_name: null }]),
    );
    await scene.browser.comeBack(parameters);
    expect(await told()).toEqual([{ told_name: null }, { told_name: null }]);
  });

  test('is the first that was told: a later post does not change it', async () => {
    await using scene = await openScene({ env });
    scene.provider.person(nameless);
    const answered = await scene.browser.visit();
    const parameters = await sentTo(scene, named(answered, apple('Ada', '')));
    await sentTo(scene, named(answered, apple('Eve', '')));
    const { query } = await scene.browser.comeBack(parameters);
    const { body } = await exchange(scene.app, query['code']);
    expect((body as Exchanged).user.name).toBe('Ada');
  });

  test('is not used without the cookie', async () => {
    await using scene = await openScene({ env });
    scene.provider.person(nameless);
    const parameters = await sentTo(scene, named(await scene.browser.visit(), apple('Eve', '')));
    await scene.anotherBrowser().comeBack(parameters);
    expect(await traces(scene.app)).toEqual(['sign_in_flows']);
  });

  test('writes nothing for a state that is not under way', async () => {
    await using scene = await openScene({ env });
    await sentTo(scene, named(new URLSearchParams({ state: 'bX' }), apple('Eve', '')));
    expect(await traces(scene.app)).toEqual([]);
  });

  test('stays out of a sign-in with another callback', async () => {
    await using scene = await openScene({ env });
    const answered = await scene.browser.visit();
    await scene.app.database.write((trx) =>
      trx.updateTable('sign_in_flows').set({ redirect_uri: 'http://localhost:3000/x' }).execute(),
    );
    await sentTo(scene, named(answered, apple('Eve', '')));
    const rows = await scene.app.database.read
      .selectFrom('sign_in_flows')
      .select('told_name')
      .execute();
    expect(rows).toEqual([{ told_name: null }]);
  });
});
