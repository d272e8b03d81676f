// Set-ups that fail only when a person signs in, with what the test of a sign-in says; the handbook has the same table.
import type { CureCode, FindingCode } from '../../src/core/finding-codes.ts';
import type { Scene } from '../support/oidc-scene.ts';
import { signingKey } from '../support/provider/keys.ts';
import type { Script } from '../support/provider/script.ts';
import type { Env } from '../support/test-app.ts';

export interface FailingSignIn {
  /** What is wrong, as the handbook says it. */
  readonly name: string;
  readonly code: FindingCode;
  readonly cure: CureCode;
  readonly env?: Env;
  /** What the provider says of the person. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly script?: Script;
  readonly arrange?: (scene: Scene) => unknown;
}

const email = 'ada@example.com';

const answers: readonly FailingSignIn[] = [
  {
    name: 'Entra ID and others: the address is in another claim, such as `upn`',
    claims: { name: 'Ada', upn: email },
    code: 'email_missing',
    cure: 'set_email_claim',
  },
  {
    name: 'The person has no address there, or it is not sent',
    claims: { name: 'Ada' },
    code: 'email_missing',
    cure: 'send_email',
  },
  {
    name: 'The provider does not say whether the address is verified',
    claims: { name: 'Ada', email },
    code: 'email_not_verified',
    cure: 'set_trust_email',
  },
  {
    name: 'The address is not verified there, or comes from another claim than `email`',
    claims: { name: 'Ada', email, email_verified: false },
    code: 'email_not_verified',
    cure: 'verify_email_there',
  },
  {
    name: 'The name is in another claim',
    claims: { email, email_verified: true, displayName: 'Ada' },
    code: 'name_missing',
    cure: 'set_name_claim',
  },
  {
    name: 'Settings need groups, and the provider sends none',
    env: { OIDC_ADMIN_GROUPS: 'admins' },
    claims: { name: 'Ada', email, email_verified: true },
    code: 'groups_not_sent',
    cure: 'send_groups_other',
  },
  {
    name: 'Entra ID leaves the groups of a person with many out',
    env: { OIDC_ADMIN_GROUPS: 'admins' },
    claims: { name: 'Ada', email, email_verified: true, _claim_names: { groups: 'src1' } },
    code: 'groups_left_out',
    cure: 'use_app_roles',
  },
  {
    name: 'Signed userinfo cannot be verified',
    claims: { email, email_verified: true },
    arrange: async ({ provider }) =>
      provider.script({ signedUserinfo: { key: await signingKey('RS256', 'unknown') } }),
    code: 'userinfo_failed',
    cure: 'show_signing_key',
  },
  {
    name: '`OIDC_AUTO_CREATE=false`, and the person has no account here',
    env: { OIDC_AUTO_CREATE: 'false' },
    claims: { name: 'Ada', email, email_verified: true },
    code: 'account_not_created',
    cure: 'create_account_first',
  },
];

const failures: readonly FailingSignIn[] = [
  {
    name: 'The person cancelled, or may not use this client',
    script: { callback: { error: 'access_denied', code: null } },
    code: 'sign_in_failed',
    cure: 'assign_person',
  },
  {
    name: 'The provider refuses the scopes',
    script: { callback: { error: 'invalid_scope', code: null } },
    code: 'sign_in_failed',
    cure: 'remove_scopes',
  },
  {
    name: 'The client secret was changed at the provider',
    script: { token: { status: 401, json: { error: 'invalid_client' } } },
    code: 'sign_in_failed',
    cure: 'compare_client',
  },
  {
    name: 'The ID token is signed with the client secret',
    script: { idToken: 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl' },
    code: 'sign_in_failed',
    cure: 'choose_signing_key',
  },
  {
    name: 'The ID token is signed with a key that the provider does not show',
    arrange: async ({ provider }) =>
      provider.script({ idToken: { key: await signingKey('RS256', 'unknown') } }),
    code: 'sign_in_failed',
    cure: 'show_signing_key',
  },
  {
    name: 'The ID token is of another time, because a clock is wrong',
    arrange: ({ provider }) => {
      const now = Math.floor(Date.now() / 1000);
      provider.script({ idToken: { claims: { iat: now + 3600, exp: now + 7200 } } });
    },
    code: 'sign_in_failed',
    cure: 'set_both_clocks',
  },
  {
    name: 'The ID token names another issuer than the discovery document',
    script: { idToken: { claims: { iss: 'https://id.example.com/old' } } },
    code: 'sign_in_failed',
    cure: 'compare_token_issuer',
  },
  {
    name: 'The ID token is for another client',
    script: { idToken: { claims: { aud: 'other', azp: 'other' } } },
    code: 'sign_in_failed',
    cure: 'add_client_id',
  },
];

export const failingSignIns: readonly FailingSignIn[] = [...answers, ...failures];
