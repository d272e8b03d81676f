// What a token is that others verify by the published keys, and who gets such tokens.
import { describe, expect, test } from 'bun:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { formatId } from '../../src/core/uuid.ts';
import { claimsOf, forge, headerOf, jwtSecret } from '../support/access-token.ts';
import { privateKeyOf, storedKeys } from '../support/es256-token.ts';
import { addPerson, addSignedIn, changePerson, startSession } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const issuer = 'http://localhost:3000';

describe('an access token', () => {
  test.each([
    { isProven: 1, isAdmin: true, role: 'Admin' },
    { isProven: 0, isAdmin: false, role: 'Basic User' },
  ] as const)('says what is documented of a $role', async ({ isProven, isAdmin, role }) => {
    await using app = await createTestApp();
    const user = await addPerson(app, { isAdmin });
    await changePerson(app, user, { is_proven: isProven });
    const { access_token: token } = await startSession(app, { ...user, is_proven: isProven });
    const [stored] = await storedKeys(app);
    expect(headerOf(token)).toEqual({ alg: 'ES256', kid: stored?.kid, typ: 'at+jwt' });
    expect(claimsOf(token)).toEqual({
      iss: issuer,
      aud: 'anchor',
      client_id: 'anchor',
      sub: formatId(user.id),
      user_id: formatId(user.id),
      email: user.email,
      email_verified: isProven === 1,
      role,
      auth_provider: 'local',
      token_version: 1,
      sid: expect.stringMatching(uuid),
      jti: expect.stringMatching(uuid),
      iat: expect.any(Number),
      nbf: expect.any(Number),
      exp: Number(claimsOf(token)['nbf']) + 900,
      auth_time: expect.any(Number),
      groups: [],
    });
  });

  test('of before the upgrade, signed with the secret, is refused once, and a refresh gives a good one', async () => {
    const env: Record<string, string> = { JWT_SECRET: jwtSecret };
    await using app = await createTestApp(env);
    const { access_token: before, refresh_token } = await addSignedIn(app);
    expect((await app.get('/api/auth/me', forge(before))).status).toBe(200);
    env['ACCESS_TOKEN_ALG'] = 'ES256';
    await app.restart();
    expect((await app.get('/api/auth/me', before)).status).toBe(401);
    const { body } = await app.post('/api/auth/refresh', { refresh_token });
    const { access_token: after } = body as { readonly access_token: string };
    expect(headerOf(after)['alg']).toBe('ES256');
    expect((await app.get('/api/auth/me', after)).status).toBe(200);
  });

  test('goes on over a restart, and the next one is signed with the same key', async () => {
    await using app = await createTestApp();
    const { access_token: token, user } = await addSignedIn(app);
    await app.restart();
    expect((await app.get('/api/auth/me', token)).status).toBe(200);
    const { access_token: later } = await startSession(app, user);
    expect(headerOf(later)).toEqual(headerOf(token));
  });
});

describe('the private part of a key', () => {
  test('is stored for its own row only', async () => {
    await using app = await createTestApp();
    await addSignedIn(app);
    const [stored] = await storedKeys(app);
    if (stored === undefined) throw new Error('No key was made');
    expect(privateKeyOf(app, stored).asymmetricKeyType).toBe('ec');
    expect(() => privateKeyOf(app, { ...stored, kid: 'x'.repeat(43) })).toThrow();
  });

  test('that was changed in the database signs nothing, and a rotation helps', async () => {
    await using app = await createTestApp();
    const { access_token, refresh_token, user } = await addSignedIn(app);
    await app.database.write((trx) =>
      trx
        .updateTable('signing_keys')
        .set({ private_sealed: new Uint8Array(200) })
        .execute(),
    );
    await app.restart();
    expect((await app.get('/api/auth/me', access_token)).status).toBe(200);
    expect((await app.post('/api/auth/refresh', { refresh_token })).status).toBe(500);
    expect(app.lines.join('\n')).toContain('anchor-auth key rotate');
    await app.services.signingKeys.rotate(false, null);
    const { access_token: later } = await startSession(app, user);
    expect((await app.get('/api/auth/me', later)).status).toBe(200);
  });
});

// Others do in `test/verify-tokens`.
test('jose verifies a token from the address of the keys alone, also after a rotation', async () => {
  await using app = await createTestApp();
  const origin = app.listen();
  const { access_token: token, user } = await addSignedIn(app);
  const subject = formatId(user.id);
  const keys = createRemoteJWKSet(new URL(`${origin}/.well-known/jwks.json`), {
    cooldownDuration: 0,
  });
  const rules = { issuer, audience: 'anchor', algorithms: ['ES256'], typ: 'at+jwt' };
  expect((await jwtVerify(token, keys, rules)).payload.sub).toBe(subject);
  await app.services.signingKeys.rotate(false, null);
  const { access_token: later } = await addSignedIn(app);
  expect(headerOf(later)['kid']).not.toBe(headerOf(token)['kid']);
  expect((await jwtVerify(later, keys, rules)).payload.aud).toBe('anchor');
  expect((await jwtVerify(token, keys, rules)).payload.sub).toBe(subject);
  const tampered = later.replace(/.{4}$/, 'AAAA');
  expect(jwtVerify(tampered, keys, rules)).rejects.toThrow('signature verification failed');
});
