// How many API tokens there may be: what is asked at the same moment is decided by the database.
import { describe, expect, test } from 'bun:test';
import { newId } from '../../src/core/uuid.ts';
import { randomBytes } from '../../src/core/tokens.ts';
import type { UserRow } from '../../src/features/users/service.ts';
import { askForToken, listTokens, makeToken, tokensPath } from '../support/api-tokens.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { createAppWithNetworks } from '../support/networks.ts';
import { addSignedIn, startSession } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const statuses = (answers: readonly { readonly status: number }[]) =>
  answers.map(({ status }) => status).toSorted((a, b) => a - b);

async function addTokens(app: TestApp, user: UserRow, count: number): Promise<void> {
  await app.database.write(async (trx) => {
    for (let index = 0; index < count; index += 1) {
      const name = `Old ${index}`;
      await trx
        .insertInto('named_tokens')
        .values({
          id: newId(),
          user_id: user.id,
          name,
          name_key: name.toLowerCase(),
          scopes: 'me',
          token_hash: randomBytes(32),
          prefix: 'ak_xxxxxx',
          created_at: Date.now(),
          expires_at: null,
          last_used_at: null,
          last_used_ip: null,
        })
        .execute();
    }
  });
}

describe('of fifty API tokens', () => {
  test('the last place is given once, however many ask at the same moment', async () => {
    await using app = await createTestApp({ RATE_LIMIT: 'off' });
    const { access_token: bearer, user } = await addSignedIn(app);
    await addTokens(app, user, 49);
    const answers = await Promise.all(Array.from({ length: 8 }, () => askForToken(app, bearer)));
    expect(statuses(answers)).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ code: 'too_many_tokens' });
    const list = await listTokens(app, bearer);
    expect(list.length).toBe(50);
    await app.send({ method: 'DELETE', path: `${tokensPath}/${list[0]?.id}`, bearer });
    expect((await askForToken(app, bearer)).status).toBe(201);
  });

  test('those of one person leave the others theirs', async () => {
    await using app = await createTestApp();
    const [full, other] = [await addSignedIn(app), await addSignedIn(app)];
    await addTokens(app, full.user, 50);
    expect((await askForToken(app, full.access_token)).status).toBe(409);
    expect((await askForToken(app, other.access_token)).status).toBe(201);
  });
});

test('one name that is asked for at the same moment is given once, in whatever letters', async () => {
  await using app = await createTestApp();
  const { access_token: bearer } = await addSignedIn(app);
  const names = ['Backup', 'backup', 'BACKUP', 'BackUp', 'bACKUP'];
  const answers = await Promise.all(names.map((name) => askForToken(app, bearer, { name })));
  expect(statuses(answers)).toEqual([201, 409, 409, 409, 409]);
  expect((await listTokens(app, bearer)).length).toBe(1);
});

test('one name that two tokens change to at the same moment is given once', async () => {
  await using app = await createTestApp();
  const { access_token: bearer } = await addSignedIn(app);
  const made = [await makeToken(app, bearer), await makeToken(app, bearer)];
  const answers = await Promise.all(
    made.map(({ id }) =>
      app.send({ method: 'PATCH', path: `${tokensPath}/${id}`, bearer, json: { name: 'One' } }),
    ),
  );
  expect(statuses(answers)).toEqual([200, 409]);
});

test('a person makes twenty tokens in an hour, and refused ones do not count', async () => {
  await using app = await createTestApp();
  stopClock();
  const { access_token: bearer, user } = await addSignedIn(app);
  await makeToken(app, bearer, { name: 'First' });
  for (let index = 0; index < 5; index += 1) {
    expect((await askForToken(app, bearer, { name: 'First' })).status).toBe(409);
  }
  for (let index = 1; index < 20; index += 1) await makeToken(app, bearer);
  const refused = await askForToken(app, bearer);
  expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  expect(refused.headers.get('retry-after')).toBe('3600');
  const other = await addSignedIn(app);
  expect((await askForToken(app, other.access_token)).status).toBe(201);
  advance(1, 'h');
  advance(1, 's');
  const { access_token: later } = await startSession(app, user);
  expect((await askForToken(app, later)).status).toBe(201);
});

/** A well-formed token that does not exist. */
const bad = (index: number) => `ak_${String(index).padStart(43, 'A')}`;

describe('a network from which sixty tokens did not work in a minute', () => {
  test('hears of a limit, in whatever form they were, while one that works still opens', async () => {
    await using app = await createAppWithNetworks();
    stopClock();
    const { access_token: bearer } = await addSignedIn(app);
    const { token } = await makeToken(app, bearer);
    const from = (address: string) => (shown: string) =>
      app.send({
        path: '/api/auth/me',
        bearer: shown,
        headers: { 'x-forwarded-for': address },
      });
    const [here, elsewhere] = [from('198.51.100.7'), from('198.51.100.8')];
    for (let index = 0; index < 59; index += 1) expect((await here(bad(index))).status).toBe(401);
    expect((await here('ak_')).status).toBe(401);
    expect(await here(bad(60))).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect((await here(token)).status).toBe(200);
    expect((await here('rubbish')).status).toBe(401);
    expect((await elsewhere(bad(0))).status).toBe(401);
    advance(61, 's');
    expect((await here(bad(0))).status).toBe(401);
  });
});
