// The groups in the claims of providers: where they are, what they look like, and which names are usable.
import { describe, expect, test } from 'bun:test';
import {
  hasEveryGroupClaim,
  hasGroups,
  maxGroups,
  readGroups,
} from '../../src/openid/group-claims.ts';

const sub = 'person-1';
type Said = Readonly<Record<string, unknown>>;

interface Shape {
  readonly name: string;
  readonly paths?: readonly string[];
  readonly idToken?: Said;
  readonly userinfo?: Said;
  readonly names: readonly string[];
  readonly isOverage?: boolean;
  readonly isAbsent?: boolean;
}

const roleOfZitadel = { '2178': { id: 'home.id.example.com' } };
const zitadelRoles = 'urn:zitadel:iam:org:project:roles';
const many = Array.from({ length: 200 }, (_, index) => `6f1c-${index}`);

const shapes: readonly Shape[] = [
  { name: 'Pocket ID', idToken: { groups: ['family', 'admins'] }, names: ['family', 'admins'] },
  { name: 'Pocket ID, in no group', idToken: { groups: [] }, names: [] },
  { name: 'Authelia, in userinfo only', userinfo: { groups: ['family'] }, names: ['family'] },
  {
    name: 'Authentik',
    idToken: { groups: ['authentik Admins', 'family'] },
    names: ['authentik Admins', 'family'],
  },
  {
    name: 'Keycloak, paths of groups',
    idToken: { groups: ['/family', '/family/children'] },
    names: ['family', 'family/children'],
  },
  {
    name: 'Keycloak, realm roles',
    paths: ['realm_access.roles'],
    idToken: { realm_access: { roles: ['offline_access', 'family'] } },
    names: ['offline_access', 'family'],
  },
  {
    name: 'Keycloak, roles of a client',
    paths: ['resource_access.anchor.roles'],
    idToken: { resource_access: { anchor: { roles: ['family'] } } },
    names: ['family'],
  },
  {
    name: 'Entra, ids',
    idToken: { groups: ['6f1c0a52-7c1e-4d3b-9b52-3f1c2a6e8d10'] },
    names: ['6f1c0a52-7c1e-4d3b-9b52-3f1c2a6e8d10'],
  },
  { name: 'Entra, roles', paths: ['roles'], idToken: { roles: ['family'] }, names: ['family'] },
  {
    name: 'Entra, too many groups',
    idToken: {
      _claim_names: { groups: 'src1' },
      _claim_sources: { src1: { endpoint: 'https://graph.example/getMemberObjects' } },
    },
    names: [],
    isOverage: true,
    isAbsent: true,
  },
  {
    name: 'Entra, too many groups for an address',
    idToken: { hasgroups: true },
    names: [],
    isOverage: true,
    isAbsent: true,
  },
  {
    name: 'Entra, too many groups, where roles are asked for',
    paths: ['roles'],
    idToken: { _claim_names: { groups: 'src1' }, hasgroups: true, roles: ['family'] },
    names: ['family'],
  },
  {
    name: 'Zitadel',
    paths: [zitadelRoles],
    idToken: { [zitadelRoles]: { family: roleOfZitadel, kitchen: roleOfZitadel } },
    names: ['family', 'kitchen'],
  },
  {
    name: 'a name that is an address',
    paths: ['https://auth.example.com/groups'],
    idToken: { 'https://auth.example.com/groups': ['family'] },
    names: ['family'],
  },
  { name: 'Google', idToken: { hd: 'example.com' }, names: [], isAbsent: true },
  { name: 'one text', idToken: { groups: 'family' }, names: ['family'] },
  { name: 'one text with blanks is one group', idToken: { groups: 'a b' }, names: ['a b'] },
  { name: 'an empty text', idToken: { groups: '' }, names: [] },
  { name: 'an empty object', idToken: { groups: {} }, names: [] },
  ...[null, 7, true, [7], ['family', 7], [['family']], [{ name: 'family' }]].map(
    (groups): Shape => ({
      name: `no groups: ${JSON.stringify(groups)}`,
      idToken: { groups },
      names: [],
      isAbsent: true,
    }),
  ),
  {
    name: 'the ID token counts before userinfo',
    idToken: { groups: ['family'] },
    userinfo: { groups: ['admins'] },
    names: ['family'],
  },
  {
    name: 'also when it names no group',
    idToken: { groups: [] },
    userinfo: { groups: ['admins'] },
    names: [],
  },
  {
    name: 'userinfo counts when the ID token has the claim in an unusable form',
    idToken: { groups: 7 },
    userinfo: { groups: ['family'] },
    names: ['family'],
  },
  {
    name: 'several claims are united, each from the answer that has it',
    paths: ['groups', 'realm_access.roles', 'none'],
    idToken: { realm_access: { roles: ['family', 'kitchen'] } },
    userinfo: { groups: ['family', 'admins'] },
    names: ['family', 'admins', 'kitchen'],
  },
  {
    name: 'letter case is kept',
    idToken: { groups: ['Admins', 'admins'] },
    names: ['Admins', 'admins'],
  },
  { name: 'blanks are cut off', idToken: { groups: ['  family\t'] }, names: ['family'] },
  { name: 'each name counts once', idToken: { groups: ['a', '/a', ' a '] }, names: ['a'] },
  { name: 'one slash alone is cut off', idToken: { groups: ['//a', '/', ' '] }, names: ['/a'] },
  {
    name: 'a name of 100 characters, also of emoji',
    idToken: { groups: ['x'.repeat(100), '💡'.repeat(100)] },
    names: ['x'.repeat(100), '💡'.repeat(100)],
  },
  {
    name: 'the names of every object are no claims',
    paths: ['constructor', 'toString.name', '__proto__'],
    idToken: { groups: ['family'] },
    names: [],
    isAbsent: true,
  },
];

test.each([...shapes])('$name', ({ paths = ['groups'], idToken, userinfo, ...expected }) => {
  const said = readGroups(
    {
      idToken: idToken === undefined ? null : { sub, ...idToken },
      userinfo: userinfo === undefined ? null : { sub, ...userinfo },
    },
    paths,
  );
  expect(said.names).toEqual(expected.names);
  expect(said.isOverage).toBe(expected.isOverage ?? false);
  expect(hasGroups(said)).toBe(expected.isAbsent !== true);
});

describe('left out and told', () => {
  const unusable: readonly (readonly [string, string, string])[] = [
    ['a comma', 'a,admins', 'a,admins'],
    ['a line end', 'a\nb', 'a?b'],
    ['a NUL', 'a\0', 'a?'],
    ['a line separator', 'a\u2028b', 'a?b'],
    ['reversed text', 'a\u202Eb', 'a?b'],
    ['nothing visible', '\u200B', '?'],
    ['half a character', 'a\ud800', 'a�'],
    ['101 characters', 'x'.repeat(101), `${'x'.repeat(60)}…`],
    ['a megabyte', 'x'.repeat(1_000_000), `${'x'.repeat(60)}…`],
  ];

  test.each([...unusable])('a name with %s', (_, name, shown) => {
    const said = readGroups({ idToken: { sub, groups: ['family', name] }, userinfo: null }, [
      'groups',
    ]);
    expect(said).toMatchObject({ names: ['family'], dropped: [shown], droppedCount: 1 });
  });

  test('what is over 200, of all claims together', () => {
    const idToken = { sub, groups: many.slice(0, 150), roles: [...many, 'one', 'two'] };
    const said = readGroups({ idToken, userinfo: null }, ['groups', 'roles']);
    expect(said.names).toEqual(many);
    expect(said).toMatchObject({ dropped: ['one', 'two'], droppedCount: 2 });
    expect(said.found.flatMap(({ names }) => names)).not.toContain('one');
  });

  test('of very many names, the number and the first five', () => {
    const groups = Array.from({ length: 10_000 }, (_, index) => `g${index}`);
    const said = readGroups({ idToken: { sub, groups }, userinfo: null }, ['groups']);
    expect(said.names).toHaveLength(maxGroups);
    expect(said.droppedCount).toBe(9800);
    expect(said.dropped).toEqual(['g200', 'g201', 'g202', 'g203', 'g204']);
  });
});

test('each claim says which answer had it', () => {
  const answers = { idToken: { sub, groups: ['a'] }, userinfo: { sub, roles: { b: {} } } };
  expect(readGroups(answers, ['groups', 'roles', 'x']).found).toEqual([
    { path: 'groups', from: 'id_token', names: ['a'] },
    { path: 'roles', from: 'userinfo', names: ['b'] },
    { path: 'x', from: null, names: [] },
  ]);
});

test('userinfo is needed unless the ID token has every claim', () => {
  const claims = { sub, groups: [], roles: 7 };
  expect(hasEveryGroupClaim(claims, [])).toBe(true);
  expect(hasEveryGroupClaim(claims, ['groups'])).toBe(true);
  expect(hasEveryGroupClaim(claims, ['groups', 'roles'])).toBe(false);
});
