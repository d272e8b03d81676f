// Where a restore meets disks, links and owners that are not as usual.
import { afterAll, describe, expect, test } from 'bun:test';
import {
  chownSync,
  cpSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { directory, endProcesses } from '../support/process.ts';
import { contents } from '../support/refused-start.ts';
import { temporaryDirectory } from '../support/test-database.ts';
import { backedUp, inhabited, namesIn, stamped } from './copies.ts';

afterAll(endProcesses);

const isRoot = process.getuid?.() === 0;
const server = 1000;

/** Who owns a path and everything below it. */
function ownersBelow(root: string): readonly number[] {
  const paths = readdirSync(root, { recursive: true }).map((name) => join(root, String(name)));
  return [...new Set([root, ...paths].map((path) => statSync(path).uid))];
}

describe('a restore by root', () => {
  if (!isRoot) console.log('skipped without root: who owns what a restore by root has made');
  test.skipIf(!isRoot)('gives the files to the owner of the data directory', async () => {
    await using it = await inhabited();
    const { backup, fresh, command } = await backedUp(it);
    mkdirSync(fresh, { mode: 0o700 });
    chownSync(fresh, server, server);
    const env = { DATABASE_URL: it.path('elsewhere.db') };
    expect((await command(`restore ${backup}`)).err).toEqual([]);
    expect(ownersBelow(fresh)).toEqual([server]);
    for (const more of [{}, env]) {
      expect((await command(`restore --replace ${backup}`, more)).err).toEqual([]);
    }
    expect(ownersBelow(fresh)).toEqual([server]);
    expect(statSync(it.path('elsewhere.db')).uid).toBe(server);
    expect(ownersBelow(backup)).toEqual([0]);
  });
});

describe('pictures that lie elsewhere', () => {
  const elsewhere = directory();

  using here = temporaryDirectory();
  const isSameDisk = statSync(here.path).dev === statSync(elsewhere).dev;
  if (isSameDisk) console.log('skipped without a second disk: pictures on another one');
  test.skipIf(isSameDisk)(
    'on another disk keep a restore from beginning, and it says so',
    async () => {
      await using it = await inhabited();
      const { backup, fresh, command } = await backedUp(it);
      await command(`restore ${backup}`);
      cpSync(join(fresh, 'uploads'), join(elsewhere, 'pictures'), { recursive: true });
      renameSync(join(fresh, 'uploads'), it.path('spare'));
      symlinkSync(join(elsewhere, 'pictures'), join(fresh, 'uploads'));
      const before = contents(fresh);
      const { exitCode, err } = await command(`restore --replace ${backup}`);
      expect(exitCode).toBe(1);
      expect(err).toEqual([
        expect.stringMatching(
          /^anchor-auth: What is in \S+fresh could not change places \(EXDEV: [^)]+\); a directory or file in it is mounted by itself: mount/,
        ),
      ]);
      expect(contents(fresh)).toEqual(before);
      expect(namesIn(fresh)).toEqual([
        'anchor.db',
        'initialized',
        'lock.db',
        'secret.key',
        'uploads',
      ]);
      expect(namesIn(join(elsewhere, 'pictures'))).toEqual(['profiles']);
    },
  );

  test('behind a link are kept, and restored behind it', async () => {
    await using it = await inhabited();
    const { backup, fresh, command } = await backedUp(it);
    await command(`restore ${backup}`);
    renameSync(join(fresh, 'uploads'), it.path('pictures'));
    symlinkSync('../pictures', join(fresh, 'uploads'));
    writeFileSync(it.path('pictures/notes'), 'of the operator');
    const { out } = await command(`restore --replace ${backup}`);
    const kept = namesIn(fresh).find((name) => name.startsWith('replaced-')) ?? '';
    expect(out[1]?.replace(stamped, '')).toBe(
      `What was there before is kept in ${join(fresh, 'replaced')}`,
    );
    expect(namesIn(join(fresh, kept, 'uploads/profiles')).length).toBe(1);
    expect(namesIn(it.path('pictures'))).toEqual(['notes', 'profiles']);
    expect(namesIn(it.path('pictures/profiles')).length).toBe(1);
  });
});

test('a server that cannot read a file of its own says which, and whose it shall be', async () => {
  await using it = await inhabited();
  const { exitCode, err } = await it.command(`restore ${join(it.dataDir, 'secret.key')}/copy`);
  expect({ exitCode, err }).toEqual({
    exitCode: 1,
    err: [
      expect.stringMatching(
        /^anchor-auth: ENOTDIR: \S.*secret\.key\/copy'; check that the disk works and that the files belong to the user who runs anchor-auth$/,
      ),
    ],
  });
});
