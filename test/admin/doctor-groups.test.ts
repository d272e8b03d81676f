// The test of the provider with the settings about groups and scopes that are in force.
import { expect, test } from 'bun:test';
import type { OidcTest } from '../../src/features/admin/providers/schema.ts';
import { oidcEnv } from '../support/oidc-scene.ts';
import { startProvider } from '../support/provider/provider.ts';
import { createTestApp, type Env } from '../support/test-app.ts';
import { addAdmin } from './administrator.ts';

async function findingsWith(env: Env, announce: Readonly<Record<string, unknown>>) {
  await using provider = await startProvider({ announce });
  await using app = await createTestApp({ ...oidcEnv(provider), ...env });
  const { body } = await (await addAdmin(app)).ask('POST', '/settings/oidc/test', {});
  const { findings } = body as OidcTest;
  return findings
    .filter(({ check }) => check === 'scopes' || check === 'groups')
    .map(({ code, cureCode }) => `${code} ${cureCode ?? ''}`.trim());
}

const usual = ['openid', 'email', 'profile'];

test.each([
  ['nothing is said where no setting is about groups', {}, { scopes_supported: usual }, []],
  [
    'a claim that is not announced may be sent all the same',
    { OIDC_ALLOWED_GROUPS: 'family' },
    { scopes_supported: usual, claims_supported: ['sub'] },
    ['groups_unannounced send_groups_other'],
  ],
  [
    'a claim that is announced is good',
    { OIDC_ADMIN_GROUPS: 'owners', OIDC_GROUPS_CLAIM: 'roles' },
    { scopes_supported: usual, claims_supported: ['sub', 'roles'] },
    ['groups_announced'],
  ],
  [
    'a scope that the provider does not know is a warning',
    { OIDC_SCOPES: 'openid groups' },
    { scopes_supported: usual },
    ['scopes_unannounced remove_scopes', 'scopes_missing add_scopes'],
  ],
  [
    'memberships that do not follow need no claim',
    { OIDC_SYNC_GROUPS: 'off', OIDC_GROUPS_CLAIM: 'roles' },
    { scopes_supported: usual },
    [],
  ],
] as const)('%s', async (_, env, announce, findings) => {
  expect(await findingsWith(env, announce)).toEqual([...findings]);
});
