import { expect, test } from 'bun:test';
import { copiedTables, readModel, tablesNotCopied } from '../../src/db/table-model.ts';

const copied = [
  'api_tokens',
  'audit_log',
  'exchange_codes',
  'group_members',
  'groups',
  'identities',
  'invitations',
  'link_requests',
  'link_tickets',
  'moved_identities',
  'named_tokens',
  'notice_times',
  'one_time_links',
  'outbox',
  'provider_moves',
  'sessions',
  'settings',
  'sign_in_flows',
  'signing_keys',
  'unlinked_subjects',
  'used_id_tokens',
  'used_logout_tokens',
  'users',
];

test('each table of the schema is copied, or is named as one that is not', async () => {
  const names = (await readModel()).map(({ name }) => name).toSorted();
  expect(names).toEqual([...copied, ...tablesNotCopied].toSorted());
  expect((await copiedTables()).map(({ name }) => name).toSorted()).toEqual(copied);
});

test('a table comes after those that its foreign keys name', async () => {
  const tables = await readModel();
  const places = new Map(tables.map(({ name }, index) => [name, index]));
  for (const { name, references } of tables) {
    const before = references.map((other) => places.get(other));
    expect([name, Math.max(-1, ...before.map(Number)) < (places.get(name) ?? 0)]).toEqual([
      name,
      true,
    ]);
  }
  expect(tables.find(({ name }) => name === 'sign_in_flows')?.references.toSorted()).toEqual([
    'sessions',
    'users',
  ]);
});

test('a table has its key in order and its columns of text', async () => {
  const table = (await readModel()).find(({ name }) => name === 'unlinked_subjects');
  expect(table).toMatchObject({
    key: ['provider', 'issuer', 'subject'],
    textColumns: ['provider', 'issuer', 'subject'],
  });
});
