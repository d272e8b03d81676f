// Back-channel logout: which tokens are refused, and what is written down of those that are not.
import { describe, expect, test } from 'bun:test';
import { auditOf } from '../support/audit-lines.ts';
import { restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { openScene, type Scene } from '../support/oidc-scene.ts';
import { form, isLive, logout, path, send, signIn } from '../support/provider-logout.ts';
import { createTestApp } from '../support/test-app.ts';

restoreClockAfterEach();

describe('a token is refused', () => {
  const refused: readonly (readonly [string, (scene: Scene) => Promise<string> | string])[] = [
    ['without one', () => ''],
    ['that is no JWT', () => 'hello'],
    ['with a broken signature', ({ provider }) => provider.logoutToken({ tamper: 'signature' })],
    ['that is unsigned', ({ provider }) => provider.logoutToken({ tamper: 'none' })],
    ['of another issuer', ({ provider }) => provider.logoutToken({ claims: { iss: 'https://x' } })],
    ['for another client', ({ provider }) => provider.logoutToken({}, 'other')],
    ['with a nonce', ({ provider }) => provider.logoutToken({ claims: { nonce: 'n' } })],
    ['without events', ({ provider }) => provider.logoutToken({ claims: { events: {} } })],
    ['that is an ID token', ({ provider }) => provider.idToken('anchor')],
  ];

  test.each(refused)('%s', async (_, token) => {
    await using scene = await openScene();
    const session = await signIn(scene, null);
    const before = await scene.app.snapshot();
    const answer = await send(scene, await token(scene));
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_logout_token' } });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await scene.app.snapshot()).toEqual(before);
    expect(await isLive(scene, session)).toBe(true);
    expect(scene.app.lines.join('\n')).toContain('A logout token was refused');
  });

  test('that was used before', async () => {
    await using scene = await openScene();
    const token = await scene.provider.logoutToken();
    expect((await send(scene, token)).status).toBe(200);
    const session = await signIn(scene, null);
    expect((await send(scene, token)).status).toBe(400);
    expect(await isLive(scene, session)).toBe(true);
  });

  test('whose name was used before', async () => {
    await using scene = await openScene();
    expect((await logout(scene, { jti: 'one' })).status).toBe(200);
    expect((await logout(scene, { jti: 'one', sub: 'other' })).status).toBe(400);
    expect((await logout(scene, { jti: 'two' })).status).toBe(200);
  });

  test('while its keys cannot be fetched', async () => {
    await using scene = await openScene();
    scene.provider.script({ jwks: 'down' });
    expect((await logout(scene)).body).toMatchObject({ code: 'invalid_logout_token' });
  });

  test('where no provider is set up', async () => {
    await using app = await createTestApp();
    expect((await send({ app }, 'a.b.c')).body).toMatchObject({
      statusCode: 400,
      code: 'oidc_not_enabled',
    });
  });

  test('in JSON, in the address or twice in the form', async () => {
    await using scene = await openScene();
    const token = await scene.provider.logoutToken();
    const json = await scene.app.post(path, { logout_token: token });
    const inQuery = { method: 'POST', path: `${path}?logout_token=${token}`, headers: form };
    const twice = {
      method: 'POST',
      path,
      headers: form,
      body: `logout_token=${token}&logout_token=x`,
    };
    expect(json.status).toBe(415);
    expect((await scene.app.send(inQuery)).status).toBe(400);
    expect((await scene.app.send(twice)).status).toBe(400);
    expect((await send(scene, token)).status).toBe(200);
  });
});

test('is limited for each network', async () => {
  await using app = await createTestApp({ TRUSTED_PROXIES: '127.0.0.1' });
  app.listen();
  stopClock();
  const from = (address: string) =>
    app.send({ method: 'POST', path, headers: { ...form, 'x-forwarded-for': address }, body: '' });
  for (let count = 0; count < 300; count++) {
    expect((await from('203.0.113.7')).status).toBe(400);
  }
  expect((await from('203.0.113.7')).status).toBe(429);
  expect((await from('198.51.100.7')).status).toBe(400);
});

test('the audit log names the user and how many sessions ended, once for each account', async () => {
  await using scene = await openScene();
  await signIn(scene, 's1');
  await signIn(scene, 's1');
  await logout(scene, { sid: 's1' });
  await logout(scene, { sid: 's1' });
  const lines = (await auditOf(scene.app)).filter((line) => line.includes('ended_by_provider'));
  expect(lines).toEqual(['session.ended_by_provider success {"provider":"oidc","sessions":2}']);
  const row = await scene.app.database.read
    .selectFrom('audit_log')
    .select(['actor_email', 'target_email'])
    .where('event', '=', 'session.ended_by_provider')
    .executeTakeFirst();
  expect(row).toEqual({ actor_email: null, target_email: 'ada@example.com' });
});
