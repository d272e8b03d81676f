// Where an instance may begin, and which keys its instances need, on a real PostgreSQL server.
import { afterAll, describe, expect, test } from 'bun:test';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf } from '../../src/features/settings/fingerprints/service.ts';
import { transcript, words } from '../cli/transcript.ts';
import { instancePlace } from '../support/instance-place.ts';
import { ask, newDatabase } from '../support/postgres-databases.ts';
import { directory, endProcesses, fromSource, startServer } from '../support/process.ts';

afterAll(endProcesses);

const keyOf = () => crypto.getRandomValues(new Uint8Array(32)).toHex();

async function tablesIn(url: string): Promise<readonly string[]> {
  const rows = await ask<{ name: string }>(
    url,
    `select tablename as name from pg_tables where schemaname = 'public'`,
  );
  return rows.map(({ name }) => name);
}

describe('an empty database', () => {
  test('is refused, and gets no table', async () => {
    const url = await newDatabase();
    await using place = await instancePlace(url);
    const { message, cure } = await place.refusal({ mayBegin: false });
    const { host, pathname } = new URL(url);
    expect(message).toBe(`The database ${host}${pathname} is empty`);
    expect(cure).toContain('serve --new');
    expect(await tablesIn(url)).toEqual([]);
    expect(existsSync(join(place.dataDir, 'secret.key'))).toBe(false);
  });

  test('takes a new instance by serve --new, which needs no option at its next starts', async () => {
    const env = { DATABASE_URL: await newDatabase(), SECRET_KEY: keyOf() };
    for (const args of [['serve', '--new'], []]) {
      await using server = await startServer({ command: [...fromSource, ...args], env });
      expect((await server.get('/health/ready')).status).toBe(200);
      expect(await server.stop()).toBe(0);
    }
  });

  test('takes no instance for a command with SETUP_TOKEN, which allows it to a server only', async () => {
    const env = {
      DATABASE_URL: await newDatabase(),
      SETUP_TOKEN: 'a token',
      DATA_DIR: directory(),
    };
    const { exitCode, err } = await transcript(words('user list'), { env });
    expect(exitCode).toBe(1);
    expect(err.join()).toContain('is empty');
  });

  test('takes a new instance when that is asked for; then it starts without asking', async () => {
    await using place = await instancePlace(await newDatabase());
    {
      await using services = await place.start();
      expect(services.lines.join()).toContain('copy it to every other instance');
    }
    await using services = await place.start({ mayBegin: false });
    expect(services.lines.join()).not.toContain('copy it to every other instance');
  });

  test('is no place for an instance that has had users, even when a new one is asked for', async () => {
    const [first, other] = [await newDatabase(), await newDatabase()];
    await using place = await instancePlace(first);
    await place.begin();
    // The first start with users in it marks the data directory.
    await (await place.start()).close();
    const { message, cure } = await place.refusal({ env: { DATABASE_URL: other } });
    expect(message).toContain('has had users, but the database');
    expect(cure).toContain(`remove ${place.dataDir}/initialized`);
    expect(await tablesIn(other)).toEqual([]);
  });
});

describe('tables without an instance count as an empty database', () => {
  test('when its settings are gone', async () => {
    const url = await newDatabase();
    await using place = await instancePlace(url);
    await place.begin({ env: { SECRET_KEY: keyOf() } });
    await ask(url, 'delete from settings');
    expect((await place.refusal({ mayBegin: false })).message).toContain('is empty');
  });

  test('and those of another instance are refused by their key', async () => {
    const url = await newDatabase();
    await using other = await instancePlace(url);
    await (await other.start({ env: { SECRET_KEY: keyOf() } })).close();
    await using place = await instancePlace(url);
    const env = { SECRET_KEY: keyOf() };
    expect((await place.refusal({ env })).message).toContain('is not the one');
    expect(existsSync(join(place.dataDir, 'initialized'))).toBe(false);
  });
});

test('a database with the tables of another program is left as it is', async () => {
  const url = await newDatabase();
  await ask(url, 'create table users (id int)');
  await using place = await instancePlace(url);
  const { message } = await place.refusal();
  expect(message).toContain('has tables of another program');
  expect(await tablesIn(url)).toEqual(['users']);
});

describe('a second instance', () => {
  test('needs the key of the first, and makes none of its own', async () => {
    const url = await newDatabase();
    await using first = await instancePlace(url);
    await (await first.start()).close();
    await using second = await instancePlace(url);
    const file = join(second.dataDir, 'secret.key');
    const { message, cure } = await second.refusal();
    expect(message).toBe(`SECRET_KEY is not set, and ${second.dataDir} has no secret.key`);
    expect(cure).toContain('copy their secret.key');
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, readFileSync(join(first.dataDir, 'secret.key')));
    await (await second.start()).close();
  });

  test('that begins at the same moment with a key of its own is refused and keeps none', async () => {
    const url = await newDatabase();
    await using first = await instancePlace(url);
    await using second = await instancePlace(url);
    const outcomes = await Promise.allSettled([first.start(), second.start()]);
    const started = outcomes.filter((each) => each.status === 'fulfilled');
    for (const { value } of started) await value.close();
    expect(started).toHaveLength(1);
    const keys = [first, second].filter(({ dataDir }) => existsSync(join(dataDir, 'secret.key')));
    expect(keys).toHaveLength(1);
  });
});

describe('JWT_SECRET', () => {
  const secretKey = keyOf();
  const [former, next] = [keyOf(), keyOf()];
  const env = (more: Readonly<Record<string, string>>) => ({
    env: { SECRET_KEY: secretKey, ...more },
  });

  test('must be the same for all instances, and changes with the former one named', async () => {
    const url = await newDatabase();
    await using place = await instancePlace(url);
    await place.begin(env({ JWT_SECRET: former }));
    for (const wrong of [
      {},
      { JWT_SECRET: next },
      { JWT_SECRET: next, JWT_SECRET_PREVIOUS: keyOf() },
    ]) {
      const { message, cure } = await place.refusal(env(wrong));
      expect(message).toMatch(/^JWT_SECRET is not (?:the one that|set, and) this instance signs/);
      expect(cure).toContain('set JWT_SECRET_PREVIOUS to the former one');
      expect(message + cure).not.toContain(former);
    }
    const changed = { JWT_SECRET: next, JWT_SECRET_PREVIOUS: former };
    await (await place.start(env(changed))).close();
    await (await place.start(env({ JWT_SECRET: next }))).close();
    await place.refusal(env({ JWT_SECRET: former }));
    const rows = await ask<{ value: string }>(
      url,
      `select value from settings where key = 'fingerprint.signing'`,
    );
    expect(rows).toEqual([{ value: fingerprintOf(next) }]);
  });

  test('follows SECRET_KEY where it was unset', async () => {
    await using place = await instancePlace(await newDatabase());
    await place.begin(env({ ACCESS_TOKEN_ALG: 'HS256' }));
    await place.refusal(env({ JWT_SECRET: next }));
    await (await place.start(env({ JWT_SECRET: next, JWT_SECRET_PREVIOUS: secretKey }))).close();
  });

  test('alone does not change how the servers of a database sign', async () => {
    await using place = await instancePlace(await newDatabase());
    await place.begin(env({}));
    {
      await using services = await place.start(env({}));
      await services.signingKeys.rotate(false, null);
    }
    const { message, cure } = await place.refusal(env({ JWT_SECRET: next }));
    expect(message).toBe('JWT_SECRET is set, and the servers of this database sign with ES256');
    expect(cure).toContain('set ACCESS_TOKEN_ALG on all of them');
    await (await place.start(env({ JWT_SECRET: next, ACCESS_TOKEN_ALG: 'HS256' }))).close();
  });

  test('is not replaced while a server goes on with the former one, nor is SECRET_KEY', async () => {
    await using place = await instancePlace(await newDatabase());
    await place.begin(env({ JWT_SECRET: former }));
    await using running = await place.start(env({ JWT_SECRET: former }));
    for (const other of [{ JWT_SECRET: next }, { JWT_SECRET: former, SECRET_KEY: keyOf() }]) {
      const { message, cure } = await place.refusal({ ...env(other), replacesKeys: true });
      expect(message).toContain('cannot be taken while servers of the same database run (on ');
      expect(cure).toContain('stop every one of them first');
    }
    const successor = { JWT_SECRET: next, JWT_SECRET_PREVIOUS: former };
    await (await place.start({ ...env(successor), replacesKeys: true })).close();
    expect(running.lines.join()).not.toContain('error');
  });

  test('that is known to others is replaced without letting it verify', async () => {
    await using place = await instancePlace(await newDatabase());
    await place.begin(env({ JWT_SECRET: former }));
    await (await place.start({ ...env({ JWT_SECRET: next }), replacesKeys: true })).close();
    await (await place.start(env({ JWT_SECRET: next }))).close();
  });
});
