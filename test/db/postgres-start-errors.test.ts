// The rules of a start on PostgreSQL that no server of the tests can show.
import { expect, test } from 'bun:test';
import { AppError } from '../../src/core/errors.ts';
import { parsePostgresUrl } from '../../src/core/postgres-address.ts';
import { refuseServer } from '../../src/db/postgres/server-facts.ts';
import { explainPostgresError } from '../../src/db/postgres/start-errors.ts';

const facts = {
  product: 'PostgreSQL 15.18 on x86_64',
  version: 150_018,
  isStandby: false,
  synchronousCommit: 'on',
  synchronousStandbys: '',
  standbys: 0,
};

test.each([
  ['PostgreSQL 13.22 on x86_64', 130_022, 'is PostgreSQL 13.22, and 14 is the oldest that works'],
  ['PostgreSQL 9.6.24 on x86_64', 90_624, 'is PostgreSQL 9.6.24'],
  ['PostgreSQL 14.0 on x86_64', 140_000, null],
  ['CockroachDB CCL v25.2.0', 130_000, null],
  ['PostgreSQL 11.2-YB-2.25.1.0-b0 on x86_64', 110_002, null],
])('of %s the start says whether it is too old', (product, version, says) => {
  const check = () => {
    refuseServer({ ...facts, product, version }, 'db:5432/x');
  };
  if (says === null) check();
  else expect(check).toThrow(says);
});

test('an error in the midst of a command is explained, whatever wraps it', () => {
  const parsed = parsePostgresUrl('postgres://me:CANARY@db/x');
  if ('problem' in parsed) throw new Error(parsed.problem);
  const cause = Object.assign(new Error('terminating connection'), { code: '57P01' });
  const error = new AppError('storage_unavailable', { cause });
  expect(explainPostgresError(error, parsed.value)).toMatchObject({
    message: 'The PostgreSQL server db:5432 is starting or stopping',
  });
});

test.each([
  ['42P05', 'prepared statement "a" already exists'],
  ['26000', 'prepared statement "a" does not exist'],
])('%s of a pooler without prepared statements has its cure', (code, text) => {
  const parsed = parsePostgresUrl('postgres://me:CANARY@pooler:6432/x');
  if ('problem' in parsed) throw new Error(parsed.problem);
  const error = Object.assign(new Error(text), { code });
  expect(explainPostgresError(error, parsed.value)).toMatchObject({
    message: 'The pooler at pooler:6432 mixes up the prepared statements of its clients',
    cure: expect.stringContaining('?prepare=false'),
  });
});

test('an error that no server has given passes as it is', () => {
  const parsed = parsePostgresUrl('postgres://me:CANARY@db/x');
  if ('problem' in parsed) throw new Error(parsed.problem);
  const error = new TypeError('a bug of the server');
  expect(explainPostgresError(error, parsed.value)).toBe(error);
});
