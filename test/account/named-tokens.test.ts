import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { askForToken, listTokens, makeToken, tokensPath } from '../support/api-tokens.ts';
import { restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { auditDetails } from '../support/audit-details.ts';
import { addSignedIn } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const dayMs = 86_400_000;

const change = (app: TestApp, bearer: string, { id, json }: { id: string; json: unknown }) =>
  app.send({ method: 'PATCH', path: `${tokensPath}/${id}`, bearer, json });

const revoke = (app: TestApp, bearer: string, id: string) =>
  app.send({ method: 'DELETE', path: `${tokensPath}/${id}`, bearer });

const me = async (app: TestApp, bearer: string) => (await app.get('/api/auth/me', bearer)).status;

describe('an API token with a name', () => {
  test('is made, shown once, listed, renamed, extended and revoked', async () => {
    await using app = await createTestApp();
    stopClock();
    const { access_token: bearer } = await addSignedIn(app);
    const { token, ...shown } = await makeToken(app, bearer, {
      name: ' Backup script ',
      scopes: ['profile', 'me', 'me'],
      expiresInDays: 90,
    });
    expect(token).toMatch(/^ak_[A-Za-z0-9_-]{43}$/);
    expect(shown).toEqual({
      id: shown.id,
      kind: 'named',
      name: 'Backup script',
      prefix: token.slice(0, 9),
      scopes: ['me', 'profile'],
      createdAt: new Date().toISOString(),
      expiresAt: new Date(Date.now() + 90 * dayMs).toISOString(),
      lastUsedAt: null,
      lastUsedIp: null,
    });
    expect(await listTokens(app, bearer)).toEqual([shown]);

    const json = { name: 'Nightly backup', expiresInDays: 3650 };
    const changed = await change(app, bearer, { id: shown.id, json });
    const after = {
      ...shown,
      name: 'Nightly backup',
      expiresAt: new Date(Date.now() + 3650 * dayMs).toISOString(),
    };
    expect(changed).toMatchObject({ status: 200, body: after });
    expect(await me(app, token)).toBe(200);
    expect((await revoke(app, bearer, shown.id)).body).toEqual({
      message: 'API token revoked successfully',
    });
    expect([await me(app, token), await listTokens(app, bearer)]).toEqual([401, []]);
    expect((await revoke(app, bearer, shown.id)).status).toBe(404);
    const prefix = token.slice(0, 9);
    expect(await auditDetails(app)).toEqual([
      [
        'api_token.created',
        { name: 'Backup script', prefix, scopes: 'me profile', expiresInDays: 90 },
      ],
      [
        'api_token.updated',
        {
          name: 'Nightly backup',
          prefix,
          formerName: 'Backup script',
          expiresInDays: 3650,
        },
      ],
      ['api_token.revoked', { name: 'Nightly backup', prefix }],
    ]);
  });

  test('does not expire when no days are given', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app);
    for (const wanted of [{}, { expiresInDays: null }]) {
      expect((await makeToken(app, bearer, wanted)).expiresAt).toBeNull();
    }
  });

  test('stays as it is when a change leaves everything out, or sends null', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app);
    const { token: _, ...made } = await makeToken(app, bearer, { expiresInDays: 1 });
    for (const json of [{}, { name: null, expiresInDays: null }, { name: made.name }]) {
      expect((await change(app, bearer, { id: made.id, json })).body).toEqual(made);
    }
    expect((await auditDetails(app)).length).toBe(1);
  });

  test('stands beside the one that can be shown again, newest first', async () => {
    await using app = await createTestApp();
    const { access_token: bearer, user } = await addSignedIn(app);
    const first = await makeToken(app, bearer);
    await Bun.sleep(2);
    const answer = await app.post('/api/auth/api-token/regenerate', undefined, bearer);
    const { apiToken } = answer.body as { apiToken: string };
    await Bun.sleep(2);
    const last = await makeToken(app, bearer);
    const list = await listTokens(app, bearer);
    expect(list.map(({ id, kind }) => [id, kind])).toEqual([
      [last.id, 'named'],
      [formatId(user.id), 'legacy'],
      [first.id, 'named'],
    ]);
    expect(list[1]).toMatchObject({
      name: 'API token',
      prefix: apiToken.slice(0, 9),
      scopes: ['me'],
      expiresAt: null,
    });
    const id = formatId(user.id);
    expect((await change(app, bearer, { id, json: { name: 'Mine' } })).status).toBe(404);
    expect((await revoke(app, bearer, id)).status).toBe(200);
    expect([await me(app, apiToken), await me(app, first.token)]).toEqual([401, 200]);
  });

  test('is listed beside one that can no longer be read, and both are revoked', async () => {
    await using app = await createTestApp();
    const { access_token: bearer, user } = await addSignedIn(app);
    await makeToken(app, bearer);
    await app.post('/api/auth/api-token/regenerate', undefined, bearer);
    await app.database.write((trx) =>
      trx
        .updateTable('api_tokens')
        .set({ ciphertext: new Uint8Array(40) })
        .execute(),
    );
    const list = await listTokens(app, bearer);
    expect(list.find(({ kind }) => kind === 'legacy')?.prefix).toBe('ak_');
    for (const { id } of list) expect((await revoke(app, bearer, id)).status).toBe(200);
    expect(await listTokens(app, bearer)).toEqual([]);
    expect(list.map(({ id }) => id)).toContain(formatId(user.id));
  });

  test('is not touched when the one that can be shown again is replaced or revoked', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app);
    const { token } = await makeToken(app, bearer);
    await app.post('/api/auth/api-token/regenerate', undefined, bearer);
    await app.send({ method: 'DELETE', path: '/api/auth/api-token', bearer });
    expect(await me(app, token)).toBe(200);
  });
});

test('an answer to a request for a token is not kept in a cache, and the list has no secret', async () => {
  await using app = await createTestApp();
  const { access_token: bearer } = await addSignedIn(app);
  const answer = await askForToken(app, bearer);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const { token } = answer.body as { token: string };
  const list = await app.get(tokensPath, bearer);
  const hash = new Bun.CryptoHasher('sha256').update(token).digest();
  for (const secret of [token, token.slice(3), hash.toString('hex'), hash.toString('base64')]) {
    expect(list.text).not.toContain(secret);
  }
});
