// T37: a restore that was cut off anywhere is the old instance or the new one.
import { describe, expect, test } from 'bun:test';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { putInPlace } from '../../src/io/instance-swap.ts';
import { contents } from '../support/refused-start.ts';
import { createTestApp, type Env } from '../support/test-app.ts';
import { commandOn, inhabited, type Inhabited, namesIn } from './copies.ts';
import { former, formerInstance, ownersOf, restored } from './owners.ts';

const stamp = '20261121T094829935Z';

/** The renamings of a restore in their order, all below the data directory. */
const moves: readonly (readonly [string, string])[] = [
  ['uploads/profiles', `replaced-${stamp}/uploads/profiles`],
  [`restoring-${stamp}/uploads/profiles`, 'uploads/profiles'],
  ['anchor.db-wal', `replaced-${stamp}/anchor.db-wal`],
  ['anchor.db-shm', `replaced-${stamp}/anchor.db-shm`],
  ['anchor.db', `replaced-${stamp}/anchor.db`],
  [`restoring-${stamp}/anchor.db`, 'anchor.db'],
  ['secret.key', `replaced-${stamp}/secret.key`],
  [`restoring-${stamp}/secret.key`, 'secret.key'],
];

/** A data directory in which a restore was cut off after so many renamings. */
async function cutOffAfter(it: Inhabited, count: number): Promise<string> {
  const dataDir = it.path(`cut-${count}`);
  await formerInstance(dataDir);
  cpSync(it.path('copy'), join(dataDir, `restoring-${stamp}`), { recursive: true });
  writeFileSync(join(dataDir, `restoring-${stamp}`, 'database'), 'anchor.db');
  for (const [from, to] of moves.slice(0, count)) {
    if (!existsSync(join(dataDir, from))) continue;
    mkdirSync(dirname(join(dataDir, to)), { recursive: true });
    renameSync(join(dataDir, from), join(dataDir, to));
  }
  return dataDir;
}

describe('a restore that is cut off', () => {
  test('after its decision is ended by the next start, wherever it was', async () => {
    await using it = await inhabited();
    await it.command(`backup ${it.path('copy')}`);
    for (let count = 0; count <= moves.length; count += 1) {
      const dataDir = await cutOffAfter(it, count);
      expect((await commandOn(dataDir)('user list')).err[0]).toContain(
        'is under way, or was cut off',
      );
      expect(await ownersOf(it, dataDir)).toBe(restored);
      expect(namesIn(dataDir).filter((name) => name.startsWith('restoring'))).toEqual([]);
      const kept = join(dataDir, `replaced-${stamp}`);
      expect(namesIn(kept)).toEqual(['anchor.db', 'secret.key', 'uploads']);
      expect(await ownersOf(it, kept)).toBe(former);
    }
  });

  test('after its decision is ended by the next restore as well', async () => {
    await using it = await inhabited();
    await it.command(`backup ${it.path('copy')}`);
    const dataDir = await cutOffAfter(it, 3);
    const command = commandOn(dataDir);
    expect((await command(`restore ${it.path('copy')}`)).err[0]).toContain('holds an instance');
    expect((await command(`restore --replace ${it.path('copy')}`)).exitCode).toBe(0);
    expect(namesIn(dataDir).filter((name) => name.startsWith('replaced'))).toHaveLength(2);
    expect(await ownersOf(it, join(dataDir, `replaced-${stamp}`))).toBe(former);
    expect(await ownersOf(it, dataDir)).toBe(restored);
  });

  test.each([
    ['elsewhere', 'anchor.db', true],
    ['in the data directory', '../elsewhere.db', false],
  ])(
    'is not ended by a start whose database lies %s now, but by the next with the former one',
    async (_, meant, isElsewhereNow) => {
      await using it = await inhabited();
      await it.command(`backup ${it.path('copy')}`);
      const dataDir = await cutOffAfter(it, 2);
      const staged = join(dataDir, `restoring-${stamp}`);
      writeFileSync(join(staged, 'database'), meant);
      const elsewhere: Env = { DATABASE_URL: it.path('elsewhere.db') };
      const [then, now] = isElsewhereNow ? [{}, elsewhere] : [elsewhere, {}];
      cpSync(join(dataDir, 'anchor.db'), it.path('elsewhere.db'));
      if (!isElsewhereNow) {
        renameSync(join(staged, 'anchor.db'), it.path('elsewhere.db.restoring'));
      }
      const before = contents(it.path('.'));
      const cure = new RegExp(
        `cut-2 was cut off on its way to the database (\\S+), but DATABASE_URL now says \\S+; start once with DATABASE_URL=\\1,`,
      );
      expect(createTestApp({ DATA_DIR: dataDir, ...now })).rejects.toThrow(/now says/);
      const refused = await commandOn(dataDir)(`restore --replace ${it.path('copy')}`, now);
      expect(refused.err[0]).toMatch(cure);
      expect(contents(it.path('.'))).toEqual(before);
      expect(await ownersOf(it, dataDir, then)).toBe(restored);
      expect(namesIn(dataDir)).not.toContain(`restoring-${stamp}`);
    },
  );

  test('has written down by then where its database goes', async () => {
    await using it = await inhabited();
    await it.command(`backup ${it.path('copy')}`);
    const dataDir = it.path('old');
    const name = `${'x'.repeat(227)}.db`;
    await formerInstance(dataDir, { DATABASE_URL: it.path(name) });
    const staged = join(dataDir, 'restoring.partial');
    cpSync(it.path('copy'), staged, { recursive: true });
    renameSync(join(staged, 'anchor.db'), it.path(`${name}.restoring`));
    // Its former database cannot get a longer name, so it comes back from its decision.
    expect(() => putInPlace({ dataDir, databaseFile: it.path(name) })).toThrow('ENAMETOOLONG');
    expect(readFileSync(join(staged, 'database'), 'utf8')).toBe(`../${name}`);
  });

  test('before its decision has not touched what was there', async () => {
    await using it = await inhabited();
    await it.command(`backup ${it.path('copy')}`);
    const dataDir = it.path('old');
    await formerInstance(dataDir);
    cpSync(it.path('copy'), join(dataDir, 'restoring.partial'), { recursive: true });
    expect((await commandOn(dataDir)('user list')).exitCode).toBe(0);
    expect(await ownersOf(it, dataDir)).toBe(former);
    expect(namesIn(dataDir)).not.toContain('restoring.partial');
  });

  test('before its decision, with nothing there before, never becomes an empty server', async () => {
    await using it = await inhabited();
    await it.command(`backup ${it.path('copy')}`);
    const dataDir = it.path('new');
    cpSync(it.path('copy'), join(dataDir, 'restoring.partial'), { recursive: true });
    expect(createTestApp({ DATA_DIR: dataDir })).rejects.toThrow(
      /was cut off before it was whole$/,
    );
    expect((await commandOn(dataDir)(`restore ${it.path('copy')}`)).exitCode).toBe(0);
    expect(await ownersOf(it, dataDir)).toBe(restored);
  });

  test('by a file that cannot be moved puts everything back', async () => {
    await using it = await inhabited();
    await it.command(`backup ${it.path('copy')}`);
    const dataDir = it.path('old');
    // Its new name, with the time behind it, is longer than a name may be; by then the pictures have moved.
    const env = { DATABASE_URL: it.path(`${'x'.repeat(227)}.db`) };
    await formerInstance(dataDir, env);
    const before = contents(dataDir);
    const { exitCode, err } = await commandOn(dataDir)(`restore --replace ${it.path('copy')}`, env);
    expect(exitCode).toBe(1);
    expect(err[0]).toMatch(
      /^anchor-auth: Nothing was copied to \S+old \(ENAMETOOLONG: [^)]+\); see that/,
    );
    expect(contents(dataDir)).toEqual(before);
    expect(namesIn(dataDir)).toEqual(['clean-stop', 'lock.db', 'secret.key', 'uploads']);
    expect(namesIn(it.path('.'))).toEqual(['copy', 'data', 'old', `${'x'.repeat(227)}.db`]);
    expect(await ownersOf(it, dataDir, env)).toBe(former);
  });
});
