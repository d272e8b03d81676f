import { describe, expect, test } from 'bun:test';
import { addIdentity, changePerson } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { addAdmin, type Administrator } from './administrator.ts';

const oidc = '/settings/oidc';
const github = '/settings/providers/github';
const env = {
  GITHUB_BASE_URL: 'https://github.example.com',
  OIDC_MOBILE_AUDIENCE_CHECK: 'strict',
};

type Door = readonly [path: string, change: object];

const passwordsOff: Door = [oidc, { disableInternalAuth: true }];
const oidcOff: Door = [oidc, { enabled: false }];
const oidcMoved: Door = [oidc, { issuerUrl: 'https://other.example.com' }];
const githubOff: Door = [github, { enabled: false }];
const githubEmptied: Door = [github, { clearClientSecret: true }];

/** What each of the two administrators has, and the two doors that close. */
const pairs: readonly (readonly [string, Cast, readonly [Door, Door]])[] = [
  ['a password and an identity', [null, 'oidc'], [passwordsOff, oidcOff]],
  ['a password and another issuer', [null, 'oidc'], [passwordsOff, oidcMoved]],
  ['two providers', ['github', 'oidc'], [githubOff, oidcOff]],
  ['two providers, otherwise', ['github', 'oidc'], [githubEmptied, oidcMoved]],
];

type Cast = readonly ['github' | null, 'oidc'];

async function twoDoors(app: TestApp, [first, second]: Cast) {
  const one = await addAdmin(app, 'one@example.com');
  const two = await addAdmin(app, 'two@example.com');
  const issuerUrl = 'https://oidc.example.com';
  await one.ask('PATCH', oidc, { enabled: true, issuerUrl, clientId: 'anchor' });
  // The provider of another test keeps “no passwords” in force when OIDC is gone.
  const google = { clientId: 'id', clientSecret: 'secret' };
  await one.ask('PATCH', '/settings/providers/google', google);
  await one.ask('PATCH', github, google);
  await addIdentity(app, two.user, second);
  await changePerson(app, two.user, { password_hash: null });
  if (first !== null) {
    await addIdentity(app, one.user, first);
    await changePerson(app, one.user, { password_hash: null });
  }
  return [one, two] as const;
}

const both = async (people: readonly [Administrator, Administrator], doors: readonly Door[]) =>
  Promise.all(
    doors.map((door, index) => (index === 0 ? people[0] : people[1]).ask('PATCH', ...door)),
  );

describe.each([...pairs])('of two last sign-in methods (%s)', (_, cast, doors) => {
  test.each([
    ['one by one', false],
    ['the other way round', true],
  ])('either can be closed alone, %s', async (__, isReversed) => {
    await using app = await createTestApp(env);
    const people = await twoDoors(app, cast);
    const [first, second] = isReversed ? doors.toReversed() : doors;
    if (first === undefined || second === undefined) throw new Error('There are two doors');
    expect((await people[0].ask('PATCH', ...first)).status).toBe(200);
    expect((await people[1].ask('PATCH', ...second)).status).toBe(409);
  });

  test('two administrators at once close exactly one, in ten rounds', async () => {
    for (let round = 0; round < 10; round += 1) {
      await using app = await createTestApp(env);
      const people = await twoDoors(app, cast);
      const order = round % 2 === 0 ? doors : doors.toReversed();
      const answers = await both(people, order);
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    }
  });
});
