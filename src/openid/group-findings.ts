import { type DoctorSettings, type Finding, finding } from './findings.ts';
import { groupCures } from './group-sentences.ts';
import type { Metadata } from './metadata.ts';
import { providerKindOf } from './provider-kind.ts';
import { providerNames } from './provider-names.ts';
import { scopesFor } from './scopes.ts';

/** What the discovery document shows about scopes and groups; nothing when it shows no problem and none are needed. */
export function groupFindings(metadata: Metadata, settings: DoctorSettings): readonly Finding[] {
  return [
    scopesFinding(metadata, settings),
    missingScopesFinding(metadata, settings),
    scopeMapFinding(metadata, settings),
    claimsFinding(metadata, settings),
  ].filter((one) => one !== null);
}

function scopesFinding(metadata: Metadata, settings: DoctorSettings): Finding | null {
  const { scopes: announced } = metadata;
  if (announced === null) return null;
  const scopes = scopesFor(settings, metadata).filter((scope) => !announced.includes(scope));
  if (scopes.length === 0) return null;
  const unannounced = { code: 'scopes_unannounced', params: { scopes } } as const;
  return finding('scopes', 'warning', { ...unannounced, cure: 'remove_scopes' });
}

/** The scopes for which providers send address and name, when they are needed and not asked for. */
function missingScopesFinding(metadata: Metadata, settings: DoctorSettings): Finding | null {
  const { options } = settings;
  if (options === undefined) return null;
  const asked = scopesFor(settings, metadata);
  const needsEmail = options.emailClaim.includes('email') && !asked.includes('email');
  // Apple has the scope `name` in place of `profile`.
  const hasName = asked.includes('profile') || asked.includes('name');
  const needsName = options.nameClaim.includes('name') && !hasName;
  const scopes = [...(needsEmail ? ['email'] : []), ...(needsName ? ['profile'] : [])];
  if (scopes.length === 0) return null;
  const cure = 'add_scopes';
  return finding('scopes', 'warning', { code: 'scopes_missing', params: { scopes }, cure });
}

/** Kanidm refuses a user as soon as one scope is not in the scope map, and its document does not show the map. */
function scopeMapFinding(metadata: Metadata, settings: DoctorSettings): Finding | null {
  if (providerKindOf(metadata) !== 'kanidm') return null;
  const params = { scopes: scopesFor(settings, metadata) };
  const cure = 'update_scope_map';
  return finding('scopes', 'skipped', { code: 'scopes_need_map', params, cure });
}

/** Most providers announce no claims of their own, so a claim that is not announced may be sent all the same. */
function claimsFinding(metadata: Metadata, { groupClaims }: DoctorSettings): Finding | null {
  if (groupClaims.length === 0) return null;
  const kind = providerKindOf(metadata);
  const cure = groupCures[kind];
  if (kind === 'google' || kind === 'apple') {
    const params = { provider: providerNames[kind] };
    return finding('groups', 'warning', { code: 'groups_never_sent', params, cure });
  }
  const claims = groupClaims.filter((path) => metadata.claims?.includes(firstName(path)) === true);
  return claims.length === 0
    ? finding('groups', 'skipped', {
        code: 'groups_unannounced',
        params: { claims: groupClaims },
        cure,
      })
    : finding('groups', 'ok', { code: 'groups_announced', params: { claims } });
}

/** The name of the claim that a path begins with. */
function firstName(path: string): string {
  const [name = ''] = path.startsWith('/') ? path.slice(1).split('/') : [path];
  const isWhole = path.startsWith('/') || /[:/]/.test(path);
  return isWhole ? name : (path.split('.')[0] ?? path);
}
