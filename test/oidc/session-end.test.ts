// OIDC_SESSION_TTL: sessions that began at the provider end for good, however often they are refreshed.
import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import type { Tokens } from '../../src/features/sessions/schema.ts';
import { addAdmin } from '../admin/administrator.ts';
import { accountOf, mustEnter } from '../support/claimed-groups.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { home, showFrom } from '../support/networks.ts';
import { oidcPath, openScene, type Scene } from '../support/oidc-scene.ts';
import { addSignedIn } from '../support/people.ts';

restoreClockAfterEach();

const env = { OIDC_SESSION_TTL: '1h' };

const refresh = ({ app }: Scene, refresh_token: string) =>
  app.post('/api/auth/refresh', { refresh_token });

async function renewed(scene: Scene, token: string): Promise<Tokens> {
  const answer = await refresh(scene, token);
  expect(answer.status).toBe(200);
  return answer.body as Tokens;
}

const me = ({ app }: Scene, bearer: string) => app.get('/api/auth/me', bearer);

const ways: readonly (readonly [string, (scene: Scene) => Promise<Tokens>])[] = [
  ['in a browser', async (scene) => (await mustEnter(scene)) as unknown as Tokens],
  [
    'in an app',
    async ({ app, provider }) => {
      // Two tokens of one second would be the same.
      const jti = crypto.randomUUID();
      const id_token = await provider.idToken('anchor', { claims: { jti } });
      return (await app.post(`${oidcPath}/exchange/mobile`, { id_token })).body as Tokens;
    },
  ],
];

describe.each([...ways])('a session that began %s', (_, begin) => {
  test('works until its end, also after refreshes, and no longer', async () => {
    await using scene = await openScene({ env });
    stopClock();
    let tokens = await begin(scene);
    for (let quarter = 0; quarter < 3; quarter++) {
      advance(15, 'm');
      tokens = await renewed(scene, tokens.refresh_token);
    }
    advance(14, 'm');
    tokens = await renewed(scene, tokens.refresh_token);
    advance(59_999, 'ms');
    expect((await me(scene, tokens.access_token)).status).toBe(200);
    advance(1, 'ms');
    expect(await me(scene, tokens.access_token)).toMatchObject({
      status: 401,
      body: { code: 'invalid_token' },
    });
    expect(await refresh(scene, tokens.refresh_token)).toMatchObject({
      status: 401,
      body: { code: 'refresh_token_expired' },
    });
  });

  test('is not continued by a repeated refresh', async () => {
    await using scene = await openScene({ env: { ...env, TRUSTED_PROXIES: '127.0.0.1' } });
    scene.app.listen();
    stopClock();
    const { refresh_token } = await begin(scene);
    const show = async () => (await showFrom(scene.app, home, refresh_token)).status;
    // So late that the time in which a refresh may be repeated reaches beyond the end.
    advance(3570, 's');
    expect(await show()).toBe(200);
    advance(29, 's');
    expect(await show()).toBe(200);
    advance(1, 's');
    expect(await show()).toBe(401);
  });

  test('changes nothing after its end', async () => {
    await using scene = await openScene({ env });
    stopClock();
    const { access_token: bearer } = await begin(scene);
    await scene.app.database.write((trx) =>
      trx.updateTable('sessions').set({ expires_at: Date.now() }).execute(),
    );
    const path = '/api/auth/profile';
    const answer = await scene.app.send({ method: 'PATCH', path, json: { name: 'Grace' }, bearer });
    expect(answer.status).toBe(401);
  });

  test('is in no list after its end, refreshed or not', async () => {
    await using scene = await openScene({ env });
    stopClock();
    await begin(scene);
    const { refresh_token } = await begin(scene);
    advance(10, 'm');
    await renewed(scene, refresh_token);
    const { id } = await accountOf(scene.app, 'ada@example.com');
    const listed = async () => {
      const admin = await addAdmin(scene.app, `root${Date.now()}@example.com`);
      return (await admin.ask('GET', `/users/${formatId(id)}/sessions`)).body;
    };
    expect(await listed()).toHaveLength(2);
    advance(50, 'm');
    expect(await listed()).toEqual([]);
  });

  test('is signed out after its end without an error, as an ended one is', async () => {
    await using scene = await openScene({ env });
    stopClock();
    const { access_token } = await begin(scene);
    await scene.app.database.write((trx) =>
      trx.updateTable('sessions').set({ expires_at: Date.now() }).execute(),
    );
    expect((await scene.app.post('/api/auth/logout', undefined, access_token)).status).toBe(200);
  });
});

test('sessions of a password, and those where nothing is set, have no such end', async () => {
  await using scene = await openScene({ env });
  await addSignedIn(scene.app);
  await using other = await openScene();
  await mustEnter(other);
  for (const { app } of [scene, other]) {
    const rows = await app.database.read.selectFrom('sessions').select('expires_at').execute();
    expect(rows).toEqual([{ expires_at: null }]);
  }
});

test('an older refresh that reached beyond the end gives nothing after it', async () => {
  await using scene = await openScene({ env });
  stopClock();
  const { refresh_token } = await mustEnter(scene);
  // As a version before this one would have written it.
  const refresh_expires_at = Date.now() + 90 * 24 * 60 * 60 * 1000;
  await scene.app.database.write((trx) =>
    trx.updateTable('sessions').set({ refresh_expires_at }).execute(),
  );
  advance(60, 'm');
  expect((await refresh(scene, refresh_token)).status).toBe(401);
});
