// Access tokens as providers make them, and what is known of each (security.md T04).
import type { Failure, Reply, TokenChanges } from './script.ts';

const unsaid = { client_id: undefined, aud: undefined };
const noType = { header: { typ: undefined } };
const plain = { scope: undefined, client_id: undefined };

export type Outcome =
  'accepted' | 'unprovable_oidc_token' | 'provider_unavailable' | `refused: ${string}`;

export interface AccessTokenCase {
  readonly name: string;
  readonly token: TokenChanges | 'opaque';
  /** Which client got it; default ours. */
  readonly clientId?: string;
  readonly introspection?: Reply | Failure | 'right';
  readonly auto: Outcome;
  readonly strict: Outcome;
}

function both(outcome: Outcome): Pick<AccessTokenCase, 'auto' | 'strict'> {
  return { auto: outcome, strict: outcome };
}

const active = (said: Readonly<Record<string, unknown>>): Reply => ({
  json: { active: true, ...said },
});

export const accessTokenCases: readonly AccessTokenCase[] = [
  { name: 'JWT of our client', token: {}, ...both('accepted') },
  { name: 'JWT of a client of our apps', token: {}, clientId: 'anchor-app', ...both('accepted') },
  {
    name: 'JWT of our client for another audience (Keycloak)',
    token: { claims: { client_id: undefined, azp: 'anchor', aud: 'account', typ: 'Bearer' } },
    ...both('accepted'),
  },
  {
    name: 'JWT with nonce and scope (Authentik)',
    token: { claims: { client_id: undefined, azp: 'anchor', nonce: 'n' }, ...noType },
    ...both('accepted'),
  },
  {
    name: 'JWT labelled in its own way (Pocket ID)',
    token: { claims: { ...plain, type: 'oauth-access-token' }, header: { typ: 'JWT' } },
    ...both('accepted'),
  },
  {
    name: 'JWT with our audience alone',
    token: claims({ client_id: undefined }),
    ...both('accepted'),
  },
  {
    name: 'JWT of another client',
    token: {},
    clientId: 'other',
    ...both('refused: was made for "other" (client_id)'),
  },
  {
    name: 'JWT of another client for our audience',
    token: claims({ client_id: 'other', aud: 'anchor' }),
    ...both('refused: (client_id)'),
  },
  { name: 'JWT with a foreign azp', token: claims({ azp: 'other' }), ...both('refused: (azp)') },
  {
    name: 'JWT for another audience alone',
    token: claims({ client_id: undefined, aud: ['other'] }),
    ...both('refused: was made for ["other"]'),
  },
  {
    name: 'JWT that says nothing',
    token: claims(unsaid),
    auto: 'accepted',
    strict: 'unprovable_oidc_token',
  },
  {
    name: 'JWT that says nothing, introspected as ours',
    token: claims(unsaid),
    introspection: 'right',
    ...both('accepted'),
  },
  {
    name: 'JWT that says nothing, introspected as about another user',
    token: claims(unsaid),
    introspection: active({ client_id: 'anchor', sub: 'person-2' }),
    ...both('refused: another sub than introspection'),
  },
  {
    name: 'JWT without any label and with our audience',
    token: { claims: plain, ...noType },
    auto: 'accepted',
    strict: 'unprovable_oidc_token',
  },
  { name: 'expired JWT', token: claims({ exp: 1000 }), ...both('refused: has expired') },
  { name: 'JWT without exp', token: claims({ exp: undefined }), ...both('refused: "exp"') },
  {
    name: 'JWT with a broken signature',
    token: { tamper: 'signature' },
    ...both('refused: signature is wrong'),
  },
  { name: 'JWT without signature', token: { tamper: 'none' }, ...both('refused: is not signed') },
  {
    name: 'JWT of another issuer is opaque to us',
    token: claims({ iss: 'https://graph.example' }),
    auto: 'accepted',
    strict: 'unprovable_oidc_token',
  },
  {
    name: 'JWT of another issuer that names another client',
    token: claims({ iss: 'https://graph.example', client_id: 'other' }),
    ...both('refused: (client_id)'),
  },
  {
    name: 'ID token by its label (Keycloak)',
    token: { claims: { typ: 'ID' }, header: { typ: 'JWT' } },
    ...both('refused: is an ID token'),
  },
  {
    name: 'ID token by its at_hash',
    token: { claims: { at_hash: 'x' }, ...noType },
    ...both('refused: is an ID token'),
  },
  {
    name: 'ID token by its nonce',
    token: { claims: { ...plain, nonce: 'n' }, ...noType },
    ...both('refused: is an ID token'),
  },
  { name: 'opaque token', token: 'opaque', auto: 'accepted', strict: 'unprovable_oidc_token' },
  {
    name: 'opaque token of our client',
    token: 'opaque',
    introspection: 'right',
    ...both('accepted'),
  },
  {
    name: 'opaque token of another client',
    token: 'opaque',
    clientId: 'other',
    introspection: 'right',
    ...both('refused: was made for "other" (client_id)'),
  },
  {
    name: 'opaque token for our audience',
    token: 'opaque',
    introspection: active({ aud: ['x', 'anchor'] }),
    ...both('accepted'),
  },
  {
    name: 'opaque token for another audience',
    token: 'opaque',
    introspection: active({ aud: 'other' }),
    ...both('refused: was made for "other"'),
  },
  {
    name: 'opaque token that introspection says little about',
    token: 'opaque',
    introspection: active({}),
    auto: 'accepted',
    strict: 'unprovable_oidc_token',
  },
  {
    name: 'opaque token that is not active',
    token: 'opaque',
    introspection: { json: { active: false } },
    ...both('refused: is not active'),
  },
  {
    name: 'opaque token whose active is a text',
    token: 'opaque',
    introspection: { json: { active: 'true', client_id: 'anchor' } },
    ...both('refused: is not active'),
  },
  {
    name: 'opaque token of another issuer',
    token: 'opaque',
    introspection: active({ iss: 'https://other.example', client_id: 'anchor' }),
    ...both('refused: is of the issuer "https://other.example"'),
  },
  {
    name: 'opaque token, introspection down',
    token: 'opaque',
    introspection: 'down',
    ...both('provider_unavailable'),
  },
  {
    name: 'opaque token, introspection forbidden',
    token: 'opaque',
    introspection: { status: 403, json: {} },
    ...both('provider_unavailable'),
  },
];

function claims(changed: Readonly<Record<string, unknown>>): TokenChanges {
  return { claims: changed };
}
