import { describe, expect, test } from 'bun:test';
import { forge, jwtSecret } from '../support/access-token.ts';
import { advance, restoreClockAfterEach } from '../support/clock.ts';
import { addSignedIn } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const env = { JWT_SECRET: jwtSecret };

restoreClockAfterEach();

async function expectRefused(app: TestApp, bearer: string): Promise<void> {
  const answer = await app.get('/api/auth/me', bearer);
  expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
}

describe('an access token', () => {
  test('is good for 15 minutes and not a second longer', async () => {
    await using app = await createTestApp(env);
    const { access_token: token } = await addSignedIn(app);
    advance(14 * 60 + 58, 's');
    expect((await app.get('/api/auth/me', token)).status).toBe(200);
    advance(2, 's');
    await expectRefused(app, token);
  });

  test('is not good more than half a minute before its time, and then is', async () => {
    await using app = await createTestApp(env);
    const { access_token: token } = await addSignedIn(app);
    const later = Math.floor(Date.now() / 1000) + 300;
    const early = forge(token, { claims: { nbf: later } });
    await expectRefused(app, early);
    advance(271, 's');
    expect((await app.get('/api/auth/me', early)).status).toBe(200);
    advance(-10, 's');
    await expectRefused(app, early);
  });

  test('of before an upgrade, without nbf and auth_time, is good until it expires', async () => {
    await using app = await createTestApp(env);
    const { access_token: token } = await addSignedIn(app);
    const old = forge(token, { claims: { nbf: undefined, auth_time: undefined } });
    expect((await app.get('/api/auth/me', old)).status).toBe(200);
  });
});
