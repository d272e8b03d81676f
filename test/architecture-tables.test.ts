// Holds that a table has one owner. The rule is also shown files that break it.
import { describe, expect, test } from 'bun:test';
import { readSources } from './support/architecture/source-tree.ts';
import { readers, readingsIn, tableViolations } from './support/architecture/table-owners.ts';

const sources = await readSources();

test('every table is read and written by its owner only, or read by name', () => {
  expect(tableViolations(sources)).toEqual([]);
});

test('nothing is allowed that is not done', () => {
  const done = readingsIn(sources);
  const allowed = Object.entries(readers).flatMap(([feature, tables]) =>
    tables.map((table) => `${feature} ${table}`),
  );
  expect(allowed.filter((reading) => !done.has(reading))).toEqual([]);
});

const users = 'src/features/users/queries.ts';
const list = 'src/features/sessions/list/queries.ts';
const backup = 'src/features/maintenance/backup/queries.ts';

const broken: readonly (readonly [path: string, text: string, found: string])[] = [
  [backup, `db.deleteFrom('sessions')`, 'writes sessions: ask the service of sessions'],
  [
    users,
    `db\n  .selectFrom('identities as i')`,
    'reads identities: ask the service of federation',
  ],
  [users, `db.selectFrom('users as u').leftJoin(\n  'sessions as s'`, 'reads sessions'],
  [list, `db.updateTable('users')`, 'writes users'],
  [list, `db.insertInto('identities')`, 'writes identities'],
  [
    'src/features/federation/used-id-tokens/queries.ts',
    `db.deleteFrom('exchange_codes')`,
    'writes exchange',
  ],
  [users, `deleteExpired(db, { table: 'exchange_codes', key: 'code_hash' })`, 'writes exchange'],
  [users, `db.selectFrom('a_new_one')`, 'names a_new_one, which has no owner'],
];

const fine: readonly (readonly [path: string, text: string])[] = [
  [list, `db.selectFrom('sessions').innerJoin('users as u', 'u.id', 'user_id')`],
  ['src/features/users/service.ts', `db.selectFrom('identities')`],
  [users, `db.with('hits', (q) => q.selectFrom('users')).selectFrom('hits')`],
];

describe('the rule', () => {
  test.each(broken)('sees %s with %j', (path, text, found) => {
    const lines = tableViolations([{ path, text }]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toStartWith(`${path} `);
    expect(lines[0]).toContain(found);
  });

  test.each(fine)('allows %s with %j', (path, text) => {
    expect(tableViolations([{ path, text }])).toEqual([]);
  });
});
