// The owner of an API token is told once, seven days before it expires.
import { expect, test } from 'bun:test';
import { makeToken, tokensPath } from '../support/api-tokens.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { addSignedIn, changePerson } from '../support/people.ts';
import { storedNotices, withMail } from '../support/stored-mails.ts';
import { createTestApp, type Env, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const email = 'grace@example.com';
const env: Env = { ...withMail, REFRESH_TOKEN_TTL: '365d', ACCESS_TOKEN_TTL: '1h' };

/** The names of the tokens that people were told of. */
async function toldOf(app: TestApp): Promise<readonly string[]> {
  await app.database.write((trx) => app.services.notices.tellExpiring(trx, Date.now(), 100));
  const mails = await storedNotices(app);
  return mails.flatMap(({ letter }) => (letter.kind === 'token_expires' ? [letter.token] : []));
}

async function ownerOf(app: TestApp, names: Readonly<Record<string, number | undefined>>) {
  const own = await addSignedIn(app, { email });
  for (const [name, days] of Object.entries(names)) {
    const wanted = days === undefined ? { name } : { name, expiresInDays: days };
    await makeToken(app, own.access_token, wanted);
  }
  return own;
}

test('only tokens of a longer life are told, each once', async () => {
  stopClock();
  await using app = await createTestApp(env);
  await ownerOf(app, { short: 6, week: 7, month: 30, endless: undefined });
  expect(await toldOf(app)).toEqual(['week']);
  advance(22, 'd');
  expect(await toldOf(app)).toEqual(['week']);
  advance(1, 'd');
  expect(await toldOf(app)).toEqual(['week', 'month']);
  advance(1, 'd');
  expect(await toldOf(app)).toEqual(['week', 'month']);
  const mail = (await storedNotices(app)).find(({ letter }) => letter.kind === 'token_expires');
  expect(mail?.to.email).toBe(email);
  expect(mail?.letter).toMatchObject({ token: 'week', account: email });
});

test('a token that is given a longer life is told again', async () => {
  stopClock();
  await using app = await createTestApp(env);
  const { access_token: bearer } = await addSignedIn(app, { email });
  const { id } = await makeToken(app, bearer, { name: 'week', expiresInDays: 7 });
  expect(await toldOf(app)).toEqual(['week']);
  const change = { method: 'PATCH', path: `${tokensPath}/${id}`, bearer } as const;
  await app.send({ ...change, json: { expiresInDays: 20 } });
  expect(await toldOf(app)).toEqual(['week']);
  advance(14, 'd');
  expect(await toldOf(app)).toEqual(['week', 'week']);
});

test.each([{}, { NOTIFY: 'pending' }])('without mail none counts as told', async (change) => {
  await using app = await createTestApp(change);
  await ownerOf(app, { week: 7 });
  expect(await toldOf(app)).toEqual([]);
  const rows = await app.database.read.selectFrom('named_tokens').selectAll().execute();
  expect(rows.map((row) => row.expiry_told_at)).toEqual([null]);
});

test('the owner of a disabled account is not told', async () => {
  await using app = await createTestApp(env);
  const { user } = await ownerOf(app, { week: 7 });
  await changePerson(app, user, { status: 'disabled' });
  expect(await toldOf(app)).toEqual([]);
});

test('the cleanup tells it', async () => {
  await using app = await createTestApp(env);
  await ownerOf(app, { week: 7 });
  await app.services.housekeeping.run();
  const kinds = (await storedNotices(app)).map(({ letter }) => letter.kind);
  expect(kinds).toEqual(['security', 'token_expires']);
});
