// A setting an administrator changes while the server runs: who decides, and how a secret lies on disk.
import { describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { CompiledQuery } from 'kysely';
import { randomBytes } from '../../src/core/tokens.ts';
import type { Database } from '../../src/db/port.ts';
import { RuntimeSetting } from '../../src/features/settings/service.ts';
import { sqliteOnly } from '../support/on-postgres.ts';
import { createSqliteDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-storage.ts';

const key = randomBytes(32);
const canary = 'canary-client-secret';

interface Choices {
  readonly name?: string;
  readonly fromEnvironment?: string | null;
  readonly isSecret?: boolean;
  readonly whenUnreadable?: string;
  readonly key?: Uint8Array;
}

/** A setting whose value is any text but `broken`. */
function setting(choices: Choices = {}): RuntimeSetting<string> {
  const definition = {
    key: choices.name ?? 'test.secret',
    label: 'Client secret',
    variable: 'TEST_CLIENT_SECRET',
    fromEnvironment: choices.fromEnvironment ?? null,
    fallback: 'fallback',
    parse: (text: string) => (text === 'broken' ? null : text),
    format: (value: string) => value,
    isSecret: choices.isSecret ?? true,
    ...(choices.whenUnreadable === undefined ? {} : { whenUnreadable: choices.whenUnreadable }),
  };
  return new RuntimeSetting(definition, choices.key ?? key);
}

const set = (database: Database, of: RuntimeSetting<string>, value: string) =>
  database.write((trx) => of.set(trx, value, null));

const rows = (database: Database) => database.read.selectFrom('settings').selectAll().execute();

async function changeRow(
  database: Database,
  change: { key?: string; value?: string; is_encrypted?: 0 | 1 },
) {
  await database.write((trx) => trx.updateTable('settings').set(change).execute());
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

const stored = { value: canary, source: 'database', isLocked: false } as const;
const fallback = { value: 'fallback', source: 'default', isLocked: false } as const;

const onFile = sqliteOnly('the files of a server are out of reach');

describe('a secret setting', () => {
  test('is its default until it is set, then what was set last, also set back to empty', async () => {
    await using own = await createTestDatabase();
    const secret = setting();
    expect(await secret.get(own.database.read)).toEqual(fallback);
    for (const value of ['first', canary, '']) {
      await set(own.database, secret, value);
      expect(await secret.get(own.database.read)).toEqual({ ...stored, value });
    }
    expect(await rows(own.database)).toMatchObject([{ key: 'test.secret', is_encrypted: 1 }]);
  });

  onFile.test('stands nowhere in the files of the database', async () => {
    await using own = await createSqliteDatabase();
    await set(own.database, setting(), canary);
    await set(own.database, setting({ name: 'test.plain', isSecret: false }), 'canary-plain');
    for (const checkpoint of [false, true]) {
      if (checkpoint) {
        const text = 'pragma wal_checkpoint(truncate)';
        await own.database.migrations.executeQuery(CompiledQuery.raw(text));
      }
      const files = ['', '-wal'].map((end) => readFileSync(own.file + end));
      const holds = (text: string) => files.some((file) => file.includes(text));
      expect(holds('canary-plain')).toBe(true);
      for (const form of [canary, Buffer.from(canary).toBase64(), Buffer.from(canary).toHex()]) {
        expect(holds(form)).toBe(false);
      }
    }
  });

  test('is encrypted anew each time', async () => {
    await using own = await createTestDatabase();
    const values = new Set<string | undefined>();
    for (let count = 0; count < 5; count += 1) {
      await set(own.database, setting(), canary);
      values.add((await rows(own.database))[0]?.value);
    }
    expect(values.size).toBe(5);
  });
});

const damages: readonly (readonly [string, (value: string) => string])[] = [
  ['with another last byte', (value) => flip(value, -1)],
  ['with another first byte', (value) => flip(value, 0)],
  ['cut short', (value) => Buffer.from(value, 'base64').subarray(0, -1).toBase64()],
  ['cut to nothing', () => ''],
  ['that is no Base64', () => 'no base64!'],
  ['in the place of which plain text stands', () => canary],
];

function flip(value: string, at: number): string {
  const bytes = Buffer.from(value, 'base64');
  const index = at < 0 ? bytes.length + at : at;
  bytes.writeUInt8(bytes.readUInt8(index) ^ 1, index);
  return bytes.toBase64();
}

describe('a stored secret', () => {
  test.each([...damages])(
    '%s is an error, never a value, and can be set again',
    async (_, damage) => {
      await using own = await createTestDatabase();
      const secret = setting();
      await set(own.database, secret, canary);
      const value = damage((await rows(own.database))[0]?.value ?? '');
      await changeRow(own.database, { value });
      const failure = await failureOf(secret.get(own.database.read));
      expect(failure).toBeInstanceOf(Error);
      expect(String(failure)).not.toContain('canary');
      await set(own.database, secret, 'another');
      expect(await secret.get(own.database.read)).toEqual({ ...stored, value: 'another' });
    },
  );

  test('that was moved to another setting is an error there', async () => {
    await using own = await createTestDatabase();
    await set(own.database, setting(), canary);
    await changeRow(own.database, { key: 'test.other' });
    const other = setting({ name: 'test.other' });
    expect(await failureOf(other.get(own.database.read))).toBeInstanceOf(Error);
  });

  test('cannot be read with the key of another instance', async () => {
    await using own = await createTestDatabase();
    await set(own.database, setting(), canary);
    const other = setting({ key: randomBytes(32) });
    expect(await failureOf(other.get(own.database.read))).toBeInstanceOf(Error);
  });
});

describe('a value written into the table by hand', () => {
  test('as plain text is not believed where a secret belongs, and can be set right', async () => {
    await using own = await createTestDatabase();
    await set(own.database, setting({ isSecret: false }), canary);
    expect(await setting().get(own.database.read)).toEqual(fallback);
    await set(own.database, setting(), 'right');
    expect(await setting().get(own.database.read)).toEqual({ ...stored, value: 'right' });
  });

  test('as a secret is not believed where plain text belongs, and can be set right', async () => {
    await using own = await createTestDatabase();
    const plain = setting({ isSecret: false });
    await set(own.database, setting(), canary);
    expect(await plain.get(own.database.read)).toEqual(fallback);
    await set(own.database, plain, 'right');
    expect(await plain.get(own.database.read)).toEqual({ ...stored, value: 'right' });
  });

  test.each([true, false])('is not believed under a false mark (secret: %p)', async (isSecret) => {
    await using own = await createTestDatabase();
    await set(own.database, setting({ isSecret }), canary);
    await changeRow(own.database, { is_encrypted: isSecret ? 0 : 1 });
    expect(await setting({ isSecret }).get(own.database.read)).toEqual(fallback);
  });
});

describe.each([true, false])('a setting that is secret: %p', (isSecret) => {
  test('falls back to its default when what is stored is no value any more', async () => {
    await using own = await createTestDatabase();
    await set(own.database, setting({ isSecret }), 'broken');
    expect(await setting({ isSecret }).get(own.database.read)).toEqual(fallback);
  });

  test('is what its definition says when what is stored is no value any more', async () => {
    await using own = await createTestDatabase();
    const strict = setting({ isSecret, whenUnreadable: 'closed' });
    expect(await strict.get(own.database.read)).toEqual(fallback);
    await set(own.database, strict, 'broken');
    const closed = { value: 'closed', source: 'database', isLocked: false } as const;
    expect(await strict.get(own.database.read)).toEqual(closed);
    await set(own.database, strict, canary);
    expect(await strict.get(own.database.read)).toEqual(stored);
    await changeRow(own.database, { is_encrypted: isSecret ? 0 : 1 });
    expect(await strict.get(own.database.read)).toEqual(closed);
  });

  test('is what the environment says, whatever is stored, and cannot be changed then', async () => {
    await using own = await createTestDatabase();
    await set(own.database, setting({ isSecret }), canary);
    const before = await rows(own.database);
    const locked = setting({ isSecret, fromEnvironment: 'from outside' });
    const state = { value: 'from outside', source: 'env', isLocked: true } as const;
    expect(await locked.get(own.database.read)).toEqual(state);
    expect(await failureOf(set(own.database, locked, 'changed'))).toMatchObject({
      code: 'setting_locked',
      message: 'Client secret is locked by TEST_CLIENT_SECRET environment variable',
    });
    expect(await rows(own.database)).toEqual(before);
    expect(await setting({ isSecret }).get(own.database.read)).toEqual(stored);
  });

  test('that the environment sets to nothing is locked too', async () => {
    await using own = await createTestDatabase();
    const locked = setting({ isSecret, fromEnvironment: '' });
    expect(await locked.get(own.database.read)).toMatchObject({ value: '', isLocked: true });
  });
});
