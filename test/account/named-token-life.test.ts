// How long an API token with a name works, and what ends it.
import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import type { Answer } from '../support/answer-rules.ts';
import {
  askForToken,
  expireToken,
  listTokens,
  makeToken,
  tokensPath,
} from '../support/api-tokens.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { everythingStored } from '../support/everything-stored.ts';
import { addSignedIn, changePerson, password, startSession } from '../support/people.ts';
import { ends } from '../support/account-ends.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const me = async (app: TestApp, bearer: string) => (await app.get('/api/auth/me', bearer)).status;

const rows = (app: TestApp) => app.database.read.selectFrom('named_tokens').selectAll().execute();

async function withToken(app: TestApp) {
  const own = await addSignedIn(app);
  return { ...own, made: await makeToken(app, own.access_token, { expiresInDays: 1 }) };
}

describe('an API token with a name survives', () => {
  test('a change of password by its owner, and a restart', async () => {
    await using app = await createTestApp();
    const { access_token: bearer, made } = await withToken(app);
    const json = { currentPassword: password, newPassword: 'staple correct horse' };
    expect((await app.post('/api/auth/change-password', json, bearer)).status).toBe(200);
    await app.restart();
    expect(await me(app, made.token)).toBe(200);
  });
});

describe('an API token with a name is deleted by', () => {
  test.each([...ends])('%s, also when it is being made in that moment', async (_, end) => {
    await using app = await createTestApp({ RATE_LIMIT: 'off' });
    const { access_token: admin } = await addSignedIn(app, { isAdmin: true });
    const own = await withToken(app);
    const making: Promise<Answer>[] = [];
    const make = () => making.push(askForToken(app, own.access_token));
    make();
    const ending = app.send({
      method: end.method,
      path: `/api/admin/users/${end.path(formatId(own.user.id))}`,
      bearer: admin,
      ...('json' in end ? { json: end.json } : {}),
    });
    while (making.length < 40) {
      make();
      await Bun.sleep(0);
    }
    expect((await ending).status).toBe(200);
    for (const answer of await Promise.all(making)) expect(answer.status).toBeOneOf([201, 401]);
    expect([await me(app, own.made.token), await rows(app)]).toEqual([401, []]);
  });
});

describe('an API token with a name does not work', () => {
  test.each(['pending', 'disabled'] as const)('while its owner is %s', async (status) => {
    await using app = await createTestApp();
    const { made, user } = await withToken(app);
    await changePerson(app, user, { status });
    expect(await me(app, made.token)).toBe(401);
    await changePerson(app, user, { status: 'active' });
    expect(await me(app, made.token)).toBe(200);
  });

  test('from the moment it expires', async () => {
    await using app = await createTestApp();
    stopClock();
    const { made, user } = await withToken(app);
    advance(1, 'd');
    advance(-1, 'ms');
    expect(await me(app, made.token)).toBe(200);
    advance(1, 'ms');
    expect(await me(app, made.token)).toBe(401);
    const { access_token: bearer } = await startSession(app, user);
    expect(await listTokens(app, bearer)).toMatchObject([{ id: made.id }]);
    const path = `${tokensPath}/${made.id}`;
    await app.send({ method: 'PATCH', path, bearer, json: { expiresInDays: 2 } });
    expect(await me(app, made.token)).toBe(200);
  });
});

test('an expired token is listed for thirty days, and one that does not expire for ever', async () => {
  await using app = await createTestApp();
  const { access_token: bearer } = await addSignedIn(app);
  const [lasting, recent, old] = [
    await makeToken(app, bearer),
    await makeToken(app, bearer),
    await makeToken(app, bearer),
  ];
  const monthAgo = Date.now() - 30 * 86_400_000;
  await expireToken(app, recent, monthAgo + 60_000);
  await expireToken(app, old, monthAgo - 60_000);
  expect(await app.services.housekeeping.run()).toMatchObject({ flows: 1 });
  const left = (await listTokens(app, bearer)).map(({ id }) => id);
  expect(left).toEqual([recent.id, lasting.id]);
});

/** What a change answers, eleven minutes after the sign-in. */
async function lateChange(json: unknown, days: number | null): Promise<string | number> {
  await using app = await createTestApp();
  stopClock();
  const { access_token: bearer } = await addSignedIn(app);
  const { id } = await makeToken(app, bearer, { expiresInDays: days });
  advance(11, 'm');
  const answer = await app.send({ method: 'PATCH', path: `${tokensPath}/${id}`, bearer, json });
  const { code } = answer.body as { readonly code?: string };
  return code ?? answer.status;
}

describe('a longer expiry asks for a recent sign-in', () => {
  test.each([
    ['one day later', { expiresInDays: 11 }, 10, 'reauthentication_required'],
    ['the same days, counted from now', { expiresInDays: 10 }, 10, 'reauthentication_required'],
    ['earlier', { expiresInDays: 9 }, 10, 200],
    ['an expiry at all', { expiresInDays: 3650 }, null, 200],
    ['another name', { name: 'Other' }, 10, 200],
  ] as const)('%s', async (_, json, days, expected) => {
    expect(await lateChange(json, days)).toBe(expected);
  });

  test('and so does a new token', async () => {
    await using app = await createTestApp();
    stopClock();
    const { access_token: bearer } = await addSignedIn(app);
    advance(11, 'm');
    expect((await askForToken(app, bearer)).body).toMatchObject({
      code: 'reauthentication_required',
      methods: ['password'],
    });
  });
});

test('on disk an API token with a name is only its SHA-256', async () => {
  await using app = await createTestApp();
  const { made } = await withToken(app);
  const files = await everythingStored(app);
  const hash = new Bun.CryptoHasher('sha256').update(made.token).digest();
  expect(files.some((file) => file.includes(hash))).toBe(true);
  const raw = Buffer.from(made.token.slice(3), 'base64url');
  for (const form of [made.token, made.token.slice(3), raw, raw.toString('hex')]) {
    expect(files.some((file) => file.includes(form))).toBe(false);
  }
  expect(app.lines.join('\n')).not.toContain(made.token.slice(9));
});
