// Which account an identity gets, without signing in: every rule of the contract as a row.
import { describe, expect, test } from 'bun:test';
import { addPerson, changePerson, setSetting } from '../support/people.ts';
import { createTestApp, type Env, type TestApp } from '../support/test-app.ts';
import { giveIdentity, inWords, profile, rules } from './people-from-providers.ts';

const email = 'grace@example.com';
const stranger = { subject: 'somebody-new', email: 'new@example.com' };

interface Row {
  readonly name: string;
  readonly env?: Env;
  readonly arrange?: (app: TestApp) => Promise<unknown>;
  readonly who?: Parameters<typeof profile>[0];
  readonly rules?: Partial<typeof rules>;
  readonly decision: string;
}

const grace = (app: TestApp, change = {}) => addPerson(app, { email, ...change });
const addAnAdmin = (app: TestApp) => addPerson(app, { email: 'admin@example.com', isAdmin: true });

async function proven(app: TestApp, change: Parameters<typeof addPerson>[1] = {}) {
  const user = await grace(app, change);
  await changePerson(app, user, { is_proven: 1 });
  return user;
}

const mode = (value: string) => async (app: TestApp) => {
  await addAnAdmin(app);
  await setSetting(app, 'registration.mode', value);
};

const rows: readonly Row[] = [
  {
    name: 'a user with a linked identity is signed in',
    arrange: async (app) => giveIdentity(app, await grace(app)),
    decision: 'sign_in grace@example.com',
  },
  {
    name: 'they are known by the subject, whatever their address is now',
    arrange: async (app) => giveIdentity(app, await grace(app)),
    who: { email: 'married@example.com' },
    decision: 'sign_in grace@example.com',
  },
  {
    name: 'they need no address once they are known',
    arrange: async (app) => giveIdentity(app, await grace(app)),
    who: { email: null, emailVerified: false },
    decision: 'sign_in grace@example.com',
  },
  {
    name: 'the same subject at another issuer is another user',
    arrange: async (app) => giveIdentity(app, await grace(app)),
    who: { issuer: 'https://evil.example.com', email: 'new@example.com' },
    decision: 'create active',
  },
  {
    name: 'the same subject at another provider is another user',
    arrange: async (app) => giveIdentity(app, await grace(app)),
    who: { provider: 'google', email: 'new@example.com' },
    decision: 'create active',
  },
  {
    name: 'subjects differ by case',
    arrange: async (app) => giveIdentity(app, await grace(app), { subject: 'ABC' }),
    who: { subject: 'abc', email: 'new@example.com' },
    decision: 'create active',
  },
  {
    name: 'a pending person is refused',
    arrange: async (app) => giveIdentity(app, await grace(app, { status: 'pending' })),
    decision: 'refuse account_pending',
  },
  {
    name: 'a disabled person is refused',
    arrange: async (app) => giveIdentity(app, await grace(app, { status: 'disabled' })),
    decision: 'refuse account_disabled',
  },
  {
    name: 'a verified address links to a proven account, which keeps everything',
    arrange: (app) => proven(app),
    decision: 'link grace@example.com',
  },
  {
    name: 'and to an unproven one, which loses what an attacker may have prepared',
    arrange: (app) => grace(app),
    decision: 'link grace@example.com seizing',
  },
  {
    name: 'LINK_POLICY=keep leaves an unproven account what it has',
    arrange: (app) => grace(app),
    env: { LINK_POLICY: 'keep' },
    decision: 'link grace@example.com',
  },
  {
    name: 'an identity with this verified address proves an account',
    arrange: async (app) =>
      giveIdentity(app, await grace(app), { issuer: 'https://old.example.com' }),
    decision: 'link grace@example.com',
  },
  {
    name: 'an identity with the address unverified proves nothing',
    arrange: async (app) =>
      giveIdentity(app, await grace(app), { issuer: 'https://old.example.com', email_verified: 0 }),
    decision: 'link grace@example.com seizing',
  },
  {
    name: 'an identity with another verified address proves nothing',
    arrange: async (app) =>
      giveIdentity(app, await grace(app), {
        issuer: 'https://old.example.com',
        email: 'attacker@example.com',
      }),
    decision: 'link grace@example.com seizing',
  },
  {
    name: 'the address is compared in its canonical form',
    arrange: (app) => proven(app),
    who: { email: 'GRACE@Example.COM' },
    decision: 'link grace@example.com',
  },
  {
    name: 'a dot or a plus makes another address',
    arrange: (app) => proven(app),
    who: { email: 'grace+x@example.com' },
    decision: 'create active',
  },
  {
    name: 'an unverified address that belongs to an account is refused',
    arrange: (app) => proven(app),
    who: { emailVerified: false },
    decision: 'refuse account_exists',
  },
  {
    name: 'also when the account is unproven',
    arrange: (app) => grace(app),
    who: { emailVerified: false },
    decision: 'refuse account_exists',
  },
  {
    name: 'a provider that may not link by address is refused',
    arrange: (app) => proven(app),
    rules: { linksByEmail: false },
    decision: 'refuse account_exists',
  },
  {
    name: 'an account with another subject of the same issuer is not linked by its address',
    arrange: async (app) => giveIdentity(app, await proven(app), { subject: 'another' }),
    decision: 'refuse account_exists',
  },
  {
    name: 'a disabled account is not linked',
    arrange: (app) => grace(app, { status: 'disabled' }),
    decision: 'refuse account_disabled',
  },
  {
    name: 'a pending account is linked, and stays pending',
    arrange: (app) => grace(app, { status: 'pending' }),
    decision: 'link grace@example.com seizing',
  },
  {
    name: 'a new user gets an account',
    arrange: addAnAdmin,
    who: stranger,
    decision: 'create active',
  },
  {
    name: 'also with an unverified address that no account has',
    arrange: addAnAdmin,
    who: { ...stranger, emailVerified: false },
    decision: 'create active',
  },
  {
    name: 'without an address there is no account',
    arrange: addAnAdmin,
    who: { subject: 'somebody-new', email: null },
    decision: 'refuse provider_email_missing',
  },
  {
    name: 'in review mode the account waits',
    arrange: mode('review'),
    who: stranger,
    decision: 'create pending',
  },
  {
    name: 'closed registration does not close the operator’s own provider',
    arrange: mode('disabled'),
    who: stranger,
    decision: 'create active',
  },
  {
    name: 'but a provider where anybody has an account',
    arrange: mode('disabled'),
    who: stranger,
    rules: { obeysClosedMode: true },
    decision: 'refuse registration_disabled',
  },
  {
    name: 'the variable beats the database',
    env: { USER_SIGNUP: 'review' },
    arrange: mode('enabled'),
    who: stranger,
    decision: 'create pending',
  },
  {
    name: 'a provider that may not make accounts makes none',
    arrange: addAnAdmin,
    who: stranger,
    rules: { createsAccounts: false },
    decision: 'refuse sign_up_closed',
  },
  { name: 'the first ever becomes the administrator', decision: 'create active first' },
  {
    name: 'whatever the mode',
    env: { USER_SIGNUP: 'disabled' },
    rules: { obeysClosedMode: true },
    decision: 'create active first',
  },
  {
    name: 'even in review mode',
    env: { USER_SIGNUP: 'review' },
    decision: 'create active first',
  },
  {
    name: 'but not while a setup token must come first',
    env: { SETUP_TOKEN: 'a-token-of-the-operator' },
    decision: 'refuse setup_token_required',
  },
  {
    name: 'nor through a provider that may not make accounts',
    rules: { createsAccounts: false },
    decision: 'refuse sign_up_closed',
  },
];

describe('the account of an identity', () => {
  test.each(rows)('$name', async (row) => {
    await using app = await createTestApp(row.env);
    await row.arrange?.(app);
    const before = await app.snapshot();
    const decision = await app.services.identity.decide(profile(row.who), {
      ...rules,
      ...row.rules,
    });
    expect(inWords(decision)).toBe(row.decision);
    expect(await app.snapshot()).toEqual(before);
  });
});
