// How often a signature is computed: a check takes ten times as long as reading the claims.
import { afterAll, afterEach, expect, spyOn, test } from 'bun:test';
import nodeCrypto from 'node:crypto';
import { addSignedIn, startSession } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const checks = spyOn(nodeCrypto, 'verify');
afterEach(() => void checks.mockClear());
afterAll(() => checks.mockRestore());

const meOf = async (app: TestApp, bearer: string) => (await app.get('/api/auth/me', bearer)).status;
/** Signs with another key, after which the claims of no token are remembered. */
const forgetClaims = (app: TestApp) => app.services.signingKeys.rotate(false, null);

test('a token that this server has signed is not checked', async () => {
  await using app = await createTestApp();
  const { access_token: token } = await addSignedIn(app);
  expect(await meOf(app, token)).toBe(200);
  await forgetClaims(app);
  expect(await meOf(app, token)).toBe(200);
  expect(checks).toHaveBeenCalledTimes(0);
});

test('a token of another server, or of before a restart, is checked once', async () => {
  await using app = await createTestApp();
  const { access_token: token } = await addSignedIn(app);
  await app.restart();
  expect([await meOf(app, token), await meOf(app, token)]).toEqual([200, 200]);
  await forgetClaims(app);
  expect(await meOf(app, token)).toBe(200);
  expect(checks).toHaveBeenCalledTimes(1);
});

test('a token with the signature of another one is checked each time, however often both were shown', async () => {
  await using app = await createTestApp();
  const { access_token: token, user } = await addSignedIn(app);
  const { access_token: other } = await startSession(app, user);
  const mixed = token.replace(/[^.]+$/, other.split('.')[2] ?? '');
  for (let round = 1; round <= 3; round += 1) {
    expect([await meOf(app, token), await meOf(app, other)]).toEqual([200, 200]);
    expect(await meOf(app, mixed)).toBe(401);
    expect(checks).toHaveBeenCalledTimes(round);
  }
});

test('a known token of a revoked key is refused', async () => {
  await using app = await createTestApp();
  const { access_token: token } = await addSignedIn(app);
  expect(await meOf(app, token)).toBe(200);
  await app.services.signingKeys.rotate(true, null);
  expect(await meOf(app, token)).toBe(401);
});
