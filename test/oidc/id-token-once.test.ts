// An ID token that an app brings: once, fresh, and with its nonce (contract section 3 "Mobile", security.md T72).
import { describe, expect, test } from 'bun:test';
import { base64url } from 'jose';
import { randomBytes } from '../../src/core/tokens.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { oidcPath, openScene, type Scene } from '../support/oidc-scene.ts';

restoreClockAfterEach();

const send = ({ app }: Scene, json: unknown) => app.post(`${oidcPath}/exchange/mobile`, json);

const invalid = {
  status: 401,
  body: {
    code: 'invalid_oidc_token',
    message: 'Invalid or expired OIDC token. Please sign in again.',
  },
};

const seconds = () => Math.floor(Date.now() / 1000);

describe('an ID token of an app', () => {
  test('signs in once, also after a restart', async () => {
    await using scene = await openScene();
    const id_token = await scene.provider.idToken('anchor');
    expect((await send(scene, { id_token })).status).toBe(200);
    expect(await send(scene, { id_token })).toMatchObject(invalid);
    expect(scene.app.lines.join('\n')).toContain('the ID token was used before');
    await scene.app.restart();
    expect(await send(scene, { id_token })).toMatchObject(invalid);
    expect((await scene.app.snapshot())['sessions']).toHaveLength(1);
  });

  test('signs in once when its iat has fractions of a second', async () => {
    await using scene = await openScene();
    const id_token = await scene.provider.idToken('anchor', {
      claims: { iat: seconds() - 60.123456 },
    });
    expect((await send(scene, { id_token })).status).toBe(200);
    expect(await send(scene, { id_token })).toMatchObject(invalid);
  });

  test('signs in once when it is sent many times at the same moment', async () => {
    await using scene = await openScene();
    const id_token = await scene.provider.idToken('anchor');
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(scene, { id_token })));
    const statuses = answers.map(({ status }) => status).toSorted((one, other) => one - other);
    expect(statuses).toEqual([200, ...Array.from({ length: 7 }, () => 401)]);
    expect((await scene.app.snapshot())['sessions']).toHaveLength(1);
    expect((await scene.app.snapshot())['users']).toHaveLength(1);
  });

  test('does not sign in again with the same signature written differently', async () => {
    await using scene = await openScene({ provider: { alg: 'ES256' } });
    const id_token = await scene.provider.idToken('anchor');
    expect((await send(scene, { id_token })).status).toBe(200);
    expect(await send(scene, { id_token: mirrored(id_token) })).toMatchObject(invalid);
    expect((await scene.app.snapshot())['sessions']).toHaveLength(1);
  });

  test('is not used up by a request that is refused', async () => {
    await using scene = await openScene();
    const id_token = await scene.provider.idToken('anchor', {}, 'n-1');
    expect(await send(scene, { id_token })).toMatchObject(invalid);
    expect((await send(scene, { id_token, nonce: 'n-1' })).status).toBe(200);
  });

  test('that carries a nonce needs it shown', async () => {
    await using scene = await openScene();
    const token = () => scene.provider.idToken('anchor', {}, 'n-1');
    expect(await send(scene, { id_token: await token() })).toMatchObject(invalid);
    expect(await send(scene, { id_token: await token(), nonce: '' })).toMatchObject(invalid);
    expect(scene.app.lines.join('\n')).toContain('has a nonce, which was not sent along');
    expect((await send(scene, { id_token: await token(), nonce: 'n-1' })).status).toBe(200);
  });

  test.each([
    [299, 200],
    [301, 401],
    [1500, 401],
  ])('that is %d seconds old is answered with %d', async (age, status) => {
    stopClock();
    await using scene = await openScene();
    const claims = { iat: seconds() - age, exp: seconds() + 3600 };
    const id_token = await scene.provider.idToken('anchor', { claims });
    expect((await send(scene, { id_token })).status).toBe(status);
  });

  test('is forgotten when it is too old to be shown again', async () => {
    stopClock();
    await using scene = await openScene();
    const claims = { exp: seconds() + 3600 };
    const id_token = await scene.provider.idToken('anchor', { claims });
    expect((await send(scene, { id_token })).status).toBe(200);
    await scene.app.services.housekeeping.run();
    expect((await scene.app.snapshot())['used_id_tokens']).toHaveLength(1);
    const rows = await scene.app.database.read
      .selectFrom('used_id_tokens')
      .select('expires_at')
      .execute();
    expect(rows).toEqual([{ expires_at: (seconds() + 300) * 1000 }]);
    advance(301, 's');
    expect(await send(scene, { id_token })).toMatchObject(invalid);
  });

  test('leaves no row behind once it is too old', async () => {
    await using scene = await openScene();
    const times = [Date.now() - 1000, Date.now() + 60_000];
    const rows = times.map((expires_at) => ({ token_hash: randomBytes(32), expires_at }));
    await scene.app.database.write((trx) =>
      trx.insertInto('used_id_tokens').values(rows).execute(),
    );
    await scene.app.services.housekeeping.run();
    expect((await scene.app.snapshot())['used_id_tokens']).toHaveLength(1);
  });
});

test('why an app was refused is in the log, with the request, and without the token', async () => {
  await using scene = await openScene();
  const id_token = await scene.provider.idToken('anchor', { claims: { aud: 'another' } });
  const answer = await send(scene, { id_token });
  const line = scene.app.lines.find((each) => each.includes('"session.failed"')) ?? '{}';
  expect(JSON.parse(line)).toMatchObject({
    code: 'invalid_oidc_token',
    provider: 'oidc',
    requestId: answer.headers.get('x-request-id'),
    error: expect.stringContaining('is for "another"'),
  });
  expect(line).not.toContain(id_token);
});

test("the provider's own error is in the log when an app's code is refused", async () => {
  await using scene = await openScene();
  const redirect_uri = 'anchor://oidc/callback';
  await send(scene, { code: 'made-up', code_verifier: 'v'.repeat(64), redirect_uri });
  const line = scene.app.lines.find((each) => each.includes('"session.failed"')) ?? '{}';
  expect(line).toContain('HTTP 400 and invalid_grant');
});

test('a userinfo that fails is in the log, and the sign-in goes on', async () => {
  await using scene = await openScene();
  scene.provider.script({ userinfo: { status: 403, json: { error: 'insufficient_scope' } } });
  expect((await scene.browser.signIn()).query).toHaveProperty('code');
  const line = scene.app.lines.find((each) => each.includes('Userinfo')) ?? '{}';
  expect(JSON.parse(line)).toMatchObject({
    level: 'warn',
    code: 'provider_misconfigured',
    provider: 'oidc',
    error: expect.stringContaining('HTTP 403 and insufficient_scope'),
  });
});

/** An ECDSA signature (r, s) is as good as (r, n - s): the token is another text and says the same. */
function mirrored(token: string): string {
  const [head = '', body = '', signature = ''] = token.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const s = BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  const other = Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex');
  const mirror = Buffer.concat([bytes.subarray(0, 32), other]);
  return `${head}.${body}.${base64url.encode(mirror)}`;
}
