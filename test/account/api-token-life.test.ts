// What an API token lives through, what ends it, and how it lies on disk.
import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import type { Answer } from '../support/answer-rules.ts';
import { addSignedIn, deletePerson, password } from '../support/people.ts';
import { everythingStored } from '../support/everything-stored.ts';
import { type End, ends } from '../support/account-ends.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const path = '/api/auth/api-token';

type Own = Awaited<ReturnType<typeof addSignedIn>> & { readonly apiToken: string };

const regenerate = (app: TestApp, bearer: string) =>
  app.post(`${path}/regenerate`, undefined, bearer);

const tokenOf = (answer: Answer) => (answer.body as { apiToken: string }).apiToken;

async function withToken(app: TestApp): Promise<Own> {
  const own = await addSignedIn(app);
  return { ...own, apiToken: tokenOf(await regenerate(app, own.access_token)) };
}

const me = async (app: TestApp, bearer: string) => (await app.get('/api/auth/me', bearer)).status;

const rows = (app: TestApp) => app.database.read.selectFrom('api_tokens').selectAll().execute();

describe('an API token survives', () => {
  test('a change of password by its owner', async () => {
    await using app = await createTestApp();
    const own = await withToken(app);
    const json = { currentPassword: password, newPassword: 'staple correct horse' };
    const changed = await app.post('/api/auth/change-password', json, own.access_token);
    const { access_token: fresh } = changed.body as { access_token: string };
    expect(await me(app, own.apiToken)).toBe(200);
    expect((await app.get(path, fresh)).body).toEqual({ apiToken: own.apiToken });
  });

  test('a restart, and can be shown after it', async () => {
    await using app = await createTestApp();
    const own = await withToken(app);
    await app.restart();
    expect(await me(app, own.apiToken)).toBe(200);
    expect((await app.get(path, own.access_token)).body).toEqual({ apiToken: own.apiToken });
  });
});

function endIt(app: TestApp, own: Own, { bearer, end }: { bearer: string; end: End }) {
  const target = `/api/admin/users/${end.path(formatId(own.user.id))}`;
  const json = 'json' in end ? { json: end.json } : {};
  return app.send({ method: end.method, path: target, bearer, ...json });
}

describe('an API token is revoked by', () => {
  test.each([...ends])('%s, and does not come back', async (what, end) => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app, { isAdmin: true });
    const own = await withToken(app);
    expect((await endIt(app, own, { bearer, end })).status).toBe(200);
    expect(await me(app, own.apiToken)).toBe(401);
    expect(await rows(app)).toEqual([]);
    if (what !== 'disabling') return;
    const again = {
      method: 'PATCH',
      path: (id: string) => id,
      json: { status: 'active' },
    } as const;
    expect((await endIt(app, own, { bearer, end: again })).status).toBe(200);
    expect(await me(app, own.apiToken)).toBe(401);
  });

  test.each([...ends])('%s also when it is being made in that moment', async (_, end) => {
    await using app = await createTestApp({ RATE_LIMIT: 'off' });
    const { access_token: bearer } = await addSignedIn(app, { isAdmin: true });
    const own = await withToken(app);
    const making: Promise<Answer>[] = [];
    const make = () => making.push(regenerate(app, own.access_token));
    make();
    const ending = endIt(app, own, { bearer, end });
    while (making.length < 100) {
      make();
      await Bun.sleep(0);
    }
    expect((await ending).status).toBe(200);
    for (const answer of await Promise.all(making)) {
      expect(answer.status).toBeOneOf([200, 401]);
      if (answer.status === 200) expect(await me(app, tokenOf(answer))).toBe(401);
    }
    expect(await rows(app)).toEqual([]);
  });
});

describe('an API token that was authenticated for before its session ended', () => {
  test.each(['ended', 'deleted'])('is not made once the session is %s', async (how) => {
    await using app = await createTestApp();
    const own = await addSignedIn(app);
    const person = await app.services.sessions.authenticate(own.access_token);
    const origin = { ip: null, network: 'unknown', area: null, userAgent: null, requestId: '' };
    if (how === 'deleted') await deletePerson(app, own.user);
    else await app.services.accounts.endSessions(own.user.id, null);
    const failure = await app.services.apiTokens.regenerate(person, origin).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: 'invalid_token' });
    expect(await rows(app)).toEqual([]);
  });
});

test('ten that are made at once leave exactly one, the one that is shown', async () => {
  await using app = await createTestApp();
  const { access_token: bearer } = await addSignedIn(app);
  const answers = await Promise.all(Array.from({ length: 10 }, () => regenerate(app, bearer)));
  const tokens = answers.map((answer) => tokenOf(answer));
  expect(new Set(tokens).size).toBe(10);
  const statuses = await Promise.all(tokens.map((token) => me(app, token)));
  expect(statuses.filter((status) => status === 200).length).toBe(1);
  const live = tokens[statuses.indexOf(200)];
  expect((await app.get(path, bearer)).body).toEqual({ apiToken: live });
});

describe('on disk', () => {
  test('an API token is its SHA-256 and an encrypted copy', async () => {
    await using app = await createTestApp();
    const { apiToken } = await withToken(app);
    const [row] = await rows(app);
    const hash = new Bun.CryptoHasher('sha256').update(apiToken).digest('hex');
    expect(Buffer.from(row?.token_hash ?? []).toString('hex')).toBe(hash);
    expect(row?.ciphertext.length).toBe(12 + 16 + apiToken.length);
  });

  test('an API token stands nowhere in clear', async () => {
    await using app = await createTestApp();
    const { apiToken } = await withToken(app);
    const files = await everythingStored(app);
    const hash = new Bun.CryptoHasher('sha256').update(apiToken).digest();
    expect(files.some((file) => file.includes(hash))).toBe(true);
    const raw = Buffer.from(apiToken.slice(3), 'base64url');
    for (const form of [apiToken, apiToken.slice(3), raw, raw.toString('hex')]) {
      expect(files.some((file) => file.includes(form))).toBe(false);
    }
  });

  test("one that was moved to another person's row is not shown to them, nor why", async () => {
    await using app = await createTestApp();
    const own = await withToken(app);
    const thief = await withToken(app);
    const sealed = (await rows(app)).find((row) => Buffer.from(row.user_id).equals(own.user.id));
    await app.database.write((trx) =>
      trx
        .updateTable('api_tokens')
        .set({ ciphertext: sealed?.ciphertext ?? new Uint8Array() })
        .where('user_id', '=', thief.user.id)
        .execute(),
    );
    const answer = await app.get(path, thief.access_token);
    expect(answer).toMatchObject({
      status: 500,
      body: { code: 'internal_error', message: 'Internal server error' },
    });
    expect(answer.text).not.toContain('ak_');
    expect((await app.get(path, own.access_token)).body).toEqual({ apiToken: own.apiToken });
    const made = await regenerate(app, thief.access_token);
    expect((await app.get(path, thief.access_token)).body).toEqual(made.body);
  });
});
