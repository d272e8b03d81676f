// Sign-ins that are begun and never finished (security.md T43): whoever begins most loses his own.
import { describe, expect, test } from 'bun:test';
import type { Insertable } from 'kysely';
import type { SignInFlowTable } from '../../src/db/schema.ts';
import { oidcPath, openScene, type Scene } from '../support/oidc-scene.ts';

const most = 10_000;
const flooder = '203.0.113.66';
const neighbour = '203.0.113.7';

/** A server behind a proxy, at which networks have begun so many sign-ins, oldest first. */
async function flooded(counts: Readonly<Record<string, number>>): Promise<Scene> {
  const scene = await openScene({ env: { TRUSTED_PROXIES: '127.0.0.1', RATE_LIMIT: 'off' } });
  const networks = Object.entries(counts).flatMap(([network, count]) =>
    Array.from({ length: count }, () => network),
  );
  const now = Date.now();
  await fill(
    scene,
    networks.map((network, index) => flow(network, now - networks.length + index)),
  );
  scene.app.listen();
  return scene;
}

/** Puts flows into the table, past the provider. */
function fill({ app }: Scene, rows: readonly Insertable<SignInFlowTable>[]): Promise<void> {
  return app.database.write(async (trx) => {
    for (let start = 0; start < rows.length; start += 500) {
      const values = rows.slice(start, start + 500);
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

async function begin({ app }: Scene, network: string): Promise<void> {
  const headers = { 'x-forwarded-for': network };
  const { status } = await app.send({ path: `${oidcPath}/initiate`, headers });
  expect(status).toBe(302);
}

async function flowsOf({ app }: Scene, network: string): Promise<readonly number[]> {
  const rows = await app.database.read
    .selectFrom('sign_in_flows')
    .select('created_at')
    .where('network', '=', network)
    .orderBy('created_at')
    .execute();
  return rows.map((row) => row.created_at);
}

const total = ({ app }: Scene) => app.snapshot()['sign_in_flows']?.length ?? 0;

describe('when ten thousand sign-ins are under way', () => {
  test('the network with most of them loses its oldest, and nobody else any', async () => {
    await using scene = await flooded({ [neighbour]: 20, [flooder]: most - 20 });
    const before = await flowsOf(scene, flooder);
    await begin(scene, '198.51.100.1');
    expect(total(scene)).toBeLessThanOrEqual(most);
    expect(await flowsOf(scene, neighbour)).toHaveLength(20);
    expect(await flowsOf(scene, '198.51.100.1')).toHaveLength(1);
    const after = await flowsOf(scene, flooder);
    expect(after.length).toBeLessThan(before.length);
    expect(after).toEqual(before.slice(before.length - after.length));
  });

  test('there are never more, whoever goes on', async () => {
    await using scene = await flooded({ [neighbour]: 1, [flooder]: most - 1 });
    for (let turn = 0; turn < 150; turn++) {
      await begin(scene, flooder);
      expect((await flowsOf(scene, neighbour)).length).toBe(1);
    }
    expect(total(scene)).toBeLessThanOrEqual(most);
    expect(total(scene)).toBeGreaterThan(most - 200);
  });
});

test('below that nobody loses any', async () => {
  await using scene = await flooded({ [flooder]: most - 2 });
  await begin(scene, flooder);
  expect(total(scene)).toBe(most - 1);
});

test('somebody who began before the flood comes back all the same', async () => {
  await using scene = await openScene({
    env: { TRUSTED_PROXIES: '127.0.0.1', RATE_LIMIT: 'off' },
  });
  const parameters = await scene.browser.visit('/account');
  await fill(
    scene,
    Array.from({ length: most }, () => flow(flooder, Date.now())),
  );
  await begin(scene, flooder);
  expect((await scene.browser.comeBack(parameters)).query).toMatchObject({ redirect: '/account' });
});

test('one network may begin sixty a minute', async () => {
  await using scene = await openScene({ env: { TRUSTED_PROXIES: '127.0.0.1' } });
  scene.app.listen();
  for (let turn = 0; turn < 60; turn++) await begin(scene, flooder);
  const headers = { 'x-forwarded-for': flooder };
  const refused = await scene.app.send({ path: `${oidcPath}/initiate`, headers });
  expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  expect(total(scene)).toBe(60);
  await begin(scene, neighbour);
});
