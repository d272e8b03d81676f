// What is no backup is not restored, and what is there is not lost.
import { Database } from 'bun:sqlite';
import { describe, expect, test } from 'bun:test';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { contents } from '../support/refused-start.ts';
import { backedUp, doorsOf, inhabited, type Inhabited, namesIn } from './copies.ts';

interface Refusal {
  readonly name: string;
  readonly arrange: (it: Inhabited) => void;
  /** In place of the backup. */
  readonly from?: string;
  /** Beside the instance. */
  readonly leaves?: readonly string[];
  readonly says: RegExp;
}

const refusals: readonly Refusal[] = [
  {
    name: 'what is not there',
    arrange: (it) => rmSync(it.path('copy'), { recursive: true }),
    says: /^There is no directory \S+copy; name the directory of the backup$/,
  },
  {
    name: 'a directory without a database',
    arrange: (it) => rmSync(it.path('copy/anchor.db')),
    says: /copy is not a whole backup: it has no anchor\.db; name a directory that/,
  },
  {
    name: 'one that was cut off, which has no secret yet',
    arrange: (it) => rmSync(it.path('copy/secret.key')),
    says: /copy is not a whole backup: it has no secret\.key; name a directory that/,
  },
  {
    name: 'one whose secret is damaged',
    arrange: (it) => truncateSync(it.path('copy/secret.key'), 20),
    says: /^The secret file \S+secret\.key is empty or damaged/,
  },
  {
    name: 'one whose database is damaged',
    arrange: (it) => {
      const bytes = readFileSync(it.path('copy/anchor.db'));
      writeFileSync(it.path('copy/anchor.db'), bytes.fill(0xff, 3 * 4096, 9 * 4096));
    },
    says: /^The database in \S+copy is damaged; nothing was changed: take another backup$/,
  },
  {
    name: 'one whose database is another kind of file',
    arrange: (it) => writeFileSync(it.path('copy/anchor.db'), 'x'.repeat(9000)),
    says: /^The database in \S+copy is damaged; nothing was changed: take another backup$/,
  },
  {
    name: 'one whose index does not fit its table',
    arrange: (it) => forgetIndexEntries(it.path('copy/anchor.db')),
    says: /^The database in \S+copy is damaged; nothing was changed: take another backup$/,
  },
  {
    name: 'one whose rows refer to a missing user',
    arrange: (it) => {
      using connection = new Database(it.path('copy/anchor.db'));
      connection.run('pragma foreign_keys = off');
      connection.run(`delete from users where email = 'grace@example.com'`);
    },
    says: /^The database in \S+copy is damaged; nothing was changed: take another backup$/,
  },
  {
    name: 'one of a newer version',
    arrange: (it) => {
      using connection = new Database(it.path('copy/anchor.db'));
      connection.run(`insert into kysely_migration values ('999-later', '2030-01-01')`);
    },
    says: /^The database was written by a newer version of anchor-auth/,
  },
  ...['drop table sessions', 'drop table settings'].map((text) => ({
    name: `one of which something is gone (${text})`,
    arrange: (it: Inhabited) => {
      using connection = new Database(it.path('copy/anchor.db'));
      connection.run('pragma foreign_keys = off');
      connection.run(text);
    },
    says: /^The database in \S+copy is damaged; nothing was changed: take another backup$/,
  })),
  {
    name: 'one of which a column is gone',
    arrange: (it) => {
      using connection = new Database(it.path('copy/anchor.db'));
      connection.run('alter table users drop column name');
    },
    says: /^The database in \S+copy holds what anchor-auth has never made: table "users" in this form; nothing was changed: take another backup, or/,
  },
  {
    name: 'one without any account',
    arrange: (it) => {
      using connection = new Database(it.path('copy/anchor.db'));
      connection.run(`delete from settings where key = 'bootstrapped'`);
    },
    says: /^There is no account in \S+copy; name another backup: the first person to register/,
  },
  {
    name: 'its own data directory',
    arrange: () => undefined,
    from: 'fresh',
    says: /fresh is the data directory itself; name a backup, or set DATA_DIR/,
  },
  {
    name: 'what a restore works on, which the next one removes',
    arrange: (it) =>
      cpSync(it.path('copy'), it.path('fresh/restoring.partial'), { recursive: true }),
    from: 'fresh/restoring.partial',
    leaves: ['restoring.partial'],
    says: /restoring\.partial is what a restore that was cut off has made, and the next one removes it; name/,
  },
  {
    name: 'the data directory of a running server, whose files change while they are read',
    arrange: () => undefined,
    from: 'data',
    says: /^A server is running on \S+data, and changes what is read; make a backup of it with/,
  },
];

/** An index over the same table that knows fewer rows than there are. */
function forgetIndexEntries(file: string): void {
  using connection = new Database(file);
  const root = (name: string) =>
    connection
      .query<{ rootpage: number }, [string]>('select rootpage from sqlite_master where name = ?')
      .get(name)?.rootpage ?? 0;
  const page = root('audit_log_event');
  const bytes = readFileSync(file);
  // Bytes 3 and 4 of a leaf page hold the number of its cells.
  bytes.writeUInt16BE(0, (page - 1) * 4096 + 3);
  writeFileSync(file, bytes);
}

describe('a restore refuses', () => {
  test.each(refusals)(
    '$name, and changes nothing',
    async ({ arrange, from = 'copy', leaves = [], says }) => {
      await using it = await inhabited();
      const { backup, fresh, command } = await backedUp(it);
      await command(`restore ${backup}`);
      arrange(it);
      const before = contents(fresh);
      const { exitCode, out, err } = await command(`restore ${it.path(from)} --replace`);
      expect({ exitCode, out, lines: err.length }).toEqual({ exitCode: 1, out: [], lines: 1 });
      expect(err[0]?.replace('anchor-auth: ', '')).toMatch(says);
      expect(contents(fresh)).toEqual(before);
      expect(namesIn(fresh)).toEqual([
        'anchor.db',
        'initialized',
        'lock.db',
        ...leaves,
        'secret.key',
        'uploads',
      ]);
    },
  );

  test('to replace an instance without --replace', async () => {
    await using it = await inhabited();
    const { backup, fresh, command } = await backedUp(it);
    await command(`restore ${backup}`);
    const before = contents(fresh);
    expect(await command(`restore ${backup}`)).toEqual({
      exitCode: 1,
      out: [],
      err: [
        `anchor-auth: ${fresh} holds an instance already; --replace moves it aside and keeps it; or set DATA_DIR to another place`,
      ],
    });
    rmSync(join(fresh, 'anchor.db'));
    expect((await command(`restore ${backup}`)).err[0]).toContain('holds an instance already');
    delete (before as Record<string, string>)[join(fresh, 'anchor.db')];
    expect(contents(fresh)).toEqual(before);
  });

  test('while a server runs', async () => {
    await using it = await inhabited();
    const { backup } = await backedUp(it);
    const { exitCode, err } = await it.command(`restore --replace ${backup}`);
    expect(exitCode).toBe(1);
    expect(err[0]).toMatch(
      /Another anchor-auth is already running on this data directory .*; stop it/,
    );
    expect((await doorsOf(it.app, it)).access).toBe(200);
  });

  test('a place for the database that does not exist', async () => {
    await using it = await inhabited();
    const { backup, command } = await backedUp(it);
    const { err } = await command(`restore ${backup}`, { DATABASE_URL: it.path('disk/x.db') });
    expect(err[0]).toMatch(/There is no directory \S+disk for the database; make it, or correct/);
  });

  test('to mix with a backup that is made meanwhile, which gives up', async () => {
    await using it = await inhabited();
    const { backup, fresh, command } = await backedUp(it);
    await command(`restore ${backup}`);
    const isCopying = () =>
      namesIn(it.path('.')).some(
        (name) => name.includes('.partial-') && existsSync(it.path(`${name}/copy/uploads`)),
      );
    const begun = command(`backup ${it.path('mixed')}`);
    const isDone = () => existsSync(it.path('mixed'));
    while (!isCopying() && !isDone()) await new Promise(setImmediate);
    // As a restore does it, in one go.
    renameSync(join(fresh, 'anchor.db'), join(fresh, 'former.db'));
    cpSync(join(backup, 'anchor.db'), join(fresh, 'anchor.db'));
    expect((await begun).err).toEqual([
      `anchor-auth: Something was restored to ${fresh} meanwhile; make the backup again, of what is there now`,
    ]);
    expect(namesIn(it.path('.'))).toEqual(['copy', 'data', 'fresh']);
  });

  test('to take a picture’s place by anything but a picture', async () => {
    await using it = await inhabited();
    const { backup, fresh, command } = await backedUp(it);
    const [picture = ''] = namesIn(join(backup, 'uploads/profiles'));
    rmSync(join(backup, 'uploads/profiles', picture));
    mkdirSync(join(backup, 'uploads/profiles', picture));
    const { out } = await command(`restore ${backup}`);
    expect(out[0]).toStartWith('Restored 2 accounts and 0 pictures');
    expect(namesIn(join(fresh, 'uploads/profiles'))).toEqual([]);
  });
});
