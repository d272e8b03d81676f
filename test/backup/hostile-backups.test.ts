// T75: a backup prepared by an attacker is refused before any file is moved, and never blocks.
import { Database } from 'bun:sqlite';
import { afterAll, describe, expect, test } from 'bun:test';
import { renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endProcesses } from '../support/process.ts';
import { contents } from '../support/refused-start.ts';
import { backedUp, inhabited, namesIn } from './copies.ts';

afterAll(endProcesses);

interface Attack {
  readonly name: string;
  readonly arrange: (backup: string) => void;
  readonly says: RegExp;
}

const notRegular = (name: string) => new RegExp(`^\\S+copy/${name} is not a regular file; put the`);

const pipe = (path: string) => {
  rmSync(path, { force: true });
  const { exitCode } = Bun.spawnSync(['mkfifo', path]);
  if (exitCode !== 0) throw new Error('mkfifo failed');
};

const link = (path: string) => {
  renameSync(path, `${path}.real`);
  symlinkSync(`${path}.real`, path);
};

const socket = (path: string) => {
  rmSync(path, { force: true });
  // Its name stays when its owner is killed.
  const script = `Bun.listen({ unix: ${JSON.stringify(path)}, socket: { data() {} } }); process.kill(process.pid, 9)`;
  Bun.spawnSync([process.execPath, '-e', script]);
};

const files = ['anchor.db', 'secret.key', 'initialized'];
const kinds = { 'a pipe': pipe, 'a link': link, 'a socket': socket } as const;

const picture = (backup: string) => {
  const [name = ''] = namesIn(join(backup, 'uploads/profiles'));
  return join(backup, 'uploads/profiles', name);
};

const sql =
  (...statements: readonly string[]) =>
  (backup: string) => {
    using connection = new Database(join(backup, 'anchor.db'));
    for (const statement of statements) connection.run(statement);
  };

const foreign = (part: string) =>
  new RegExp(
    `^The database in \\S+copy holds what anchor-auth has never made: ${part}; nothing was changed: take`,
  );

const attacks: readonly Attack[] = [
  ...files.flatMap((name) =>
    Object.entries(kinds).map(([kind, make]): Attack => ({
      name: `${kind} in the place of ${name}`,
      arrange: (backup) => make(join(backup, name)),
      says: notRegular(name),
    })),
  ),
  ...Object.entries(kinds).flatMap(([kind, make]): Attack[] => [
    {
      name: `${kind} in the place of a picture`,
      arrange: (backup) => make(picture(backup)),
      says: notRegular('uploads/profiles/\\S+'),
    },
    {
      name: `${kind} in the place of a log`,
      arrange: (backup) => {
        writeFileSync(join(backup, 'anchor.db-wal'), '');
        make(join(backup, 'anchor.db-wal'));
      },
      says: notRegular('anchor.db-wal'),
    },
    {
      name: `${kind} in the place of the lock`,
      arrange: (backup) => {
        writeFileSync(join(backup, 'lock.db'), '');
        make(join(backup, 'lock.db'));
      },
      says: notRegular('lock.db'),
    },
  ]),
  {
    name: 'a link in the place of the pictures',
    arrange: (backup) => link(join(backup, 'uploads/profiles')),
    says: /^\S+copy\/uploads\/profiles is not a directory; put the directory itself there/,
  },
  {
    name: 'a picture without an end',
    arrange: (backup) => truncateSync(picture(backup), 2 ** 33),
    says: /^\S+copy\/uploads\/profiles\/\S+ is larger than it can be \(8388608 bytes\)/,
  },
  {
    name: 'a secret without an end',
    arrange: (backup) => truncateSync(join(backup, 'secret.key'), 2 ** 33),
    says: /^\S+copy\/secret\.key is larger than it can be \(4096 bytes\)/,
  },
  {
    name: 'a database larger than the disk',
    arrange: (backup) => truncateSync(join(backup, 'anchor.db'), 2 ** 43),
    says: /^There is not enough space in \S+restoring\.partial for the database of 8796093022208 bytes/,
  },
  {
    name: 'a trigger that makes administrators',
    arrange: sql(
      'create trigger helper after insert on sessions begin update users set is_admin = 1; end',
    ),
    says: foreign('trigger "helper"'),
  },
  {
    name: 'a trigger on the steps of the schema',
    arrange: sql(
      'create trigger helper before delete on kysely_migration begin update users set is_admin = 1; end',
    ),
    says: foreign('trigger "helper"'),
  },
  {
    name: 'a view',
    arrange: sql('create view people as select * from users'),
    says: foreign('view "people"'),
  },
  {
    name: 'a virtual table',
    arrange: sql('create virtual table words using fts5(text)'),
    says: foreign('virtual table "words"'),
  },
  {
    name: 'a table of others',
    arrange: sql('create table _replication (at integer)'),
    says: foreign('table "_replication"'),
  },
  {
    name: 'an index that computes',
    arrange: sql('create index by_value on users (lower(name))'),
    says: foreign('index "by_value"'),
  },
];

describe('a restore refuses, and changes nothing, a backup with', () => {
  test.each(attacks.map((each) => [each.name, each] as const))(
    '%s',
    async (_, { arrange, says }) => {
      await using it = await inhabited();
      const { backup, fresh, command } = await backedUp(it);
      await command(`restore ${backup}`);
      arrange(backup);
      const before = contents(fresh);
      const { exitCode, out, err } = await command(`restore ${backup} --replace`);
      expect({ exitCode, out, lines: err.length }).toEqual({ exitCode: 1, out: [], lines: 1 });
      expect(err[0]?.replace('anchor-auth: ', '')).toMatch(says);
      expect(contents(fresh)).toEqual(before);
      expect(namesIn(fresh)).not.toContain('restoring.partial');
    },
  );
});
