// What a killed backup has left goes with the next one; nothing else does.
import { expect, test } from 'bun:test';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeInstanceLock } from '../../src/db/sqlite/instance-lock.ts';
import { openWorkDirectory } from '../../src/io/work-directory.ts';
import { inhabited, type Inhabited, namesIn } from './copies.ts';

/** As a backup leaves it that was killed in its middle. */
function abandon(it: Inhabited, name: string): string {
  const path = it.path(name);
  mkdirSync(join(path, 'copy/uploads'), { recursive: true });
  for (const file of ['lock.db', 'draft.db', 'draft.db-journal', 'copy/anchor.db']) {
    writeFileSync(join(path, file), '');
  }
  return path;
}

test('a backup clears what killed ones have left beside it, whatever they were called', async () => {
  await using it = await inhabited();
  abandon(it, 'copy.partial-a1B2c3');
  abandon(it, 'of-yesterday.partial-ZZZZZZ');
  expect((await it.command(`backup ${it.path('copy')}`)).err).toEqual([]);
  expect(namesIn(it.path('.'))).toEqual(['copy', 'data']);
});

test('a backup leaves another that is being made alone, from its first moment to its last', async () => {
  await using it = await inhabited();
  const other = openWorkDirectory(it.path('other'));
  mkdirSync(it.path('begun.partial-a1B2c3'));
  writeFileSync(it.path('begun.partial-a1B2c3/lock.db'), '');
  const before = namesIn(it.path('.'));
  await it.command(`backup ${it.path('one')}`);
  writeFileSync(other.draft, '');
  await it.command(`backup ${it.path('two')}`);
  expect(namesIn(it.path('.'))).toEqual([...before, 'one', 'two'].toSorted());
  expect(namesIn(join(other.result, '..'))).toEqual(['copy', 'draft.db', 'lock.db']);
  other.remove();
  expect(namesIn(it.path('.'))).toEqual(['begun.partial-a1B2c3', 'data', 'one', 'two']);
});

const foreign: readonly (readonly [string, (it: Inhabited) => void])[] = [
  [
    'a data directory with such a name',
    (it) => cpSync(it.dataDir, it.path('x.partial-backup'), { recursive: true }),
  ],
  [
    'one that contains files of another program',
    (it) => writeFileSync(join(abandon(it, 'x.partial-backup'), 'notes'), ''),
  ],
  ['one with another name', (it) => abandon(it, 'x.partial-old')],
  ['an empty one', (it) => mkdirSync(it.path('x.partial-backup'))],
  ['one without a lock', (it) => rmSync(join(abandon(it, 'x.partial-backup'), 'lock.db'))],
  ['a link', (it) => symlinkSync(abandon(it, 'elsewhere'), it.path('x.partial-backup'))],
  ['a file', (it) => writeFileSync(it.path('x.partial-backup'), '')],
];

test.each(foreign)('a backup leaves %s alone', async (_, arrange) => {
  await using it = await inhabited();
  arrange(it);
  const before = namesIn(it.path('.'));
  expect((await it.command(`backup ${it.path('copy')}`)).exitCode).toBe(0);
  expect(namesIn(it.path('.'))).toEqual([...before, 'copy'].toSorted());
});

test('the lock tells whether a backup is abandoned', async () => {
  await using it = await inhabited();
  const release = takeInstanceLock(join(abandon(it, 'held.partial-a1B2c3'), 'lock.db'));
  await it.command(`backup ${it.path('one')}`);
  expect(namesIn(it.path('.'))).toContain('held.partial-a1B2c3');
  release();
  await it.command(`backup ${it.path('two')}`);
  expect(namesIn(it.path('.'))).toEqual(['data', 'one', 'two']);
});
