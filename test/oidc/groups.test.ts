// Groups at the OpenID provider (security.md T80): what a sign-in decides by them, for each provider's way of sending.
import { describe, expect, test } from 'bun:test';
import { auditOf } from '../support/audit-lines.ts';
import { addGroups, enter, groupsIn, join, membershipsOf } from '../support/claimed-groups.ts';
import { lastingRows, openScene, type Scene } from '../support/oidc-scene.ts';
import { addPerson } from '../support/people.ts';
import type { Env } from '../support/test-app.ts';

const email = 'ada@example.com';
const ada = { sub: 'person-1', email, email_verified: true, name: 'Ada', picture: 'x' };
const zitadelRoles = 'urn:zitadel:iam:org:project:roles';
const addAdmin = ({ app }: Scene) => addPerson(app, { email: 'root@example.com', isAdmin: true });

type Said = Readonly<Record<string, unknown>>;

interface Row {
  readonly name: string;
  readonly env?: Env;
  readonly claims: Said;
  readonly inUserinfoOnly?: boolean;
  /** The groups of the person afterwards, or why they are refused. */
  readonly outcome: readonly string[] | 'group_required';
}

const all: Env = { OIDC_SYNC_GROUPS: 'all' };
const only = (groups: string, claim = 'groups'): Env => ({
  OIDC_ALLOWED_GROUPS: groups,
  OIDC_GROUPS_CLAIM: claim,
  ...all,
});

const rows: readonly Row[] = [
  { name: 'Pocket ID', env: all, claims: { groups: ['family'] }, outcome: ['family'] },
  {
    name: 'Pocket ID, a group that may sign in',
    env: only('friends, family'),
    claims: { groups: ['family'] },
    outcome: ['family'],
  },
  {
    name: 'Pocket ID, no group that may sign in',
    env: only('family'),
    claims: { groups: ['friends'] },
    outcome: 'group_required',
  },
  {
    name: 'Pocket ID, no group',
    env: only('family'),
    claims: { groups: [] },
    outcome: 'group_required',
  },
  {
    name: 'Authelia, in userinfo only',
    env: only('family'),
    claims: { groups: ['family'] },
    inUserinfoOnly: true,
    outcome: ['family'],
  },
  {
    name: 'Authentik, names with blanks',
    env: only('authentik Admins'),
    claims: { groups: ['authentik Admins'] },
    outcome: ['authentik Admins'],
  },
  {
    name: 'Keycloak, paths',
    env: only('/family/parents'),
    claims: { groups: ['/family/parents', '/family'] },
    outcome: ['family', 'family/parents'],
  },
  {
    name: 'Keycloak, realm roles',
    env: only('family', 'realm_access.roles'),
    claims: { realm_access: { roles: ['family'] } },
    outcome: ['family'],
  },
  {
    name: 'Keycloak, groups and roles united',
    env: only('family', 'groups, /resource_access/anchor/roles'),
    claims: { groups: ['/home'], resource_access: { anchor: { roles: ['family'] } } },
    outcome: ['family', 'home'],
  },
  {
    name: 'Entra, ids',
    env: only('6f1c0a52-7c1e-4d3b-9b52-3f1c2a6e8d10'),
    claims: { groups: ['6f1c0a52-7c1e-4d3b-9b52-3f1c2a6e8d10'] },
    outcome: ['6f1c0a52-7c1e-4d3b-9b52-3f1c2a6e8d10'],
  },
  { name: 'Entra, roles', env: only('f', 'roles'), claims: { roles: ['f'] }, outcome: ['f'] },
  {
    name: 'Entra, too many groups',
    env: only('family'),
    claims: { _claim_names: { groups: 'src1' } },
    outcome: 'group_required',
  },
  {
    name: 'Zitadel',
    env: only('family', zitadelRoles),
    claims: { [zitadelRoles]: { family: { '2178': 'home.example.com' } } },
    outcome: ['family'],
  },
  { name: 'Google', env: only('family'), claims: {}, outcome: 'group_required' },
  { name: 'Google, where any may sign in', env: all, claims: {}, outcome: [] },
  {
    name: 'a name that differs in case',
    env: only('Family'),
    claims: { groups: ['family', 'FAMILY'] },
    outcome: 'group_required',
  },
  {
    name: 'a name that would be two where names are joined by commas',
    env: only('family'),
    claims: { groups: ['x,family', 'x'] },
    outcome: 'group_required',
  },
  {
    name: 'a group behind 200 others',
    env: only('family'),
    claims: { groups: [...Array.from({ length: 10_000 }, (_, index) => `g${index}`), 'family'] },
    outcome: 'group_required',
  },
  {
    name: 'a value that names no groups',
    env: only('family'),
    claims: { groups: [{ name: 'family' }] },
    outcome: 'group_required',
  },
];

describe.each([...rows])('$name', ({ env = {}, claims, inUserinfoOnly = false, outcome }) => {
  test.each([
    ['of a new user', false],
    ['of a user with an account', true],
  ])('%s', async (_, isKnown) => {
    await using scene = await openScene({ env });
    const { app, provider } = scene;
    await addAdmin(scene);
    if (isKnown) await addPerson(app, { email });
    provider.person({ ...ada, ...claims }, { inUserinfoOnly });
    const before = await lastingRows(app);
    const entered = await enter(scene);
    const got: unknown = typeof entered === 'string' ? entered : entered.user.groups;
    expect(got).toEqual(outcome);
    if (typeof entered !== 'string') return;
    expect(await lastingRows(app)).toEqual(before);
  });
});

test('the page of a refusal names the provider, and the log says what to set there', async () => {
  const env = { ...only('family'), OIDC_PROVIDER_NAME: 'Home ID' };
  await using scene = await openScene({ env });
  await addAdmin(scene);
  scene.provider.person(ada);
  const { query, url } = await scene.browser.signIn('/account');
  expect(url.pathname).toBe('/login');
  expect(query).toEqual({
    error: 'Your account at Home ID is not in a group that may sign in here.',
    error_code: 'group_required',
    redirect: '/account',
  });
  expect(await auditOf(scene.app)).toEqual([
    'session.failed failure {"provider":"oidc","groups":"absent","claims":"groups","cure":"send_groups_other","reason":"group_required"}',
  ]);
  expect(scene.app.lines.join('\n')).toContain(
    'the provider sent no \\"groups\\" claim: Set OIDC_GROUPS_CLAIM to the claim',
  );
});

describe('at the next sign-in', () => {
  const scenes: readonly {
    readonly name: string;
    readonly env: Env;
    readonly claims: Said;
    readonly after: readonly string[];
    readonly groups: readonly string[];
  }[] = [
    {
      name: 'groups that exist here are followed, and others ignored',
      env: {},
      claims: { groups: ['kitchen', 'unknown', 'Family'] },
      after: ['family local', 'kitchen oidc'],
      groups: ['family local', 'garden local', 'kitchen local'],
    },
    {
      name: 'all groups are followed, and made where they are missing',
      env: all,
      claims: { groups: ['kitchen', 'unknown', 'admins'] },
      after: ['admins oidc', 'family local', 'kitchen oidc', 'unknown oidc'],
      groups: ['admins oidc', 'family local', 'garden local', 'kitchen local', 'unknown oidc'],
    },
    {
      name: 'a membership of both kinds ends as that of the provider alone',
      env: {},
      claims: { groups: ['family'] },
      after: ['family local', 'family oidc'],
      groups: ['family local', 'garden local', 'kitchen local'],
    },
    {
      name: 'none is followed where that is off',
      env: { OIDC_SYNC_GROUPS: 'off' },
      claims: { groups: ['kitchen', 'garden'] },
      after: ['family local'],
      groups: ['family local', 'garden local', 'kitchen local'],
    },
    {
      name: 'a provider that sends no claim leaves no membership of its own',
      env: {},
      claims: {},
      after: ['family local'],
      groups: ['family local', 'garden local', 'kitchen local'],
    },
  ];

  test.each([...scenes])('$name', async ({ env, claims, after, groups }) => {
    await using scene = await openScene({ env });
    const { app, provider } = scene;
    await addAdmin(scene);
    await addGroups(app, 'family', 'kitchen', 'garden');
    provider.person(ada);
    await enter(scene);
    await join(app, email, { name: 'family' });
    await join(app, email, { name: 'garden', source: 'oidc' });
    provider.person({ ...ada, ...claims });
    await enter(scene);
    expect(await membershipsOf(app, email)).toEqual(after);
    expect(await groupsIn(app)).toEqual(groups);
  });
});
