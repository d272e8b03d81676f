// T37: what a backup holds, and what it must not hold.
import { afterAll, describe, expect, test } from 'bun:test';
import { cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addSignedIn } from '../support/people.ts';
import { directory, endProcesses, runProgram } from '../support/process.ts';
import { exchangeCode, oneTimeLink } from '../support/sample-rows.ts';
import { createTestApp } from '../support/test-app.ts';
import {
  backupModes,
  commandOn,
  doorsOf,
  inhabited,
  type Inhabited,
  modesBelow,
  namesIn,
  onFullDisk,
  rowsIn,
} from './copies.ts';

afterAll(endProcesses);

describe('a backup', () => {
  test('says what it holds, where, and what comes next', async () => {
    await using it = await inhabited();
    const target = it.path('copy');
    const { exitCode, out, err } = await it.command(`backup ${target}`);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: [] });
    expect(out).toEqual([
      expect.stringMatching(
        new RegExp(
          `^Backed up 2 accounts and 1 picture \\(0\\.\\d MB\\) to ${target}, in \\d\\.\\d s$`,
        ),
      ),
      'It gives access to every account: keep it where only you can read it.',
      `To put it back, stop the server: anchor-auth restore ${target}`,
    ]);
  });

  test.skipIf(process.platform === 'win32')(
    'is a data directory, for its owner alone, with nothing left of the work beside it',
    async () => {
      await using it = await inhabited();
      await it.command(`backup ${it.path('copy')}`);
      expect(modesBelow(it.path('copy'))).toEqual(backupModes);
      expect(namesIn(it.path('.'))).toEqual(['copy', 'data']);
    },
  );

  test('holds every row except those that sign a user in without authentication', async () => {
    await using it = await inhabited();
    await it.app.get('/api/auth/oauth/github/start');
    const [user] = await it.app.services.users.list(it.app.database.read, 1);
    const code = { ...exchangeCode, user_id: user?.id ?? exchangeCode.user_id };
    await it.app.database.write((trx) => trx.insertInto('exchange_codes').values(code).execute());
    const link = { ...oneTimeLink, user_id: code.user_id };
    await it.app.database.write((trx) => trx.insertInto('one_time_links').values(link).execute());
    const before = await it.app.snapshot();
    expect(before['sessions']?.length).toBe(2);
    expect(before['sign_in_flows']?.length).toBe(1);
    expect(before['exchange_codes']?.length).toBe(1);
    expect(before['one_time_links']?.length).toBe(1);
    await it.command(`backup ${it.path('copy')}`);
    await using restored = await createTestApp({ DATA_DIR: it.path('copy') });
    const empty = { sessions: [], sign_in_flows: [], exchange_codes: [], one_time_links: [] };
    expect(await restored.snapshot()).toEqual({ ...before, ...empty });
  });

  test('keeps nothing of a session, not even in pages that are free', async () => {
    await using it = await inhabited();
    const hashes = await it.app.database.read
      .selectFrom('sessions')
      .select('refresh_hash')
      .execute();
    await it.command(`backup ${it.path('copy')}`);
    const file = it.path('copy/anchor.db');
    expect(rowsIn(file, 'pragma freelist_count')).toEqual([{ freelist_count: 0 }]);
    const bytes = readFileSync(file);
    expect(hashes.length).toBe(2);
    for (const { refresh_hash: hash } of hashes) expect(bytes.includes(hash)).toBe(false);
  });

  test('accepts no earlier session, also when it is simply copied back', async () => {
    await using it = await inhabited();
    await it.command(`backup ${it.path('copy')}`);
    await it.app.post('/api/auth/logout', undefined, it.tokens.access);
    cpSync(it.path('copy'), it.path('copied'), { recursive: true });
    await using app = await createTestApp({ DATA_DIR: it.path('copied') });
    expect(await doorsOf(app, it)).toEqual({ password: 200, access: 401, refresh: 401, api: 200 });
  });

  test('changes nothing for the people of the running server', async () => {
    await using it = await inhabited();
    const before = await it.app.snapshot();
    await it.command(`backup ${it.path('copy')}`);
    expect(await it.app.snapshot()).toEqual(before);
    expect(await doorsOf(it.app, it)).toEqual({
      password: 200,
      access: 200,
      refresh: 200,
      api: 200,
    });
  });

  test('names no picture that is not in it', async () => {
    await using it = await inhabited();
    const [picture = ''] = namesIn(join(it.dataDir, 'uploads/profiles'));
    rmSync(join(it.dataDir, 'uploads/profiles', picture));
    const { out } = await it.command(`backup ${it.path('copy')}`);
    expect(out[0]).toStartWith('Backed up 2 accounts and 0 pictures');
    const shown = 'select profile_image from users where profile_image is not null';
    expect(rowsIn(it.path('copy/anchor.db'), shown)).toEqual([]);
    expect(rowsIn(join(it.dataDir, 'anchor.db'), shown)).toHaveLength(1);
  });

  test('leaves a note in the audit log, where administrators see that it is made', async () => {
    await using it = await inhabited();
    await it.command(`backup ${it.path('copy')}`);
    const admin = await addSignedIn(it.app, { isAdmin: true });
    const { body } = await it.app.get('/api/admin/audit?event=backup.made', admin.access_token);
    expect(body).toMatchObject({
      total: 1,
      entries: [{ actor: null, target: null, details: { people: 2, pictures: 1 } }],
    });
  });

  test('is made of a database that lies elsewhere, under the usual name', async () => {
    await using it = await inhabited({ DATABASE_URL: join(directory(), 'elsewhere.db') });
    expect((await it.command(`backup ${it.path('copy')}`)).exitCode).toBe(0);
    expect(rowsIn(it.path('copy/anchor.db'), 'select count(*) as n from users')).toEqual([
      { n: 2 },
    ]);
  });

  test('is made of a stopped server as well, and twice in a row', async () => {
    await using it = await inhabited();
    const stopped = it.path('stopped');
    await it.command(`backup ${stopped}`);
    const command = commandOn(stopped);
    expect((await command(`backup ${it.path('one')}`)).exitCode).toBe(0);
    expect((await command(`backup ${it.path('two')}`)).exitCode).toBe(0);
  });
});

interface Refusal {
  readonly name: string;
  readonly arrange: (it: Inhabited) => void;
  readonly target: string;
  readonly says: RegExp;
}

const refusals: readonly Refusal[] = [
  {
    name: 'to a directory that is there, be it empty',
    arrange: (it) => mkdirSync(it.path('copy')),
    target: 'copy',
    says: /^\S+copy exists already; choose a name that is still free/,
  },
  {
    name: 'below a directory that is missing, as where a disk is not mounted',
    arrange: () => undefined,
    target: 'disk/copy',
    says: /^There is no directory \S+disk; make it, or see that its disk is mounted/,
  },
  {
    name: 'while parts of the instance are elsewhere',
    arrange: (it) => mkdirSync(join(it.dataDir, 'restoring-20261121T094829935Z')),
    target: 'copy',
    says: /^A restore into \S+data is under way, or was cut off; wait for it; if it was cut off/,
  },
];

test.each(refusals)('no backup is made $name', async ({ arrange, target, says }) => {
  await using it = await inhabited();
  arrange(it);
  const before = namesIn(it.path('.'));
  const { exitCode, out, err } = await it.command(`backup ${it.path(target)}`);
  expect({ exitCode, out, lines: err.length }).toEqual({ exitCode: 1, out: [], lines: 1 });
  expect(err[0]?.replace('anchor-auth: ', '')).toMatch(says);
  expect(namesIn(it.path('.'))).toEqual(before);
});

/** What a backup of a damaged instance says. */
async function failing(damage: (file: string) => void): Promise<readonly string[]> {
  await using it = await inhabited();
  await it.command(`backup ${it.path('broken')}`);
  damage(it.path('broken/anchor.db'));
  const { exitCode, err } = await commandOn(it.path('broken'))(`backup ${it.path('copy')}`);
  expect(exitCode).toBe(1);
  expect(namesIn(it.path('.'))).toEqual(['broken', 'data']);
  return err;
}

describe('nothing is left of a backup', () => {
  test('of a database that is damaged', async () => {
    const err = await failing((file) => {
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.fill(0xff, 3 * 4096, 9 * 4096));
    });
    expect(err.join()).toMatch(/^anchor-auth: The database \S+ is damaged; /);
  });

  test('of a database that was lost', async () => {
    const err = await failing((file) => {
      truncateSync(file);
    });
    expect(err.join()).toMatch(/^anchor-auth: This instance has had users, but its database/);
  });

  test('when a secret is missing', async () => {
    const err = await failing((file) => {
      rmSync(join(dirname(file), 'secret.key'));
    });
    expect(err.join()).toMatch(/^anchor-auth: The secret file \S+ is missing; put it back/);
  });

  test.skipIf(process.platform === 'win32')('for which there is no room', async () => {
    await using it = await inhabited();
    const env = { DATA_DIR: it.dataDir };
    const done = await runProgram(['backup', it.path('copy')], { command: onFullDisk, env });
    expect(done).toMatchObject({ exitCode: 1, out: '' });
    expect(done.err).toMatch(
      /^anchor-auth: Nothing was copied to \S+copy \(disk I\/O error\); [^\n]+\n$/,
    );
    expect(namesIn(it.path('.'))).toEqual(['data']);
  });
});

test('a server without an account has nothing to back up', async () => {
  await using app = await createTestApp();
  const { dataDir } = app.services.config.storage;
  const { exitCode, err } = await commandOn(dataDir)(`backup ${join(directory(), 'copy')}`);
  expect({ exitCode, err }).toEqual({
    exitCode: 1,
    err: [
      'anchor-auth: There is nothing to back up: this server has no account yet; make one first',
    ],
  });
});
