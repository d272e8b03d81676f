// What the test of a provider finds about scopes and groups, from its discovery document alone.
import { expect, test } from 'bun:test';
import type { DoctorSettings } from '../../src/openid/findings.ts';
import { groupFindings } from '../../src/openid/group-findings.ts';
import { type Metadata, readMetadata } from '../../src/openid/metadata.ts';

interface Row {
  readonly name: string;
  readonly issuer?: string;
  readonly document?: Readonly<Record<string, unknown>>;
  readonly settings?: Partial<DoctorSettings>;
  /** As `check outcome code: params (cure)`. */
  readonly findings: readonly string[];
}

const usual = ['openid', 'email', 'profile'];
const groups = { groupClaims: ['groups'] };

const rows: readonly Row[] = [
  { name: 'nothing needs groups', document: { scopes_supported: usual }, findings: [] },
  { name: 'nothing is announced, and nothing needs groups', findings: [] },
  {
    name: 'the claim is announced',
    document: { scopes_supported: [...usual, 'groups'], claims_supported: ['sub', 'groups'] },
    settings: groups,
    findings: ['groups ok groups_announced: {"claims":["groups"]}'],
  },
  {
    name: 'one of several claims is announced, by the name that its path begins with',
    document: { claims_supported: ['realm_access'] },
    settings: { groupClaims: ['groups', 'realm_access.roles'] },
    findings: ['groups ok groups_announced: {"claims":["realm_access.roles"]}'],
  },
  {
    name: 'a pointer',
    document: { claims_supported: ['a'] },
    settings: { groupClaims: ['/a/b'] },
    findings: ['groups ok groups_announced: {"claims":["/a/b"]}'],
  },
  {
    name: 'a name with dots that is an address',
    document: { claims_supported: ['https://x.example/groups'] },
    settings: { groupClaims: ['https://x.example/groups'] },
    findings: ['groups ok groups_announced: {"claims":["https://x.example/groups"]}'],
  },
  {
    name: 'the claim is not announced',
    document: { claims_supported: ['sub'] },
    settings: groups,
    findings: ['groups skipped groups_unannounced: {"claims":["groups"]} (send_groups_other)'],
  },
  {
    name: 'Keycloak announces no claim',
    issuer: 'https://keycloak.example.com/realms/home',
    settings: groups,
    findings: ['groups skipped groups_unannounced: {"claims":["groups"]} (send_groups_keycloak)'],
  },
  {
    name: 'Entra ID announces no claim',
    issuer: 'https://login.microsoftonline.com/1b2c/v2.0',
    settings: groups,
    findings: ['groups skipped groups_unannounced: {"claims":["groups"]} (send_groups_entra)'],
  },
  {
    name: 'Google sends none',
    issuer: 'https://accounts.google.com',
    settings: groups,
    findings: [
      'groups warning groups_never_sent: {"provider":"Google"} (use_provider_with_groups)',
    ],
  },
  {
    name: 'a scope is unknown there',
    document: { scopes_supported: usual },
    settings: { scopes: [...usual, 'groups', 'roles'] },
    findings: ['scopes warning scopes_unannounced: {"scopes":["groups","roles"]} (remove_scopes)'],
  },
  {
    name: 'a scope is asked for where none is announced',
    settings: { scopes: ['openid', 'groups'] },
    findings: [],
  },
];

test.each([...rows])(
  '$name',
  ({ issuer = 'https://id.example.com', document, settings, findings }) => {
    const found = groupFindings(metadataOf(issuer, document), {
      issuer,
      clientId: 'anchor',
      clientSecret: null,
      clientAuth: 'auto',
      allowHttp: false,
      internalUrl: null,
      scopes: usual,
      groupClaims: [],
      ...settings,
    });
    expect(
      found.map(({ check, outcome, code, params, cureCode }) => {
        const cure = cureCode === null ? '' : ` (${cureCode})`;
        return `${check} ${outcome} ${code}: ${JSON.stringify(params)}${cure}`;
      }),
    ).toEqual([...findings]);
  },
);

function metadataOf(issuer: string, more: Row['document'] = {}): Metadata {
  const at = (path: string) => new URL(path, issuer).href;
  const endpoints = {
    issuer,
    authorization_endpoint: at('/authorize'),
    token_endpoint: at('/token'),
    jwks_uri: at('/jwks'),
  };
  return readMetadata({ ...endpoints, ...more }, { issuer, allowHttp: false, internalUrl: null });
}
