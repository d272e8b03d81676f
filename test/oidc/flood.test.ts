// Sign-ins that are begun and never finished: how many there may be, and which make room (T43).
import { describe, expect, test } from 'bun:test';
import type { Insertable } from 'kysely';
import type { SignInFlowTable } from '../../src/db/sign-in-tables.ts';
import { restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { oidcPath, openScene, type Scene } from '../support/oidc-scene.ts';
import type { Env } from '../support/test-app.ts';

restoreClockAfterEach();

const most = 50_000;
const share = 500;
const env = { TRUSTED_PROXIES: '127.0.0.1', RATE_LIMIT: 'off' };
const [flooder, neighbour] = ['203.0.113.66', '198.51.100.7'] as const;
const [flooded, nearby] = ['203.0.113.0/24', '198.51.100.0/24'] as const;
const [young, old] = [1000, 3 * 60_000] as const;

/** A server behind a proxy that listens; no flow grows older meanwhile. */
async function open(change: Env = {}): Promise<Scene> {
  const scene = await openScene({ env: { ...env, ...change } });
  scene.app.listen();
  stopClock();
  return scene;
}

/** So many flows of a network, begun so many milliseconds ago and later. */
function flowsFrom(network: string, many: number, ageMs: number) {
  const now = Date.now();
  return Array.from({ length: many }, (_, index) => flow(network, now - ageMs + (index % 100)));
}

/** Flows of many networks, each with a full share. */
function crowd(many: number, ageMs: number) {
  return Array.from({ length: many / share }, (_, index) =>
    flowsFrom(`10.${index >> 8}.${index & 255}.0/24`, share, ageMs),
  ).flat();
}

/** Puts flows into the table, past the provider. */
function fill({ app }: Scene, rows: readonly Insertable<SignInFlowTable>[]): Promise<void> {
  return app.database.write(async (trx) => {
    for (let from = 0; from < rows.length; from += 500) {
      const values = rows.slice(from, from + 500);
      await trx.insertInto('sign_in_flows').values(values).execute();
    }
  });
}

function flow(network: string, createdAt: number): Insertable<SignInFlowTable> {
  return {
    state_hash: crypto.getRandomValues(new Uint8Array(32)),
    provider: 'oidc',
    issuer: 'https://id.example.com',
    redirect_uri: 'https://auth.example.com/callback',
    kind: 'sign_in',
    answer: 'redirect',
    browser_hash: null,
    nonce: 'n',
    code_verifier: 'v',
    redirect: null,
    user_id: null,
    session_id: null,
    network,
    created_at: createdAt,
    expires_at: createdAt + 600_000,
  };
}

function start({ app }: Scene, address: string) {
  const headers = { host: 'localhost:3000', 'x-forwarded-for': address };
  return app.send({ path: `${oidcPath}/initiate`, headers });
}

async function begin(scene: Scene, address: string): Promise<void> {
  expect((await start(scene, address)).status).toBe(302);
}

async function refuse(scene: Scene, address: string, seconds: RegExp): Promise<void> {
  const answer = await start(scene, address);
  expect(answer).toMatchObject({ status: 503, body: { code: 'server_busy' } });
  expect(answer.headers.get('retry-after')).toMatch(seconds);
  expect(answer.headers.getSetCookie()).toEqual([]);
}

async function count({ app }: Scene, network: string | null = null): Promise<number> {
  const all = app.database.read
    .selectFrom('sign_in_flows')
    .select((eb) => eb.fn.countAll<number>().as('count'));
  const query = network === null ? all : all.where('network', '=', network);
  return (await query.executeTakeFirstOrThrow()).count;
}

describe('five hundred sign-ins of one /24', () => {
  test('are the most it may have under way; its neighbours go on', async () => {
    await using scene = await open();
    await fill(scene, flowsFrom(flooded, share - 1, young));
    await begin(scene, flooder);
    // The oldest makes room when it is two minutes old.
    await refuse(scene, '203.0.113.200', /^1(?:19|20)$/);
    await begin(scene, neighbour);
    expect(await count(scene, flooded)).toBe(share);
    expect(await count(scene, nearby)).toBe(1);
  });

  test('make room by those that are two minutes old, and by no other', async () => {
    await using scene = await open();
    await fill(scene, [
      ...flowsFrom(flooded, 20, old),
      ...flowsFrom(flooded, share - 20, young),
      ...flowsFrom(nearby, 20, old),
    ]);
    for (let turn = 0; turn < 20; turn++) await begin(scene, flooder);
    await refuse(scene, flooder, /^1\d\d$/);
    expect(await count(scene, flooded)).toBe(share);
    expect(await count(scene, nearby)).toBe(20);
  });

  test('of an IPv6 /48 count together', async () => {
    await using scene = await open();
    await fill(scene, flowsFrom('2001:db8:7::/48', share, young));
    await refuse(scene, '2001:db8:7:ffff::1', /^1\d\d$/);
    await begin(scene, '2001:db8:8::1');
  });

  test('are not all that clients may have who share a key', async () => {
    await using scene = await openScene({ env: { RATE_LIMIT: 'off' } });
    await fill(scene, flowsFrom('unknown', 10 * share - 1, young));
    const path = `${oidcPath}/initiate`;
    expect((await scene.app.get(path)).status).toBe(302);
    expect((await scene.app.get(path)).status).toBe(503);
  });

  test('that are over do not count', async () => {
    await using scene = await open();
    // They live ten minutes.
    await fill(scene, flowsFrom(flooded, share, 11 * 60_000));
    await begin(scene, flooder);
    expect(await count(scene, flooded)).toBe(share - 99);
  });

  test('who race for the last place get one', async () => {
    await using scene = await open();
    await fill(scene, flowsFrom(flooded, share - 1, young));
    const answers = await Promise.all(Array.from({ length: 8 }, () => start(scene, flooder)));
    expect(answers.filter(({ status }) => status === 302)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 503)).toHaveLength(7);
  });
});

describe('when fifty thousand sign-ins are under way', () => {
  test('none that is younger than two minutes is pushed out: others are refused', async () => {
    await using scene = await open();
    await fill(scene, [...crowd(most - share, young), ...flowsFrom(nearby, share, young)]);
    await refuse(scene, flooder, /^1\d\d$/);
    // Also the next, for which the table is not counted again.
    await refuse(scene, flooder, /^[1-9]\d*$/);
    expect(await count(scene)).toBe(most);
  });

  test('the oldest of the fullest network make room, and other networks lose none', async () => {
    await using scene = await open();
    await fill(scene, [
      ...crowd(most - 3 * share, young),
      ...flowsFrom('near', 2 * share, old),
      ...flowsFrom(nearby, share, old),
    ]);
    for (let turn = 0; turn < 150; turn++) await begin(scene, flooder);
    expect(await count(scene)).toBeLessThanOrEqual(most);
    expect(await count(scene, nearby)).toBe(share);
    expect(await count(scene, flooded)).toBe(150);
    expect(await count(scene, 'near')).toBe(2 * share - 200);
  });

  test('those that are over make room before any other', async () => {
    await using scene = await open();
    await fill(scene, [...crowd(most - share, old), ...flowsFrom('over', share, 11 * 60_000)]);
    await begin(scene, flooder);
    expect(await count(scene)).toBe(most - share + 1);
    expect(await count(scene, 'over')).toBe(0);
  });

  test('those who race for the last places get no more than there are', async () => {
    await using scene = await open();
    await fill(scene, crowd(most, young).slice(3));
    const addresses = Array.from({ length: 8 }, (_, index) => `192.0.${index}.1`);
    const answers = await Promise.all(addresses.map((address) => start(scene, address)));
    expect(answers.filter(({ status }) => status === 302)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 503)).toHaveLength(5);
    expect(await count(scene)).toBe(most);
  });

  test('a person who began before comes back all the same', async () => {
    await using scene = await openScene({ env });
    const parameters = await scene.browser.visit('/account');
    await fill(scene, crowd(most, young));
    expect((await scene.browser.comeBack(parameters)).query).toMatchObject({
      redirect: '/account',
    });
  });
});

test('one network may begin sixty a minute', async () => {
  await using scene = await open({ RATE_LIMIT: 'on' });
  for (let turn = 0; turn < 60; turn++) await begin(scene, flooder);
  expect(await start(scene, flooder)).toMatchObject({
    status: 429,
    body: { code: 'rate_limited' },
  });
  expect(await count(scene)).toBe(60);
  await begin(scene, neighbour);
});
