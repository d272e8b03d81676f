// Who gets ES256: new instances, and those whose operator chooses it. One that had users before keeps HS256, because
// somebody may verify its tokens with the secret.
import { describe, expect, test } from 'bun:test';
import { tokenAlgorithmNotice } from '../../src/cli/start-warnings.ts';
import * as signingKeys from '../../src/db/migrations/005-signing-keys.ts';
import { stepsBeyond } from '../../src/db/migration-steps.ts';
import type { Database } from '../../src/db/port.ts';
import { jwtSecret } from '../support/access-token.ts';
import { instancePlace, type Place } from '../support/instance-place.ts';
import type { Env } from '../support/environment.ts';
import { sqliteOnly } from '../support/on-postgres.ts';

const notice = expect.stringContaining('signed with HS256, as before the upgrade');
const step = '005-signing-keys';
const keyOf = () => crypto.getRandomValues(new Uint8Array(32)).toHex();

/** Takes the step again, on the tables as the version before left them. */
async function repeatStep({ migrations }: Database): Promise<void> {
  await migrations.schema.dropTable('signing_keys').execute();
  // Migrations know no schema, because they meet tables of every version.
  await signingKeys.up(migrations as never);
}

/** An instance that was begun by the version before, with or without a user. */
async function formerInstance(place: Place, hasUsers: boolean): Promise<void> {
  if (hasUsers) await place.begin();
  await using services = await place.start();
  await repeatStep(services.database);
}

async function algorithmOf(place: Place, env: Env = {}) {
  await using services = await place.start({ env });
  return { algorithm: services.algorithm, notice: tokenAlgorithmNotice(services) };
}

describe('an instance signs with', () => {
  test('ES256 when it is new, and goes on with it when it has users', async () => {
    await using place = await instancePlace();
    expect(await algorithmOf(place)).toEqual({ algorithm: 'ES256', notice: null });
    await place.begin();
    expect(await algorithmOf(place)).toEqual({ algorithm: 'ES256', notice: null });
  });

  test('HS256 when it had users before, which every start says until the operator chooses', async () => {
    await using place = await instancePlace();
    await formerInstance(place, true);
    for (let start = 0; start < 2; start++) {
      expect(await algorithmOf(place)).toEqual({ algorithm: 'HS256', notice });
    }
    for (const algorithm of ['ES256', 'HS256'] as const) {
      const env = { ACCESS_TOKEN_ALG: algorithm };
      expect(await algorithmOf(place, env)).toEqual({ algorithm, notice: null });
    }
  });

  test('ES256 when it was begun before and had no user yet', async () => {
    await using place = await instancePlace();
    await formerInstance(place, false);
    expect((await algorithmOf(place)).algorithm).toBe('ES256');
  });

  test.each<readonly [string, Env]>([
    ['HS256', { JWT_SECRET: jwtSecret }],
    ['ES256', { JWT_SECRET: jwtSecret, ACCESS_TOKEN_ALG: 'es256' }],
    ['HS256', { ACCESS_TOKEN_ALG: 'HS256' }],
  ])('%s with %p', async (algorithm, env) => {
    await using place = await instancePlace();
    expect(await algorithmOf(place, env)).toEqual({ algorithm, notice: null } as never);
  });
});

test('a program of the version before works on beside the new one', async () => {
  await using place = await instancePlace();
  await using services = await place.start();
  const { read } = services.database;
  expect(await stepsBeyond(read, [step], '0.1.0')).toEqual([]);
});

describe('the keys', () => {
  test('are the same after a restart, and no start makes one', async () => {
    await using place = await instancePlace();
    const kidsAt = async (signs: boolean) => {
      await using services = await place.start();
      if (signs) await services.signingKeys.rotate(false, null);
      const rows = await services.database.read.selectFrom('signing_keys').select('kid').execute();
      return rows.map(({ kid }) => kid);
    };
    expect(await kidsAt(false)).toEqual([]);
    const kids = await kidsAt(true);
    expect(kids).toHaveLength(1);
    expect(await kidsAt(false)).toEqual(kids);
  });

  sqliteOnly('the server of another key must have stopped for two minutes').test(
    'are deleted with the secret that sealed them',
    async () => {
      await using place = await instancePlace();
      await place.begin({ env: { SECRET_KEY: keyOf() } });
      const lost = { env: { SECRET_KEY: keyOf() }, replacesKeys: true };
      {
        await using services = await place.start(lost);
        await services.signingKeys.rotate(false, null);
      }
      await using services = await place.start({
        env: { SECRET_KEY: keyOf() },
        replacesKeys: true,
      });
      expect(await services.signingKeys.list()).toEqual([]);
    },
  );
});
