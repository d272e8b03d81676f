// T78: what a thief of a signing key can do, and for how long.
import { describe, expect, test } from 'bun:test';
import { headerOf } from '../support/access-token.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import {
  expectRefused,
  forgeEs256,
  keyScene,
  privateKeyOf,
  storedKeys,
} from '../support/es256-token.ts';
import { addAdmin } from '../admin/administrator.ts';
import { everythingStored } from '../support/everything-stored.ts';
import { createTestApp } from '../support/test-app.ts';

restoreClockAfterEach();

/** How long a retired key's tokens are accepted: the life of a token and an hour. */
const overlapMinutes = 15 + 60;

describe('a thief of a key that is known to be stolen', () => {
  test('gets no further when the key was retired long enough, whatever the expiry of the token', async () => {
    await using app = await createTestApp();
    stopClock();
    const scene = await keyScene(app);
    const lasting = forgeEs256(scene.token, { key: scene.key, claims: { exp: 2 ** 33 } });
    expect((await app.get('/api/auth/me', lasting)).status).toBe(200);
    await app.services.signingKeys.rotate(false, null);
    advance(overlapMinutes * 60 - 1, 's');
    expect((await app.get('/api/auth/me', lasting)).status).toBe(200);
    advance(1, 's');
    await expectRefused(app, lasting);
  });

  test('gets no further at the next request when the key was revoked', async () => {
    await using app = await createTestApp();
    const scene = await keyScene(app);
    const lasting = forgeEs256(scene.token, { key: scene.key, claims: { exp: 2 ** 33 } });
    expect((await app.get('/api/auth/me', lasting)).status).toBe(200);
    await app.services.signingKeys.rotate(true, null);
    await expectRefused(app, lasting);
    await expectRefused(app, scene.token);
  });

  test('cannot use the next key before its time', async () => {
    await using app = await createTestApp({ SIGNING_KEY_ROTATION: '1d' });
    stopClock();
    const scene = await keyScene(app);
    await app.services.housekeeping.run();
    const next = (await storedKeys(app)).find(({ kid }) => kid !== scene.stored.kid);
    if (next === undefined) throw new Error('No next key was made');
    const header = { ...headerOf(scene.token), kid: next.kid };
    const claims = { exp: 2 ** 33 };
    const early = forgeEs256(scene.token, { key: privateKeyOf(app, next), header, claims });
    await expectRefused(app, early);
    // Half a minute is left for servers whose clocks differ.
    advance(24 * 60 * 60 - 31, 's');
    await expectRefused(app, early);
    advance(1, 's');
    expect((await app.get('/api/auth/me', early)).status).toBe(200);
  });
});

test('the other valid signature of a token (r, n − s) opens no more than the token, and ends with it', async () => {
  await using app = await createTestApp();
  const { token } = await keyScene(app);
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const signature = Buffer.from(token.split('.')[2] ?? '', 'base64url');
  const s = BigInt(`0x${signature.subarray(32).toString('hex')}`);
  const twin = Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex');
  const changed = Buffer.concat([signature.subarray(0, 32), twin]).toString('base64url');
  const other = `${token.slice(0, token.lastIndexOf('.'))}.${changed}`;
  expect(other).not.toBe(token);
  expect((await app.get('/api/auth/me', other)).status).toBe(200);
  await app.post('/api/auth/logout', undefined, token);
  await expectRefused(app, other);
});

test('the private part of a key is in no answer, no log line and nothing that is stored', async () => {
  await using app = await createTestApp({ LOG_LEVEL: 'debug', SIGNING_KEY_ROTATION: '1d' });
  const admin = await addAdmin(app);
  await app.services.housekeeping.run();
  const answers = [
    await app.get('/.well-known/jwks.json'),
    await admin.ask('GET', '/keys'),
    await admin.ask('GET', '/audit'),
  ];
  const secrets = (await storedKeys(app)).map((stored) => {
    const { d = '' } = privateKeyOf(app, stored).export({ format: 'jwk' });
    return d;
  });
  answers.push(await admin.ask('POST', '/keys/rotate', {}));
  expect(secrets).toHaveLength(2);
  const stored = await everythingStored(app);
  for (const secret of secrets) {
    expect(secret).toMatch(/^[\w-]{43}$/);
    const shown = [...answers.map(({ text }) => text), ...app.lines].join('\n');
    expect(shown).not.toContain(secret);
    const raw = Buffer.from(secret, 'base64url');
    expect(stored.filter((part) => part.includes(secret) || part.includes(raw))).toEqual([]);
  }
});
