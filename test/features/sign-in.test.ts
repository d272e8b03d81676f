import { expect, test } from 'bun:test';
import { claimsOf } from '../support/access-token.ts';
import { addPerson, addSignedIn, password, signedIn } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const json = { email: 'grace@example.com', password };

function sessionRows(app: TestApp) {
  return app.database.read.selectFrom('sessions').selectAll().execute();
}

test('every sign-in is a session of its own', async () => {
  await using app = await createTestApp();
  await addPerson(app, { email: json.email });
  const first = signedIn(await app.post('/api/auth/login', json));
  const second = signedIn(await app.post('/api/auth/login', json));
  expect(first.refresh_token).not.toBe(second.refresh_token);
  expect(claimsOf(first.access_token)['sid']).not.toBe(claimsOf(second.access_token)['sid']);
  expect((await sessionRows(app)).length).toBe(2);
});

test('refresh tokens are stored as their SHA-256 only', async () => {
  await using app = await createTestApp();
  const { refresh_token: token } = await addSignedIn(app);
  const [row] = await sessionRows(app);
  const hash = new Bun.CryptoHasher('sha256').update(Buffer.from(token, 'hex')).digest('hex');
  expect(Buffer.from(row?.refresh_hash ?? []).toString('hex')).toBe(hash);
  const stored = JSON.stringify(await app.snapshot());
  expect(stored).not.toContain(token);
  expect(stored).not.toContain(token.slice(32));
});

test('a session remembers at most 256 characters of what the browser calls itself', async () => {
  await using app = await createTestApp();
  await addPerson(app, { email: json.email });
  await app.send({
    method: 'POST',
    path: '/api/auth/login',
    headers: { 'user-agent': 'u'.repeat(1000) },
    json,
  });
  expect(await sessionRows(app)).toMatchObject([{ user_agent: 'u'.repeat(256) }]);
});
