// A start after an orderly stop serves at once. Whatever else has happened to the file, it is checked first.
import { Database as SqliteDatabase } from 'bun:sqlite';
import { describe, expect, test } from 'bun:test';
import {
  copyFileSync,
  existsSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { openOwnDatabase } from '../../src/io/clean-stop.ts';
import { layEmptyDatabase, temporaryDirectory } from '../support/test-database.ts';

/** A database that its server has put away. */
async function putAway() {
  const directory = temporaryDirectory();
  const file = join(directory.path, 'anchor.db');
  const mark = join(directory.path, 'clean-stop');
  await layEmptyDatabase(file);
  const first = openOwnDatabase(file, mark);
  expect(first.isProven()).toBe(true);
  await first.close();
  expect(readFileSync(mark, 'utf8')).toMatch(/^size=\d+ changes=\d+ inode=\d+ modified=\d+\n$/);
  return { ...directory, file, mark };
}

const setting = `insert into settings values ('key', 'value', 0, 1, null)`;

type Place = Awaited<ReturnType<typeof putAway>>;

const events: readonly (readonly [name: string, happen: (place: Place) => void])[] = [
  [
    'another program has written a row',
    ({ file }) => {
      using other = new SqliteDatabase(file);
      other.run(setting);
    },
  ],
  [
    'another program has written into a log that still lies there',
    ({ file, path }) => {
      using other = new SqliteDatabase(file);
      other.run(setting);
      copyFileSync(`${file}-wal`, join(path, 'kept'));
      other.close();
      renameSync(join(path, 'kept'), `${file}-wal`);
    },
  ],
  ['an empty log lies beside it', ({ file }) => writeFileSync(`${file}-wal`, '')],
  [
    'a copy has taken its place',
    ({ file }) => {
      copyFileSync(file, `${file}.copy`);
      const { atime, mtime } = statSync(file);
      utimesSync(`${file}.copy`, atime, mtime);
      renameSync(`${file}.copy`, file);
    },
  ],
  [
    'its bytes were written anew',
    ({ file }) => {
      const later = new Date(statSync(file).mtimeMs + 1000);
      writeFileSync(file, readFileSync(file));
      utimesSync(file, later, later);
    },
  ],
  [
    'its change counter went on, whatever the clock says',
    ({ file }) => {
      const { atimeMs, mtimeMs } = statSync(file);
      const bytes = readFileSync(file);
      for (const at of [24, 92]) bytes.writeUInt32BE(bytes.readUInt32BE(at) + 1, at);
      writeFileSync(file, bytes);
      utimesSync(file, atimeMs / 1000, (Math.floor(mtimeMs) + 0.5) / 1000);
    },
  ],
  ['the mark is empty', ({ mark }) => truncateSync(mark, 0)],
  ['the mark was cut short', ({ mark }) => truncateSync(mark, 20)],
  ['the mark says something else', ({ mark }) => writeFileSync(mark, 'x'.repeat(10_000))],
];

describe('a database is checked before it is served when', () => {
  test.each([...events])('%s', async (_, happen) => {
    using place = await putAway();
    happen(place);
    const database = openOwnDatabase(place.file, place.mark);
    expect(database.isProven()).toBe(true);
    await database.close();
  });

  test('its server was killed', async () => {
    using place = await putAway();
    const killed = openOwnDatabase(place.file, place.mark);
    expect(killed.isProven()).toBe(false);
    expect(existsSync(place.mark)).toBe(false);
    await killed.write((trx) =>
      trx
        .insertInto('settings')
        .values({ key: 'a', value: 'b', is_encrypted: 0, updated_at: 1, updated_by: null })
        .execute(),
    );
    using other = temporaryDirectory();
    const file = join(other.path, 'anchor.db');
    for (const end of ['', '-wal']) copyFileSync(place.file + end, file + end);
    await killed.close();
    const next = openOwnDatabase(file, join(other.path, 'clean-stop'));
    expect(next.isProven()).toBe(true);
    await next.close();
  });

  test('it lies where no log can be kept', async () => {
    using place = await putAway();
    const { openDatabase } = await import('../../src/db/sqlite/open.ts');
    const database = openDatabase(place.file, { journal: 'delete', wasPutAway: true });
    expect(database.isProven()).toBe(true);
    await database.close();
  });
});

describe('a database that was put away in good order', () => {
  test('is served at once and checked afterwards', async () => {
    using place = await putAway();
    const database = openOwnDatabase(place.file, place.mark);
    expect(database.isProven()).toBe(false);
    expect(existsSync(place.mark)).toBe(false);
    await database.prove();
    expect(database.isProven()).toBe(true);
    await database.close();
    expect(existsSync(place.mark)).toBe(true);
  });

  test('changed and not checked, is checked by the next start', async () => {
    using place = await putAway();
    const database = openOwnDatabase(place.file, place.mark);
    await database.write((trx) =>
      trx
        .insertInto('settings')
        .values({ key: 'a', value: 'b', is_encrypted: 0, updated_at: 1, updated_by: null })
        .execute(),
    );
    await database.close();
    expect(existsSync(place.mark)).toBe(false);
  });

  test('neither changed nor checked, keeps its mark', async () => {
    using place = await putAway();
    const before = readFileSync(place.mark, 'utf8');
    await openOwnDatabase(place.file, place.mark).close();
    expect(readFileSync(place.mark, 'utf8')).toBe(before);
  });

  test('keeps the file as it is until it is checked, however much is written', async () => {
    using place = await putAway();
    const database = openOwnDatabase(place.file, place.mark);
    const before = readFileSync(place.file);
    const fill = () =>
      database.write((trx) =>
        trx
          .insertInto('settings')
          .values({
            key: crypto.randomUUID(),
            value: 'x'.repeat(5_000_000),
            is_encrypted: 0,
            updated_at: 1,
            updated_by: null,
          })
          .execute(),
      );
    await fill();
    await fill();
    expect(readFileSync(place.file).equals(before)).toBe(true);
    await database.prove();
    await fill();
    expect(readFileSync(place.file).equals(before)).toBe(false);
    await database.close();
  });
});

test('a file that is let go of stays as it is when the process ends, and what was written stays beside it', async () => {
  using place = await putAway();
  const before = readFileSync(place.file);
  const source = JSON.stringify(new URL('../../src/io/clean-stop.ts', import.meta.url).href);
  const script = `
    const { openOwnDatabase } = await import(${source});
    const database = openOwnDatabase(${JSON.stringify(place.file)}, ${JSON.stringify(place.mark)});
    const row = { key: 'a', value: 'b', is_encrypted: 0, updated_at: 1, updated_by: null };
    await database.write((trx) => trx.insertInto('settings').values(row).execute());
    await database.read.selectFrom('settings').selectAll().execute();
    await database.abandon();
    process.exit(1);`;
  const child = Bun.spawn([process.execPath, '-e', script]);
  expect(await child.exited).toBe(1);
  expect(readFileSync(place.file).equals(before)).toBe(true);
  expect(statSync(`${place.file}-wal`).size).toBeGreaterThan(0);
  const next = openOwnDatabase(place.file, place.mark);
  expect(next.isProven()).toBe(true);
  expect(await next.read.selectFrom('settings').select('value').execute()).toContainEqual({
    value: 'b',
  });
  await next.close();
});
