// The keys of an instance are compared with their fingerprints at every start.
import { describe, expect, test } from 'bun:test';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf } from '../../src/features/settings/fingerprints/service.ts';
import { transcript } from '../cli/transcript.ts';
import type { Services } from '../../src/services.ts';
import { forgetFingerprints } from '../support/another-key.ts';
import { instancePlace, type Place } from '../support/instance-place.ts';
import { usesPostgres } from '../support/test-storage.ts';

const keyOf = () => crypto.getRandomValues(new Uint8Array(32)).toHex();
const keyFile = ({ dataDir }: Place) => join(dataDir, 'secret.key');

async function fingerprintsIn({ database }: Pick<Services, 'database'>) {
  const rows = await database.read
    .selectFrom('settings')
    .select(['key', 'value'])
    .where('key', 'like', 'fingerprint.%')
    .execute();
  return new Map(rows.map(({ key, value }) => [key, value]));
}

describe('the first start records the fingerprint of the key, and not the key', () => {
  test('that SECRET_KEY gives, without a file', async () => {
    const secretKey = keyOf();
    await using place = await instancePlace();
    await using services = await place.start({ env: { SECRET_KEY: secretKey } });
    const found = await fingerprintsIn(services);
    expect(found.get('fingerprint.secret')).toBe(fingerprintOf(secretKey));
    expect(fingerprintOf(secretKey)).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify([...found])).not.toContain(secretKey);
    expect(existsSync(keyFile(place))).toBe(false);
  });

  test('of an instance from a version without fingerprints', async () => {
    await using place = await instancePlace();
    await place.begin();
    let before = new Map<string, string>();
    {
      await using services = await place.start();
      before = await fingerprintsIn(services);
      await forgetFingerprints(services.database);
    }
    await using services = await place.start();
    expect(await fingerprintsIn(services)).toEqual(before);
    expect(before.size).toBeGreaterThan(0);
  });
});

describe('an instance that has had users', () => {
  test('goes on with its key in SECRET_KEY, in the file, or in both', async () => {
    const secretKey = keyOf();
    await using place = await instancePlace();
    await place.begin({ env: { SECRET_KEY: secretKey } });
    writeFileSync(keyFile(place), `${secretKey}\n`);
    for (const env of [{}, { SECRET_KEY: secretKey }]) {
      await using services = await place.start({ env });
      expect((await fingerprintsIn(services)).get('fingerprint.secret')).toBe(
        fingerprintOf(secretKey),
      );
    }
  });

  test.each(['SECRET_KEY', 'the file'])('does not start with another key in %s', async (where) => {
    const [secretKey, other] = [keyOf(), keyOf()];
    await using place = await instancePlace();
    await place.begin({ env: { SECRET_KEY: secretKey } });
    if (where === 'the file') writeFileSync(keyFile(place), other);
    const env = where === 'the file' ? {} : { SECRET_KEY: other };
    const files = readdirSync(place.dataDir);
    const { message, cure } = await place.refusal({ env });
    expect(message).toContain('is not the one that the database was written with');
    expect(cure).toContain('put its secret.key back');
    for (const text of [message, cure]) {
      expect(text).not.toContain(secretKey);
      expect(text).not.toContain(other);
    }
    expect(readdirSync(place.dataDir).toSorted()).toEqual(files.toSorted());
    rmSync(keyFile(place), { force: true });
    await using services = await place.start({ env: { SECRET_KEY: secretKey } });
    expect((await fingerprintsIn(services)).get('fingerprint.secret')).toBe(
      fingerprintOf(secretKey),
    );
  });

  test('does not make a key in place of a lost one, unless that is asked for', async () => {
    await using place = await instancePlace();
    await place.begin();
    rmSync(keyFile(place));
    const { message } = await place.refusal();
    expect(message).toMatch(/secret\.key is missing$|has no secret\.key$/);
    expect(existsSync(keyFile(place))).toBe(false);
    {
      await using _ = await place.start({ replacesKeys: true });
    }
    await using services = await place.start();
    expect((await fingerprintsIn(services)).size).toBeGreaterThan(0);
  });

  test('takes another key when that is asked for, from then on', async () => {
    await using place = await instancePlace();
    await place.begin();
    const other = keyOf();
    writeFileSync(keyFile(place), other);
    await place.refusal();
    {
      await using _ = await place.start({ replacesKeys: true });
    }
    await using services = await place.start();
    expect((await fingerprintsIn(services)).get('fingerprint.secret')).toBe(fingerprintOf(other));
  });
});

if (usesPostgres) console.log('skipped on PostgreSQL: a backup of a file');
test.skipIf(usesPostgres)('a backup contains the key that SECRET_KEY gives', async () => {
  const secretKey = keyOf();
  await using place = await instancePlace();
  await place.begin({ env: { SECRET_KEY: secretKey } });
  const copy = join(place.dataDir, 'copy');
  const env = { DATA_DIR: place.dataDir, SECRET_KEY: secretKey };
  expect((await transcript(['backup', copy], { env })).err).toEqual([]);
  expect(readFileSync(join(copy, 'secret.key'), 'utf8')).toBe(`${secretKey}\n`);
  expect(existsSync(keyFile(place))).toBe(false);
  {
    await using _ = await place.start({ env: { DATA_DIR: copy } });
  }
  const restoring = { DATA_DIR: join(place.dataDir, 'restored'), SECRET_KEY: secretKey };
  expect((await transcript(['restore', copy], { env: restoring })).exitCode).toBe(0);
  await using services = await place.start({ env: restoring });
  expect((await fingerprintsIn(services)).get('fingerprint.secret')).toBe(fingerprintOf(secretKey));
});

if (usesPostgres) console.log('skipped on PostgreSQL, where JWT_SECRET is compared');
test.skipIf(usesPostgres)('a server with a file may change JWT_SECRET at any start', async () => {
  await using place = await instancePlace();
  await place.begin({ env: { JWT_SECRET: keyOf() } });
  await using services = await place.start({ env: { JWT_SECRET: keyOf() } });
  expect([...(await fingerprintsIn(services)).keys()]).toEqual(['fingerprint.secret']);
});
