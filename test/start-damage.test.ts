import { Database } from 'bun:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { endProcesses, runProgram, startServer } from './support/process.ts';
import { contents, copyOf, refusal, usedDataDir } from './support/refused-start.ts';

let healthy = '';

beforeAll(async () => {
  healthy = await usedDataDir();
});

afterAll(endProcesses);

interface Damage {
  readonly name: string;
  readonly damage: (dataDir: string) => void;
  readonly says: RegExp;
}

const restore = '"anchor-auth restore BACKUP --replace"';

const damages: readonly Damage[] = [
  {
    name: 'a database with a damaged header',
    damage: (dataDir) => {
      overwrite(join(dataDir, 'anchor.db'), 0, 16);
    },
    says: new RegExp(`^The database \\S+ is damaged; nothing was changed: ${restore}`),
  },
  {
    name: 'a database with a damaged page',
    damage: (dataDir) => {
      overwrite(join(dataDir, 'anchor.db'), 2 * 4096, 4096);
    },
    says: new RegExp(`^The database \\S+ is damaged; nothing was changed: ${restore}`),
  },
  {
    name: 'a database that was cut short',
    damage: (dataDir) => {
      truncateSync(join(dataDir, 'anchor.db'), 3 * 4096);
    },
    says: new RegExp(`^The database \\S+ is damaged; nothing was changed: ${restore}`),
  },
  {
    name: 'a database cut inside its header',
    damage: (dataDir) => {
      truncateSync(join(dataDir, 'anchor.db'), 50);
    },
    says: new RegExp(`^The database \\S+ is damaged; nothing was changed: ${restore}`),
  },
  {
    name: 'an emptied database',
    damage: (dataDir) => {
      truncateSync(join(dataDir, 'anchor.db'), 0);
    },
    says: /^This instance has had users, but its database \S+ is missing or empty; restore it/,
  },
  {
    name: 'a lost database',
    damage: (dataDir) => {
      rmSync(join(dataDir, 'anchor.db'));
    },
    says: /^This instance has had users, but its database \S+ is missing or empty; restore it/,
  },
  {
    name: 'a database in whose place a directory stands',
    damage: (dataDir) => {
      rmSync(join(dataDir, 'anchor.db'));
      mkdirSync(join(dataDir, 'anchor.db'));
      writeFileSync(join(dataDir, 'anchor.db', 'file'), 'x');
    },
    says: /^The database \S+ cannot be opened for writing \(SQLITE_\w+\); make /,
  },
  {
    name: 'a database of a newer version',
    damage: (dataDir) => {
      using database = new Database(join(dataDir, 'anchor.db'));
      database.run("insert into kysely_migration values ('999-later', '2099-01-01T00:00:00Z')");
    },
    says: /^The database was written by a newer version of anchor-auth \(it has 999-later\); start/,
  },
  {
    name: 'a lost secret',
    damage: (dataDir) => {
      rmSync(join(dataDir, 'secret.key'));
    },
    says: /^The secret file \S+ is missing; put it back from a backup/,
  },
  {
    name: 'an emptied secret',
    damage: (dataDir) => {
      truncateSync(join(dataDir, 'secret.key'), 0);
    },
    says: /^The secret file \S+ is empty or damaged .*; put it back from a backup/,
  },
  {
    name: 'a secret that was cut short',
    damage: (dataDir) => {
      truncateSync(join(dataDir, 'secret.key'), 40);
    },
    says: /^The secret file \S+ is empty or damaged .*; put it back from a backup/,
  },
  {
    // What a container leaves that was to mount one file which was not there.
    name: 'a secret in whose place a directory stands',
    damage: (dataDir) => {
      rmSync(join(dataDir, 'secret.key'));
      mkdirSync(join(dataDir, 'secret.key'));
      writeFileSync(join(dataDir, 'secret.key', 'file'), 'x');
    },
    says: /^The secret file \S+ cannot be read \(EISDIR\); make it a file that .* may read/,
  },
];

describe('the server does not start, says why and touches nothing, with', () => {
  test.each(damages.map((each) => [each.name, each] as const))(
    '%s',
    async (_, { damage, says }) => {
      const dataDir = copyOf(healthy);
      damage(dataDir);
      const before = contents(dataDir);
      expect(await refusal({ DATA_DIR: dataDir })).toMatch(says);
      expect(contents(dataDir)).toEqual(before);
    },
  );
});

describe('damage that came after an orderly stop and left no trace', () => {
  test('lets the server begin, and ends it with the same sentence as soon as it is found', async () => {
    const dataDir = await wellFilled(intoAudit);
    const file = join(dataDir, 'anchor.db');
    damageQuietly(file);
    const before = readFileSync(file);
    const server = await startServer({ dataDir });
    const person = { email: 'eve@example.com', password: 'correct horse battery', name: 'Eve' };
    // What is written until then stays in the log beside the file.
    await server.post('/api/auth/register', person).catch(() => undefined);
    expect(await server.exited).toBe(1);
    expect(server.log()).toContain('The server ends, because its database is damaged');
    expect(server.err()).toMatch(
      new RegExp(
        `^anchor-auth: The database \\S+ is damaged; nothing was changed: ${restore}[^\n]+\n$`,
      ),
    );
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(existsSync(join(dataDir, 'clean-stop'))).toBe(false);
    expect(await refusal({ DATA_DIR: dataDir })).toMatch(/^The database \S+ is damaged/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('keeps the server from beginning where the start itself reads it', async () => {
    const dataDir = await wellFilled(intoSettings);
    damageQuietly(join(dataDir, 'anchor.db'));
    for (let round = 0; round < 2; round += 1) {
      expect(await startError(dataDir)).toMatch(
        /^anchor-auth: The database \S+ is damaged; [^\n]+\n$/,
      );
    }
  });

  test('is found before anything is served when the server was killed', async () => {
    const dataDir = await wellFilled(intoAudit);
    rmSync(join(dataDir, 'clean-stop'));
    damageQuietly(join(dataDir, 'anchor.db'));
    expect(await refusal({ DATA_DIR: dataDir })).toMatch(/^The database \S+ is damaged/);
  });
});

const many = 'with recursive n(i) as (select 1 union all select i + 1 from n where i < 500)';
const intoAudit = `insert into audit_log (id, at, event, outcome, user_agent)
  ${many} select randomblob(16), 1, 'x', 'success', hex(randomblob(500)) from n`;
const intoSettings = `insert into settings
  ${many} select 'test.' || i, hex(randomblob(500)), 0, 1, null from n`;

/** A data directory of a server that was stopped in good order, with a table of many pages at its end. */
async function wellFilled(statement: string): Promise<string> {
  const dataDir = copyOf(healthy);
  {
    using database = new Database(join(dataDir, 'anchor.db'));
    database.run(statement);
  }
  const server = await startServer({ dataDir });
  expect(await server.stop()).toBe(0);
  expect(existsSync(join(dataDir, 'clean-stop'))).toBe(true);
  return dataDir;
}

/** What a start says that ends by itself. */
async function startError(dataDir: string): Promise<string> {
  const { exitCode, err } = await runProgram([], { env: { DATA_DIR: dataDir, PORT: '0' } });
  expect(exitCode).toBe(1);
  return err;
}

/** As a failing disk does it: other bytes, and nothing says so. */
function damageQuietly(file: string): void {
  const { atimeMs, mtimeMs, size } = statSync(file);
  overwrite(file, size - 20 * 4096, 4096);
  utimesSync(file, atimeMs / 1000, (Math.floor(mtimeMs) + 0.5) / 1000);
}

function overwrite(file: string, offset: number, length: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0xff, offset, offset + length);
  writeFileSync(file, bytes);
}
