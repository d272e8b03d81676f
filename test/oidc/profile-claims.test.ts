// Where the address and the name of a person are, when the provider has them in other claims (OIDC_EMAIL_CLAIM,
// OIDC_NAME_CLAIM).
import { describe, expect, test } from 'bun:test';
import type { Exchanged } from '../../src/features/federation/login-codes/schema.ts';
import { confidentialClient, startRealProvider } from '../support/real-provider.ts';
import { addPerson } from '../support/people.ts';
import { exchange, openBrowser, openScene, type Scene } from '../support/oidc-scene.ts';
import { createTestApp, type Env } from '../support/test-app.ts';

const sub = 'person-1';

type Claims = Readonly<Record<string, unknown>>;

/** Signs in; the address and the name of the account, or why not. */
async function arrive({ app, browser, provider }: Scene, claims: Claims) {
  provider.person({ sub, ...claims });
  const { query } = await browser.signIn();
  if (query['code'] === undefined) return query['error_code'];
  const { user } = (await exchange(app, query['code'])).body as Exchanged;
  return `${user.email} ${user.name}`;
}

const entra = 'email,upn,preferred_username';

const emails: readonly (readonly [string, setting: string, Claims, string])[] = [
  [
    'the first of the list that is there',
    entra,
    { upn: 'ada@corp.example' },
    'ada@corp.example ada',
  ],
  [
    'the first before the others',
    entra,
    { email: 'a@x.example', upn: 'b@x.example', name: 'A' },
    'a@x.example A',
  ],
  [
    'not a claim that is empty',
    entra,
    { email: '', upn: 'b@x.example', name: 'B' },
    'b@x.example B',
  ],
  [
    'not a claim that is a list',
    entra,
    { email: ['a@x.example'], upn: 'b@x.example' },
    'b@x.example b',
  ],
  [
    'not a later address when the first is none',
    entra,
    { email: 'ada', upn: 'b@x.example' },
    'provider_email_missing',
  ],
  ['nothing but the listed claims', 'upn', { email: 'a@x.example' }, 'provider_email_missing'],
  [
    'a claim whose name is an address',
    'https://x.example/mail',
    { 'https://x.example/mail': 'a@x.example' },
    'a@x.example a',
  ],
  ['a claim inside others', 'contact.mail', { contact: { mail: 'a@x.example' } }, 'a@x.example a'],
  ['a JSON Pointer', '/emails/0/value', { emails: [{ value: 'a@x.example' }] }, 'a@x.example a'],
  ['no inherited property', 'constructor.name,__proto__', {}, 'provider_email_missing'],
];

describe('OIDC_EMAIL_CLAIM takes', () => {
  test.each([...emails])('%s', async (_, setting, claims, expected) => {
    await using scene = await openScene({ env: { OIDC_EMAIL_CLAIM: setting } });
    await addPerson(scene.app, { email: 'root@example.com', isAdmin: true });
    expect(await arrive(scene, claims)).toBe(expected);
  });
});

describe('an address from another claim than email', () => {
  const words: readonly (readonly [string, Env, Claims])[] = [
    ['', {}, {}],
    [' and email_verified is true', {}, { email_verified: true }],
    [' and the operator trusts its addresses', { OIDC_TRUST_EMAIL: 'true' }, {}],
    [
      ' and all of it, with the same address in email',
      { OIDC_TRUST_EMAIL: 'true' },
      { email: 'victim@example.com', email_verified: true },
    ],
  ];
  test.each([...words])(
    'is never verified, so it opens no account that exists%s',
    async (_, env, more) => {
      await using scene = await openScene({ env: { OIDC_EMAIL_CLAIM: 'upn,email', ...env } });
      await addPerson(scene.app, { email: 'victim@example.com' });
      const claims = { upn: 'victim@example.com', ...more };
      expect(await arrive(scene, claims)).toBe('account_exists');
    },
  );

  test('does not follow to the account when it changes', async () => {
    await using scene = await openScene({ env: { OIDC_EMAIL_CLAIM: 'upn' } });
    await addPerson(scene.app, { email: 'root@example.com', isAdmin: true });
    expect(await arrive(scene, { upn: 'ada@x.example', name: 'Ada' })).toBe('ada@x.example Ada');
    const change = { upn: 'other@x.example', email_verified: true, name: 'Ada' };
    expect(await arrive(scene, change)).toBe('ada@x.example Ada');
  });

  test('does not count when it is the same claim in other words', async () => {
    await using scene = await openScene({ env: { OIDC_EMAIL_CLAIM: '/email' } });
    await addPerson(scene.app, { email: 'victim@example.com' });
    const claims = { email: 'victim@example.com', email_verified: true };
    expect(await arrive(scene, claims)).toBe('account_exists');
  });
});

const names: readonly (readonly [string, setting: string, Claims, string])[] = [
  ['the first of the list', 'displayName,name', { displayName: 'Ada L.', name: 'x' }, 'Ada L.'],
  ['the next one', 'displayName,name', { name: 'Ada' }, 'Ada'],
  [
    'given and family name in place of the name',
    'name',
    { given_name: 'Ada', family_name: 'L' },
    'Ada L',
  ],
  ['one of the two', 'name', { family_name: 'Lovelace' }, 'Lovelace'],
  ['them before later claims', 'name,nickname', { given_name: 'Ada', nickname: 'c' }, 'Ada'],
  ['them at last', 'displayName', { given_name: 'Ada', family_name: 'L' }, 'Ada L'],
  ['them also by default', '', { given_name: 'Ada', preferred_username: 'x' }, 'Ada'],
  ['a claim inside others', 'person.name', { person: { name: 'Ada' } }, 'Ada'],
  ['the first part of the address when there is none', 'displayName', { nickname: 'x' }, 'ada.l'],
];

describe('OIDC_NAME_CLAIM takes', () => {
  test.each([...names])('%s', async (_, setting, claims, expected) => {
    await using scene = await openScene({ env: { OIDC_NAME_CLAIM: setting } });
    const address = { email: 'ada.l@example.com', email_verified: true };
    expect(await arrive(scene, { ...address, ...claims })).toBe(`ada.l@example.com ${expected}`);
  });
});

describe('userinfo', () => {
  const address = { email: 'ada@x.example', email_verified: true, name: 'Ada', picture: '' };
  const asked: readonly (readonly [string, Env, Claims, boolean])[] = [
    ['is not asked when the ID token has everything', {}, address, false],
    ['is asked for the first claim of the list', { OIDC_EMAIL_CLAIM: 'upn,email' }, address, true],
    [
      'is not asked when that is there',
      { OIDC_EMAIL_CLAIM: 'upn,email' },
      { ...address, upn: 'a@x.example' },
      false,
    ],
    ['is asked for the first claim of the name', { OIDC_NAME_CLAIM: 'displayName' }, address, true],
  ];
  test.each([...asked])('%s', async (_, env, claims, isAsked) => {
    await using scene = await openScene({ env });
    await arrive(scene, claims);
    expect(scene.provider.received('userinfo').length > 0).toBe(isAsked);
  });

  test('that fails ends the sign-in when the first claim is missing, because another address would count', async () => {
    await using scene = await openScene({ env: { OIDC_EMAIL_CLAIM: 'upn,email' } });
    scene.provider.script({ userinfo: 'error500' });
    expect(await arrive(scene, address)).toBe('provider_unavailable');
    expect(await arrive(scene, { ...address, upn: 'ada@corp.example' })).toBe(
      'ada@corp.example Ada',
    );
  });
});

test('the certified provider gives the name of another claim', async () => {
  await using provider = await startRealProvider();
  const client = { OIDC_ENABLED: 'true', OIDC_ISSUER_URL: provider.issuer, ...confidentialClient };
  await using app = await createTestApp({ ...client, OIDC_NAME_CLAIM: 'email,name' });
  const browser = openBrowser(app, {
    signIn: async (url) => (await provider.signIn(String(url))).searchParams,
  });
  const { query } = await browser.signIn();
  const { user } = (await browser.exchange(query['code'])).body as Exchanged;
  expect(user.name).toBe('grace@example.com');
});
