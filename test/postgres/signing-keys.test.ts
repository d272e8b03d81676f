// Two servers on one database: one key signs at a time, and each accepts the tokens of the other.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { headerSegment } from '../../src/core/es256.ts';
import { headerOf } from '../support/access-token.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { countFinds } from '../support/count-finds.ts';
import { forgeEs256, privateKeyOf, storedKeys } from '../support/es256-token.ts';
import { createPair } from '../support/instance-pair.ts';
import { addSignedIn } from '../support/people.ts';
import type { TestApp } from '../support/test-app.ts';

setDefaultTimeout(120_000);
restoreClockAfterEach();

const meOf = async (app: TestApp, bearer: string) => (await app.get('/api/auth/me', bearer)).status;
const kidOf = (token: string) => headerOf(token)['kid'];

describe('two servers', () => {
  test('that sign their first tokens at once agree on one key', async () => {
    await using pair = await createPair();
    const apps = [pair.one, pair.other, pair.one, pair.other];
    const people = await Promise.all(apps.map((app) => addSignedIn(app)));
    expect(new Set(people.map(({ access_token }) => kidOf(access_token))).size).toBe(1);
    expect(await storedKeys(pair.one)).toHaveLength(1);
    for (const { access_token } of people) {
      expect([await meOf(pair.one, access_token), await meOf(pair.other, access_token)]).toEqual([
        200, 200,
      ]);
    }
  });

  test('accept the tokens of a key that the other has made or let sign a moment ago', async () => {
    await using pair = await createPair();
    const { one, other } = pair;
    const { access_token: first } = await addSignedIn(one);
    expect(await meOf(other, first)).toBe(200);
    // Time stands still, so nothing that is known grows old.
    stopClock();
    const kids = new Set([kidOf(first)]);
    for (const [at, elsewhere] of [
      [one, other],
      [other, one],
    ] as const) {
      await at.services.signingKeys.rotate(false, null);
      const { access_token: token } = await addSignedIn(at);
      kids.add(kidOf(token));
      expect(await meOf(elsewhere, token)).toBe(200);
      expect(await meOf(elsewhere, first)).toBe(200);
    }
    expect(kids.size).toBe(3);
  });

  test('accept at once what the published next key signs elsewhere, as often as it happens', async () => {
    await using pair = await createPair({ SIGNING_KEY_ROTATION: '1d' });
    const { one, other } = pair;
    await addSignedIn(one);
    stopClock();
    for (let round = 0; round < 3; round++) {
      await one.services.housekeeping.run();
      await other.services.signingKeys.list();
      await one.services.signingKeys.rotate(false, null);
      const { access_token: token } = await addSignedIn(one);
      using finds = countFinds(other.database);
      expect(await meOf(other, token)).toBe(200);
      // The keys, and who calls.
      expect(finds.count()).toBe(2);
    }
  });

  test('rotate at the same time, under load, and refuse no honest request', async () => {
    await using pair = await createPair();
    const apps = [pair.one, pair.other];
    const refused: string[] = [];
    const tokens: string[] = [];
    const over = new AbortController();
    const client = async (name: string) => {
      for (let round = 0; !over.signal.aborted; round++) {
        const app = apps[round % 2] ?? pair.one;
        const { access_token: token } = await addSignedIn(app, {
          email: `${name}-${round}@example.com`,
        });
        tokens.push(token);
        for (const each of apps) {
          const status = await meOf(each, token);
          if (status !== 200) refused.push(`${status} ${String(kidOf(token))}`);
        }
      }
    };
    const clients = ['a', 'b', 'c'].map(client);
    for (let round = 0; round < 4; round++) {
      await Promise.all(apps.map((app) => app.services.signingKeys.rotate(false, null)));
      await addSignedIn(pair.one);
    }
    over.abort();
    await Promise.all(clients);
    expect(refused).toEqual([]);
    const statuses = await Promise.all(tokens.map((token) => meOf(pair.other, token)));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect((await storedKeys(pair.one)).filter((key) => key.private_sealed !== null)).toHaveLength(
      1,
    );
  });

  test('refuse the tokens of a revoked key within five seconds, wherever it was revoked', async () => {
    await using pair = await createPair();
    const { access_token: token } = await addSignedIn(pair.one);
    stopClock();
    expect(await meOf(pair.other, token)).toBe(200);
    await pair.one.services.signingKeys.rotate(true, null);
    expect(await meOf(pair.one, token)).toBe(401);
    advance(5001, 'ms');
    expect(await meOf(pair.other, token)).toBe(401);
    const { access_token: later } = await addSignedIn(pair.other);
    expect([await meOf(pair.one, later), await meOf(pair.other, later)]).toEqual([200, 200]);
  });
});

describe('a flood of tokens of invented keys', () => {
  test('reads the keys once in five seconds, and each invented key is looked for once', async () => {
    await using pair = await createPair();
    const { one } = pair;
    const { access_token: token } = await addSignedIn(one);
    stopClock();
    expect(await meOf(one, token)).toBe(200);
    const payload = token.split('.')[1];
    const invented = Array.from({ length: 200 }, (_, index) => {
      const kid = String(index).padStart(43, 'x');
      return `${headerSegment(kid)}.${payload}.${'A'.repeat(86)}`;
    });
    using finds = countFinds(one.database);
    const statuses = await Promise.all(invented.map((each) => meOf(one, each)));
    expect(new Set(statuses)).toEqual(new Set([401]));
    expect(finds.count()).toBe(1);
    expect(await meOf(one, invented[7] ?? '')).toBe(401);
    expect(finds.count()).toBe(1);
  });

  test('does not keep the tokens of a new key from being accepted', async () => {
    await using pair = await createPair();
    const { one, other } = pair;
    const { access_token: token } = await addSignedIn(one);
    expect(await meOf(other, token)).toBe(200);
    const [stored] = await storedKeys(one);
    if (stored === undefined) throw new Error('No key was made');
    const flood = Array.from({ length: 20 }, (_, index) => {
      const header = { ...headerOf(token), kid: String(index).padStart(43, 'y') };
      return forgeEs256(token, { key: privateKeyOf(one, stored), header });
    });
    const refusals = flood.map((each) => meOf(other, each));
    await one.services.signingKeys.rotate(false, null);
    const { access_token: later } = await addSignedIn(one);
    expect(await meOf(other, later)).toBe(200);
    expect(new Set(await Promise.all(refusals))).toEqual(new Set([401]));
  });
});
