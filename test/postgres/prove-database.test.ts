// What "prove-database" says: of arguments and databases that it refuses, and of a server that keeps every promise.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { races } from '../../src/cli/prove/races.ts';
import { parsePostgresUrl } from '../../src/core/postgres-address.ts';
import { deleteAllRows } from '../../src/db/postgres/clear.ts';
import { openPostgres } from '../../src/db/postgres/open.ts';
import { transcript, words } from '../cli/transcript.ts';
import { ask, newDatabase } from '../support/postgres-databases.ts';
import { tablesOf } from './moves.ts';

setDefaultTimeout(300_000);

const seeHelp = 'see "anchor-auth prove-database --help"';
const noAddress = `URL takes the address of a PostgreSQL server as postgres://USER:PASSWORD@HOST:PORT/DATABASE, with special characters of the password percent-encoded; ${seeHelp}`;

/** What it says of an address that is given in DATABASE_URL, so that it stands in no command line. */
function prove(url: string, more = '') {
  return transcript(words(`prove-database - ${more}`), { env: { DATABASE_URL: url } });
}

describe('the arguments of "prove-database"', () => {
  test.each([
    ['prove-database', `"prove-database" needs URL; ${seeHelp}`],
    ['prove-database mysql://root:hunter2@db/auth', noAddress],
    ['prove-database -', noAddress],
  ])('%s', async (line, problem) => {
    expect(await transcript(words(line))).toEqual({
      exitCode: 2,
      out: [],
      err: [`anchor-auth: ${problem}`],
    });
  });

  test.each(['0', '-1', '1.5', 'many'])('--rounds=%s', async (rounds) => {
    expect(await prove('postgres://anchor@localhost/auth', `--rounds=${rounds}`)).toEqual({
      exitCode: 2,
      out: [],
      err: ['anchor-auth: --rounds takes a whole number from 1 up; leave it out for 50'],
    });
  });
});

test('a database with a table is refused and left as it is', async () => {
  const url = await newDatabase();
  await ask(url, 'create table kept as select 1 as one');
  const { exitCode, out, err } = await prove(url);
  const { host, pathname } = new URL(url);
  expect({ exitCode, out, err }).toEqual({
    exitCode: 1,
    out: [],
    err: [
      `anchor-auth: The database ${host}${pathname} is not empty; name one without tables: everything in it is deleted`,
    ],
  });
  expect(await tablesOf(url)).toEqual(['kept']);
});

test('every promise holds on PostgreSQL, and the database is empty afterwards', async () => {
  const url = await newDatabase();
  const { host, pathname } = new URL(url);
  expect(await prove(url, '--rounds 2')).toEqual({
    exitCode: 0,
    out: [
      `Two servers change the same rows of ${host}${pathname}`,
      ...races.map(({ promise }) => `${promise}: 2 rounds, held`),
      'Every promise held: this database can be used by several instances.',
    ],
    err: [],
  });
  expect(await tablesOf(url)).toEqual([]);
});

test('the rows that running servers rely on stay between the races', async () => {
  const url = await newDatabase();
  const kept = ['kysely_migration', 'schema_changes', 'signing_keys'];
  const tables = [...kept, 'sessions', 'users'];
  await ask(url, tables.map((name) => `create table ${name} as select 1 as one`).join(';'));
  const parsed = parsePostgresUrl(url);
  if (!('value' in parsed)) throw new Error(parsed.problem);
  const database = await openPostgres(parsed.value);
  await deleteAllRows(database.migrations);
  await database.close();
  const counts = tables.map((name) => `select '${name}' as name from ${name}`).join(' union ');
  const left = await ask<{ name: string }>(url, `${counts} order by name`);
  expect(left.map(({ name }) => name)).toEqual(kept);
});
