// What the groups of a user decide about a sign-in, without a database.
import { describe, expect, test } from 'bun:test';
import {
  type AdminChange,
  decideAdmin,
  decideByGroups,
  type GroupRules,
} from '../../src/features/federation/claimed-groups/rules.ts';
import { missingGroups } from '../../src/openid/group-sentences.ts';
import { readGroups } from '../../src/openid/group-claims.ts';

const rules: GroupRules = {
  providerName: 'Pocket ID',
  isNeeded: true,
  allowed: [],
  admins: [],
  sync: 'mapped',
  adminForMs: 1000,
};

interface Row {
  readonly name: string;
  readonly names: readonly string[];
  readonly rules?: Partial<GroupRules>;
  readonly isFirstUser?: boolean;
  readonly decision: string;
}

const rows: readonly Row[] = [
  { name: 'no rule', names: ['family'], decision: 'in family' },
  { name: 'no rule and no group', names: [], decision: 'in nothing' },
  { name: 'allowed', names: ['b'], rules: { allowed: ['a', 'b'] }, decision: 'in b' },
  { name: 'not allowed', names: ['c'], rules: { allowed: ['a', 'b'] }, decision: 'not_allowed' },
  { name: 'allowed, no group', names: [], rules: { allowed: ['a'] }, decision: 'not_allowed' },
  { name: 'another case', names: ['A'], rules: { allowed: ['a'] }, decision: 'not_allowed' },
  {
    name: 'an administrator who is in no allowed group',
    names: ['boss'],
    rules: { allowed: ['a'], admins: ['boss'] },
    decision: 'not_allowed',
  },
  {
    name: 'an administrator by the first group of the setting',
    names: ['c', 'b', 'a'],
    rules: { admins: ['a', 'b'] },
    decision: 'admin by a in c b a',
  },
  { name: 'an Admin', names: ['Admins'], rules: { admins: ['admins'] }, decision: 'in Admins' },
  { name: 'nothing kept', names: ['a'], rules: { sync: 'off' }, decision: 'in nothing' },
  {
    name: 'an administrator, nothing kept',
    names: ['a'],
    rules: { sync: 'off', admins: ['a'] },
    decision: 'admin by a in nothing',
  },
  {
    name: 'the first user, in the group',
    names: ['a'],
    rules: { admins: ['a'] },
    isFirstUser: true,
    decision: 'admin by a in a',
  },
  {
    name: 'the first user, in no such group',
    names: ['b'],
    rules: { admins: ['a'] },
    isFirstUser: true,
    decision: 'no_first_administrator',
  },
  { name: 'the first user, no such setting', names: [], isFirstUser: true, decision: 'in nothing' },
];

test.each([...rows])('$name', ({ names, isFirstUser = false, ...row }) => {
  const decided = decideByGroups({ names }, { ...rules, ...row.rules }, { isFirstUser });
  const inWords =
    decided.kind === 'refused'
      ? decided.why
      : [
          ...(decided.adminGroup === null ? [] : [`admin by ${decided.adminGroup}`]),
          `in ${decided.memberships.join(' ') || 'nothing'}`,
        ].join(' ');
  expect(inWords).toBe(row.decision);
});

describe('the role by a group', () => {
  const now = 5000;
  const nobody = {
    is_admin: 0,
    admin_group: null,
    admin_group_until: null,
    token_version: 3,
  } as const;
  const holder = { ...nobody, admin_group: 'a', admin_group_until: now + 1 } as const;
  const former = { ...holder, admin_group_until: now } as const;
  const renewed = { admin_group: 'b', admin_group_until: 6000 };
  const none = { admin_group: null, admin_group_until: null };

  const changes: readonly (readonly [
    string,
    Parameters<typeof decideAdmin>[0],
    string | null,
    boolean,
    AdminChange,
  ])[] = [
    ['gained', nobody, 'b', false, { columns: renewed, outcome: 'gained' }],
    ['gained after it had ended', former, 'b', false, { columns: renewed, outcome: 'gained' }],
    ['renewed', holder, 'b', false, { columns: renewed, outcome: 'renewed' }],
    ['renewed for the only one', holder, 'b', true, { columns: renewed, outcome: 'renewed' }],
    ['never held', nobody, null, false, { columns: {}, outcome: 'none' }],
    [
      'never held, and there is no administrator',
      nobody,
      null,
      true,
      { columns: {}, outcome: 'none' },
    ],
    ['lost', holder, null, false, { columns: { ...none, token_version: 4 }, outcome: 'lost' }],
    [
      'lost by one who is appointed here too',
      { ...holder, is_admin: 1 },
      null,
      false,
      { columns: none, outcome: 'none' },
    ],
    ['ended before', former, null, false, { columns: none, outcome: 'none' }],
    ['ended before for the only one', former, null, true, { columns: none, outcome: 'none' }],
    [
      'kept by the only one',
      holder,
      null,
      true,
      { columns: { admin_group_until: 6000 }, outcome: 'withheld' },
    ],
  ];

  test.each([...changes])('%s', (_, user, adminGroup, isOnlyAdmin, change) => {
    expect(decideAdmin(user, adminGroup, { now, adminForMs: 1000, isOnlyAdmin })).toEqual(change);
  });
});

test.each([
  [{ groups: ['a'] }, null],
  [{ groups: [] }, 'empty'],
  [{ groups: ['a,b'] }, 'empty'],
  [{}, 'absent'],
  [{ groups: 7 }, 'absent'],
  [{ _claim_names: { groups: 'src1' } }, 'overage'],
] as const)('groups are missing from %p: %p', (said, missing) => {
  const answers = { idToken: { sub: 'x', ...said }, userinfo: null };
  expect(missingGroups(readGroups(answers, ['groups']))).toBe(missing);
});
