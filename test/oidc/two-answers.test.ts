// The ID token and userinfo may differ: an address counts with the email_verified of the same document.
import { describe, expect, test } from 'bun:test';
import { addPerson } from '../support/people.ts';
import { exchange, openScene, type Scene } from '../support/oidc-scene.ts';

const sub = 'person-1';
const victim = 'victim@example.com';
const mallory = 'mallory@example.com';

type Claims = Readonly<Record<string, unknown>>;

/** Signs in a user with different claims in the two; answers the account, or why not. */
async function arrive(scene: Scene, said: { readonly idToken: Claims; readonly userinfo: Claims }) {
  scene.provider.person({ sub, ...said.idToken });
  scene.provider.script({ userinfo: { json: { sub, ...said.userinfo } } });
  const { query } = await scene.browser.signIn();
  if (query['code'] === undefined) return query['error_code'];
  const { body } = await exchange(scene.app, query['code']);
  return (body as { user: { email: string } }).user.email;
}

const rows: readonly (readonly [string, Claims, Claims, string])[] = [
  [
    'a verified word in userinfo does not verify the address of the ID token',
    { email: victim },
    { email_verified: true },
    'account_exists',
  ],
  [
    'a verified word in the ID token does not verify the address of userinfo',
    { email_verified: true },
    { email: victim },
    'account_exists',
  ],
  [
    'a verified address in userinfo does not verify another in the ID token',
    { email: victim },
    { email: mallory, email_verified: true },
    mallory,
  ],
  [
    'a verified address in the ID token does not verify another in userinfo',
    { email: mallory, email_verified: true },
    { email: victim },
    mallory,
  ],
  [
    'an address that userinfo says is unverified is not verified by the ID token',
    { email: victim, email_verified: true },
    { email: victim, email_verified: false },
    'account_exists',
  ],
  ...[
    ['a text that says true', 'true'],
    ['nothing', undefined],
    ['null', null],
  ].map(
    ([what, said]) =>
      [
        `an address that the ID token vouches for is verified when userinfo says ${what} of it`,
        { email: victim, email_verified: true },
        { email: 'VICTIM@example.com', email_verified: said },
        victim,
      ] as const,
  ),
  [
    'a text that says true verifies nothing by itself',
    { email: victim },
    { email: victim, email_verified: 'true' },
    'account_exists',
  ],
  [
    'the ID token vouches for its own address alone',
    { email: mallory, email_verified: true },
    { email: victim, email_verified: 'true' },
    'account_exists',
  ],
  ['an address in userinfo alone counts', {}, { email: victim, email_verified: true }, victim],
  ['an address in the ID token alone counts', { email: victim, email_verified: true }, {}, victim],
];

describe('of two answers', () => {
  test.each(rows)('%s', async (_, idToken, userinfo, outcome) => {
    await using scene = await openScene();
    await addPerson(scene.app, { email: victim });
    expect(await arrive(scene, { idToken, userinfo })).toBe(outcome);
  });
});
