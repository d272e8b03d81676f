// T37: a backup or restore that is killed leaves nothing that could be mistaken for a whole one.
import { afterAll, describe, expect, test } from 'bun:test';
import { cpSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addPerson } from '../support/people.ts';
import { directory, endProcesses, fromSource } from '../support/process.ts';
import { contents } from '../support/refused-start.ts';
import { createTestApp, type Env } from '../support/test-app.ts';
import { commandOn, inhabited, type Inhabited, namesIn, rowsIn } from './copies.ts';

afterAll(endProcesses);

/** A stopped instance of other people, with a secret of its own. */
async function formerInstance(path: string, env: Env = {}): Promise<void> {
  await using app = await createTestApp({ DATA_DIR: path, ...env });
  await addPerson(app, { email: 'former@example.com' });
}

const emails = 'select email from users order by email';

/** Whose instance a data directory is, by everything that makes one: people, secret, pictures. */
async function ownersOf(it: Inhabited, dataDir: string, env: Env = {}): Promise<string> {
  await using app = await createTestApp({ DATA_DIR: dataDir, ...env });
  const people = await app.services.users.list(app.database.read, 9);
  const pictures = namesIn(join(dataDir, 'uploads/profiles')).length;
  const bearer = (await app.get('/api/auth/me', it.tokens.api)).status;
  return `${people
    .map(({ email }) => email)
    .toSorted()
    .join()} ${pictures} ${bearer}`;
}

const restored = 'grace@example.com,root@example.com 1 200';
const former = 'former@example.com 0 401';

const stamp = '20261121T094829935Z';

/** The renamings of a restore in their order, all below the data directory. */
const moves: readonly (readonly [string, string])[] = [
  ['uploads', `replaced-${stamp}/uploads`],
  [`restoring-${stamp}/uploads`, 'uploads'],
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
    expect(err[0]).toMatch(/old could not be written \(ENAMETOOLONG: [^)]+\); see that/);
    expect(contents(dataDir)).toEqual(before);
    expect(namesIn(it.path('.'))).toEqual(['copy', 'data', 'old', `${'x'.repeat(227)}.db`]);
    expect(await ownersOf(it, dataDir, env)).toBe(former);
  });
});

/** Starts a command, waits until `begun`, and kills it so long after. */
async function killed(
  args: readonly string[],
  options: {
    readonly env: Env;
    readonly begun: () => boolean;
    readonly delayMs: number;
  },
): Promise<void> {
  const child = Bun.spawn([...fromSource, ...args], {
    cwd: directory(),
    env: { PATH: process.env['PATH'] ?? '', ...options.env },
    stdout: 'ignore',
    stderr: 'ignore',
  });
  while (!options.begun() && child.exitCode === null) await Bun.sleep(1);
  await Bun.sleep(options.delayMs);
  child.kill('SIGKILL');
  await child.exited;
}

/** Enough rows that a copy takes a while. */
async function weighDown(it: Inhabited): Promise<void> {
  await it.app.database.write((trx) =>
    trx
      .insertInto('settings')
      .values(
        Array.from({ length: 400 }, (_, index) => ({
          key: `weight.${index}`,
          value: 'x'.repeat(100_000),
          is_encrypted: 0 as const,
          updated_at: 1,
          updated_by: null,
        })),
      )
      .execute(),
  );
}

const delays = [0, 5, 15, 30, 60, 120, 240];

describe('killed at any moment', () => {
  test('a backup is there whole or not at all, and the next one is made', async () => {
    await using it = await inhabited();
    await weighDown(it);
    let cut = 0;
    for (const [round, delayMs] of delays.entries()) {
      const target = it.path(`copy-${round}`);
      const partials = () =>
        namesIn(it.path('.')).filter((name) => name.startsWith(`copy-${round}.partial-`));
      await killed(['backup', target], {
        env: { DATA_DIR: it.dataDir },
        begun: () => partials().length > 0,
        delayMs,
      });
      if (existsSync(target)) {
        expect((await commandOn(it.path(`from-${round}`))(`restore ${target}`)).exitCode).toBe(0);
        continue;
      }
      cut += 1;
      const [partial = ''] = partials();
      const taken = await commandOn(it.path(`from-${round}`))(`restore ${it.path(partial)}`);
      expect(taken.err[0]).toContain('is not a whole backup');
      expect((await it.command(`backup ${target}`)).exitCode).toBe(0);
    }
    expect(cut).toBeGreaterThan(0);
  }, 60_000);

  test('a restore leaves the instance that was there or the restored one, never a mixture', async () => {
    await using it = await inhabited();
    await weighDown(it);
    await it.command(`backup ${it.path('copy')}`);
    const seen: string[] = [];
    for (const [round, delayMs] of delays.entries()) {
      const dataDir = it.path(`old-${round}`);
      await formerInstance(dataDir);
      await killed(['restore', '--replace', it.path('copy')], {
        env: { DATA_DIR: dataDir },
        begun: () => namesIn(dataDir).some((name) => name.startsWith('restoring')),
        delayMs,
      });
      seen.push(await ownersOf(it, dataDir));
      const people = rowsIn<{ email: string }>(join(dataDir, 'anchor.db'), emails).length;
      expect(people).toBe(seen.at(-1) === former ? 1 : 2);
      expect((await commandOn(dataDir)(`restore --replace ${it.path('copy')}`)).exitCode).toBe(0);
      expect(await ownersOf(it, dataDir)).toBe(restored);
    }
    expect(seen[0]).toBe(former);
    expect(new Set(seen).difference(new Set([former, restored]))).toEqual(new Set());
  }, 60_000);
});
