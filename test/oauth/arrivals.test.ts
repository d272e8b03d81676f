// Who may sign in from GitHub, Google and Microsoft, and to which account.
import { describe, expect, test } from 'bun:test';
import { namedProviders } from '../../src/core/providers/registry.ts';
import { claimsOf } from '../support/access-token.ts';
import { addPerson, addSignedIn, changePerson, password, setSetting } from '../support/people.ts';
import { type Journey, journeys } from '../support/stand-in/journeys.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import { exchanged, signInAt } from '../support/stand-in/visitor.ts';
import { oneOfEachKind, wires } from '../support/stand-in/wires.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const email = 'grace@example.com';

async function graceIn(app: TestApp) {
  return app.database.read
    .selectFrom('users')
    .selectAll()
    .where('email', '=', email)
    .executeTakeFirst();
}

function canLogIn(app: TestApp) {
  return app.post('/api/auth/login', { email, password });
}

const newcomers: readonly Journey[] = [
  {
    name: 'a new user gets an account with the name and address that the provider sends',
    at: namedProviders,
    code: null,
    async after({ provider }, answer) {
      expect(answer).toMatchObject({
        user: { email, name: 'Grace at the provider', isAdmin: false, status: 'active' },
        redirectUrl: null,
        notice: null,
      });
      expect(answer?.accessToken).toBe(answer?.access_token ?? '');
      expect(claimsOf(answer?.access_token ?? '')['auth_provider']).toBe(provider);
    },
  },
  {
    name: 'a user with an unverified address gets an ordinary account of their own',
    at: namedProviders,
    member: { emailVerified: false },
    code: null,
    async after(_, answer) {
      expect(answer?.user).toMatchObject({ email, status: 'active' });
    },
  },
  {
    name: 'a user needs no group, because groups are those of the OpenID provider',
    at: namedProviders,
    env: { OIDC_ALLOWED_GROUPS: 'family', OIDC_ADMIN_GROUPS: 'owners' },
    code: null,
    async after(_, answer) {
      expect(answer?.user).toMatchObject({ email, groups: [], isAdmin: false });
    },
  },
  {
    name: 'a user without an address gets no account',
    at: namedProviders,
    member: { email: null },
    code: 'provider_email_missing',
  },
  {
    name: 'a user with an invalid address gets no account',
    member: { email: 'grace at example' },
    code: 'provider_email_missing',
  },
  {
    name: 'where registration is closed, a new user is refused',
    env: { USER_SIGNUP: 'disabled' },
    code: 'registration_disabled',
  },
  {
    name: 'where registrations are reviewed, a new user waits for an administrator',
    env: { USER_SIGNUP: 'review' },
    code: 'account_pending',
    changesRows: true,
    async after({ app }) {
      expect(await graceIn(app)).toMatchObject({ status: 'pending' });
    },
  },
  {
    name: 'where the provider may create no accounts, a new user is refused',
    arrange: ({ app, provider }) => setSetting(app, `${provider}.allow_signup`, 'false'),
    code: 'sign_up_closed',
  },
];

const owners: readonly Journey[] = [
  {
    name: 'an account that an administrator vouched for keeps its password',
    async arrange({ app }) {
      await changePerson(app, await addPerson(app, { email }), { is_proven: 1 });
    },
    code: null,
    async after({ app }, answer) {
      expect(answer).toMatchObject({ notice: null, user: { email } });
      expect((await canLogIn(app)).status).toBe(200);
    },
  },
  {
    name: 'an unproven account loses its password and sessions, and the user gets a notice',
    arrange: ({ app }) => addSignedIn(app, { email }),
    code: null,
    async after({ app }, answer) {
      expect(answer?.notice).toBe('password_removed');
      expect((await canLogIn(app)).status).toBe(401);
      const sessions = await app.database.read.selectFrom('sessions').select('ended_at').execute();
      expect(sessions.filter(({ ended_at: ended }) => ended === null).length).toBe(1);
    },
  },
  {
    name: 'with LINK_POLICY=keep it loses nothing',
    env: { LINK_POLICY: 'keep' },
    arrange: ({ app }) => addPerson(app, { email }),
    code: null,
    async after({ app }, answer) {
      expect(answer?.notice).toBeNull();
      expect((await canLogIn(app)).status).toBe(200);
    },
  },
  {
    name: 'an address that is not proved does not open the account that has it',
    at: namedProviders,
    member: { emailVerified: false },
    arrange: ({ app }) => addPerson(app, { email }),
    code: 'account_exists',
  },
  {
    name: 'a word that says so does not prove an address',
    at: namedProviders.filter((name) => wires[name].wordOfProof !== null),
    async arrange({ app, provider, standIn }) {
      standIn.member = { ...standIn.member, claims: wires[provider].wordOfProof ?? {} };
      await addPerson(app, { email });
    },
    code: 'account_exists',
  },
  {
    name: 'where the provider may not link by address, a proved one does not open the account either',
    arrange: async ({ app, provider }) => {
      await addPerson(app, { email });
      await setSetting(app, `${provider}.auto_link`, 'false');
    },
    code: 'account_exists',
  },
  {
    name: 'a disabled account stays closed',
    arrange: ({ app }) => addPerson(app, { email, status: 'disabled' }),
    code: 'account_disabled',
  },
  {
    name: 'a pending account is linked and goes on waiting',
    arrange: ({ app }) => addPerson(app, { email, status: 'pending' }),
    code: 'account_pending',
    changesRows: true,
    async after({ app }) {
      expect(await graceIn(app)).toMatchObject({ status: 'pending', password_hash: null });
    },
  },
];

const returning: readonly Journey[] = [
  {
    name: 'a linked user signs in whatever their address is now, and the account follows it',
    arrange: ({ app, provider }) => signInAt(app, provider),
    async meanwhile(_, { standIn }) {
      standIn.member = { ...standIn.member, email: 'grace.hopper@example.com', name: 'Grace H.' };
    },
    code: null,
    async after({ app }, answer) {
      expect(answer?.user).toMatchObject({ email: 'grace.hopper@example.com', name: 'Grace H.' });
      expect((await app.database.read.selectFrom('users').select('id').execute()).length).toBe(2);
    },
  },
  {
    name: 'a linked user signs in without an address, and where registration is closed',
    arrange: async ({ app, provider }) => {
      await signInAt(app, provider);
      await setSetting(app, 'registration.mode', 'disabled');
    },
    async meanwhile(_, { standIn }) {
      standIn.member = { ...standIn.member, email: null };
    },
    code: null,
  },
  {
    name: 'another account at the provider with the same unproved address does not get in',
    arrange: ({ app, provider }) => signInAt(app, provider),
    async meanwhile(_, { standIn }) {
      standIn.member = { ...standIn.member, id: 4712, emailVerified: false };
    },
    code: 'account_exists',
  },
  {
    name: 'a disabled user stays out',
    async arrange({ app, provider }) {
      await signInAt(app, provider);
      const grace = await graceIn(app);
      if (grace !== undefined) await changePerson(app, grace, { status: 'disabled' });
    },
    code: 'account_disabled',
  },
];

journeys('newcomers', newcomers);
journeys('the owner of an address', owners);
journeys('those who return', returning);

describe.each(oneOfEachKind)('the first user of a server, at %s', (provider) => {
  test('becomes its administrator', async () => {
    using standIn = createStandIn();
    await using app = await createTestApp({ ...standIn.env, USER_SIGNUP: 'disabled' });
    const answer = exchanged(await signInAt(app, provider));
    expect(answer.user).toMatchObject({ isAdmin: true, status: 'active' });
  });

  test('is refused while a setup token is asked for', async () => {
    using standIn = createStandIn();
    await using app = await createTestApp({ ...standIn.env, SETUP_TOKEN: 'a-setup-token-of-ours' });
    expect((await signInAt(app, provider)).status).toBe(400);
    expect((await app.snapshot())['users']).toEqual([]);
  });
});

test('one address at every provider is one account', async () => {
  using standIn = createStandIn();
  await using app = await createTestApp(standIn.env);
  const ids = [];
  for (const provider of namedProviders) {
    ids.push(exchanged(await signInAt(app, provider)).user.id);
  }
  expect(new Set(ids).size).toBe(1);
  expect((await app.snapshot())['identities']?.length).toBe(namedProviders.length);
});
