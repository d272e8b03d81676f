import { describe, expect, test } from 'bun:test';
import type { SigningKey } from '../../src/features/admin/signing-keys/schema.ts';
import { headerOf, jwtSecret } from '../support/access-token.ts';
import { auditOf } from '../support/audit-lines.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { storedKeys } from '../support/es256-token.ts';
import { addSignedIn, changePerson } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { addAdmin, type Administrator } from './administrator.ts';

restoreClockAfterEach();

async function keysOf(admin: Administrator): Promise<readonly SigningKey[]> {
  return (await admin.ask('GET', '/keys')).body as readonly SigningKey[];
}

const meOf = async (app: TestApp, bearer: string) => (await app.get('/api/auth/me', bearer)).status;

describe('the list of keys', () => {
  test('has the key that signs, without its private part', async () => {
    await using app = await createTestApp();
    stopClock();
    const admin = await addAdmin(app);
    const now = new Date(Date.now()).toISOString();
    const answer = await admin.ask('GET', '/keys');
    expect(answer.body).toEqual([
      {
        kid: String(headerOf(admin.access_token)['kid']),
        alg: 'ES256',
        state: 'signing',
        createdAt: now,
        activeFrom: now,
        publishedUntil: null,
        mayBeUnknown: true,
      },
    ]);
  });

  test('is empty with HS256', async () => {
    await using app = await createTestApp({ JWT_SECRET: jwtSecret });
    expect(await keysOf(await addAdmin(app))).toEqual([]);
  });
});

describe('a rotation', () => {
  test('lets a new key sign, keeps the tokens of the former one good, and erases its private part', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const { access_token: before } = await addSignedIn(app);
    const answer = await admin.ask('POST', '/keys/rotate', {});
    expect(answer.status).toBe(200);
    const keys = answer.body as readonly SigningKey[];
    expect(keys.map(({ state }) => state)).toEqual(['signing', 'retired']);
    const { access_token: after } = await addSignedIn(app);
    expect([before, after].map((token) => headerOf(token)['kid'])).toEqual([
      keys[1]?.kid,
      keys[0]?.kid,
    ]);
    expect([await meOf(app, before), await meOf(app, after)]).toEqual([200, 200]);
    const stored = await storedKeys(app);
    expect(stored.map(({ private_sealed }) => private_sealed === null)).toEqual([true, false]);
    expect(await auditOf(app)).toContain(
      `signing_key.rotated success {"kid":"${keys[0]?.kid}","revoked":false}`,
    );
  });

  test('that revokes refuses every access token at once, and a refresh goes on', async () => {
    await using app = await createTestApp({ TRUSTED_PROXIES: '127.0.0.1' });
    app.listen();
    const admin = await addAdmin(app);
    const { access_token: before, refresh_token } = await addSignedIn(app);
    expect(await meOf(app, before)).toBe(200);
    const { body } = await admin.ask('POST', '/keys/rotate', { revoke: true });
    expect(body).toMatchObject([{ state: 'signing' }]);
    expect([await meOf(app, before), await meOf(app, admin.access_token)]).toEqual([401, 401]);
    const refreshed = await app.post('/api/auth/refresh', { refresh_token });
    const { access_token: after } = refreshed.body as { readonly access_token: string };
    expect(await meOf(app, after)).toBe(200);
    expect(await storedKeys(app)).toHaveLength(1);
  });

  test('takes the key that was published for it, which others know by then', async () => {
    await using app = await createTestApp({ SIGNING_KEY_ROTATION: '1d' });
    stopClock();
    const admin = await addAdmin(app);
    await app.services.housekeeping.run();
    const [, next] = await keysOf(admin);
    expect(next?.state).toBe('next');
    advance(10, 'm');
    const { body } = await admin.ask('POST', '/keys/rotate', { revoke: null });
    expect(body).toMatchObject([
      { kid: next?.kid, state: 'signing', mayBeUnknown: false },
      { state: 'retired' },
    ]);
  });

  test('has nothing to rotate with HS256', async () => {
    await using app = await createTestApp({ JWT_SECRET: jwtSecret });
    const answer = await (await addAdmin(app)).ask('POST', '/keys/rotate', {});
    expect(answer).toMatchObject({ status: 409, body: { code: 'keys_from_secret' } });
  });

  test('by somebody who was an administrator when they asked changes nothing', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const other = await addAdmin(app, 'other@example.com');
    const { me, ...person } = await app.services.sessions.authenticate(other.access_token);
    await changePerson(app, other.user, { is_admin: 0 });
    const by = {
      id: other.user.id,
      email: me.email,
      origin: { ip: null, area: null, userAgent: null, requestId: '' },
      caller: { ...person, me },
    } as never;
    const before = await keysOf(admin);
    expect(app.services.signingKeys.rotate(true, by)).rejects.toThrow('Invalid or expired');
    expect(await keysOf(admin)).toEqual(before);
  });

  test('by several at once leaves one key that signs, and every token that was given out is good', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const tokens = [admin.access_token];
    const rotations = Array.from({ length: 5 }, () => admin.ask('POST', '/keys/rotate', {}));
    const signIns = Array.from({ length: 20 }, async (_, index) => {
      const { access_token } = await addSignedIn(app, { email: `person-${index}@example.com` });
      tokens.push(access_token);
      expect(await meOf(app, access_token)).toBe(200);
    });
    const answers = await Promise.all(rotations);
    await Promise.all(signIns);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await Promise.all(tokens.map((token) => meOf(app, token)))).toEqual(
      tokens.map(() => 200),
    );
    const able = (await storedKeys(app)).filter((key) => key.private_sealed !== null);
    expect(able).toHaveLength(1);
    expect((await keysOf(admin)).filter(({ state }) => state === 'signing')).toHaveLength(1);
  });
});

/** Makes the keys so many seconds older: a cleanup does not believe a clock that was set forward. */
async function letPass({ database }: TestApp, seconds: number): Promise<void> {
  const ms = seconds * 1000;
  await database.write((trx) =>
    trx
      .updateTable('signing_keys')
      .set((eb) => ({
        created_at: eb('created_at', '-', ms),
        active_from: eb('active_from', '-', ms),
        retired_at: eb('retired_at', '-', ms),
      }))
      .execute(),
  );
}

describe('the cleanup', () => {
  const day = 24 * 60 * 60;

  test('publishes the next key in time, lets it sign, and forgets the former one', async () => {
    await using app = await createTestApp({ SIGNING_KEY_ROTATION: '30d' });
    stopClock();
    const tend = () => app.services.housekeeping.run();
    const states = async () =>
      (await app.services.signingKeys.list()).map(({ kid, state }) => `${state} ${kid}`);
    const { access_token: first } = await addSignedIn(app);
    const kid = String(headerOf(first)['kid']);
    await letPass(app, 23 * day - 1);
    await tend();
    expect(await states()).toEqual([`signing ${kid}`]);
    await letPass(app, 1);
    await tend();
    await tend();
    const next = (await storedKeys(app)).at(-1)?.kid ?? '';
    expect(await states()).toEqual([`signing ${kid}`, `next ${next}`]);
    await letPass(app, 7 * day);
    // The time of the key comes by itself; no cleanup is needed for it.
    expect(await states()).toEqual([`signing ${next}`, `retired ${kid}`]);
    expect((await storedKeys(app))[0]?.private_sealed).not.toBeNull();
    await tend();
    expect((await storedKeys(app)).map((key) => key.private_sealed === null)).toEqual([
      true,
      false,
    ]);
    expect(await auditOf(app)).toEqual([
      `signing_key.rotated success {"kid":"${next}","scheduled":true}`,
    ]);
    await letPass(app, 75 * 60);
    expect(await states()).toEqual([`signing ${next}`]);
    await tend();
    expect((await storedKeys(app)).map((key) => key.kid)).toEqual([next]);
  });

  test.each([
    ['0', 3000],
    ['90d', 82],
  ])('makes no next key too early with SIGNING_KEY_ROTATION=%s', async (text, days) => {
    await using app = await createTestApp({ SIGNING_KEY_ROTATION: text });
    await addSignedIn(app);
    await letPass(app, days * day);
    await app.services.housekeeping.run();
    expect(await storedKeys(app)).toHaveLength(1);
  });

  test('makes no key before the first token', async () => {
    await using app = await createTestApp();
    await app.services.housekeeping.run();
    expect(await storedKeys(app)).toEqual([]);
  });
});
