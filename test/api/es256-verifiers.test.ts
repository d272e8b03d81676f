// Other programs verify a token from the address of the keys alone.
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, describe, expect, test } from 'bun:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { formatId } from '../../src/core/uuid.ts';
import { headerOf } from '../support/access-token.ts';
import { forgeEs256, type KeyScene, keyScene } from '../support/es256-token.ts';
import { addSignedIn } from '../support/people.ts';
import { endProcesses, runProgram } from '../support/process.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { verifiers } from '../support/verifiers/verifiers.ts';

afterAll(endProcesses);

const issuer = 'http://localhost:3000';

function addressOf(app: TestApp): string {
  return `${app.listen()}/.well-known/jwks.json`;
}

test('jose does, also after a rotation', async () => {
  await using app = await createTestApp();
  const { access_token: token, user } = await addSignedIn(app);
  const keys = createRemoteJWKSet(new URL(addressOf(app)), { cooldownDuration: 0 });
  const rules = { issuer, audience: 'anchor', algorithms: ['ES256'], typ: 'at+jwt' };
  expect((await jwtVerify(token, keys, rules)).payload.sub).toBe(formatId(user.id));
  await app.services.signingKeys.rotate(false, null);
  const { access_token: later } = await addSignedIn(app);
  expect(headerOf(later)['kid']).not.toBe(headerOf(token)['kid']);
  expect((await jwtVerify(later, keys, rules)).payload.aud).toBe('anchor');
  expect((await jwtVerify(token, keys, rules)).payload.sub).toBe(formatId(user.id));
  const tampered = later.replace(/.{4}$/, 'AAAA');
  expect(jwtVerify(tampered, keys, rules)).rejects.toThrow('signature verification failed');
});

const forgeries: readonly (readonly [string, (scene: KeyScene) => string])[] = [
  [
    'with the signature of another one',
    ({ token, other }) => token.replace(/[^.]+$/, other.split('.')[2] ?? ''),
  ],
  [
    'of another key',
    ({ token }) =>
      forgeEs256(token, { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }),
  ],
  ['for another program', ({ token, key }) => forgeEs256(token, { key, claims: { aud: 'app' } })],
  [
    'of another issuer',
    ({ token, key }) => forgeEs256(token, { key, claims: { iss: `${issuer}/` } }),
  ],
  ['that has expired', ({ token, key }) => forgeEs256(token, { key, claims: { exp: 1 } })],
];

describe.each([...verifiers])('$name', ({ command }) => {
  const subjectOf = async (app: TestApp, token: string) =>
    runProgram([addressOf(app), issuer, token], { command: await command() });

  test('does, also after a rotation', async () => {
    await using app = await createTestApp();
    const { access_token: token, user } = await addSignedIn(app);
    await app.services.signingKeys.rotate(false, null);
    const { access_token: later } = await addSignedIn(app, { email: 'grace@example.com' });
    expect(headerOf(later)['kid']).not.toBe(headerOf(token)['kid']);
    expect(await subjectOf(app, token)).toEqual({
      exitCode: 0,
      out: `${formatId(user.id)}\n`,
      err: '',
    });
    expect((await subjectOf(app, later)).exitCode).toBe(0);
    await app.services.signingKeys.rotate(true, null);
    expect((await subjectOf(app, token)).exitCode).toBe(1);
  });

  test.each(forgeries)('refuses a token %s', async (_, change) => {
    await using app = await createTestApp();
    const scene = await keyScene(app);
    expect((await subjectOf(app, scene.token)).exitCode).toBe(0);
    expect(await subjectOf(app, change(scene))).toMatchObject({ exitCode: 1, out: '' });
  });
});
