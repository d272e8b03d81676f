// The code of the callback: a minute to live, one use, and what it gives.
import { describe, expect, test } from 'bun:test';
import type { Exchanged } from '../../src/features/federation/login-codes/schema.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { addPerson, changePerson, deletePerson } from '../support/people.ts';
import { auditOf } from '../support/audit-lines.ts';
import { exchange, oidcPath, openScene, type Scene } from '../support/oidc-scene.ts';

restoreClockAfterEach();

const path = `${oidcPath}/exchange`;
const invalidCode = {
  status: 400,
  body: {
    code: 'invalid_login_code',
    message: 'Invalid or expired login code. Please sign in again from the login page.',
  },
};

async function codeOf({ browser }: Scene, redirect?: string): Promise<string> {
  return (await browser.signIn(redirect)).query['code'] ?? '';
}

async function tokensOf(scene: Scene, code: string): Promise<Exchanged> {
  const answer = await exchange(scene.app, code);
  expect(answer.status).toBe(200);
  return answer.body as Exchanged;
}

/** Whether these tokens still work. */
async function isAlive({ app }: Scene, tokens: Exchanged): Promise<boolean> {
  const { status } = await app.get('/api/auth/me', tokens.access_token);
  const renewed = await app.post('/api/auth/refresh', { refresh_token: tokens.refresh_token });
  expect(renewed.status).toBe(status);
  return status === 200;
}

test('the tokens come in both spellings, with who it is and where to go', async () => {
  await using scene = await openScene();
  const body = await tokensOf(scene, await codeOf(scene, '/account'));
  expect(body).toEqual({
    access_token: expect.stringMatching(/^eyJ/),
    accessToken: body.access_token,
    refresh_token: expect.stringMatching(/^[0-9a-f]{128}$/),
    refreshToken: body.refresh_token,
    token_type: 'Bearer',
    expires_in: 900,
    user: expect.objectContaining({ email: 'ada@example.com', name: 'Ada Lovelace' }),
    redirectUrl: '/account',
    notice: null,
  });
  const me = await scene.app.get('/api/auth/me', body.accessToken);
  expect(me.body).toMatchObject({ id: body.user.id, authIdentities: ['oidc'] });
});

test('the session is one of the provider, and begins with the exchange, not before', async () => {
  await using scene = await openScene();
  const code = await codeOf(scene);
  expect((await scene.app.snapshot())['sessions']).toEqual([]);
  const { access_token } = await tokensOf(scene, code);
  expect((await scene.app.get('/api/auth/sessions', access_token)).body).toEqual([
    expect.objectContaining({ provider: 'oidc', current: true }),
  ]);
  const claims = JSON.parse(atob(access_token.split('.')[1] ?? '')) as object;
  expect(claims).toMatchObject({ auth_provider: 'oidc' });
  expect(await auditOf(scene.app)).toEqual([
    'user.registered success {"provider":"oidc"}',
    'session.started success {"provider":"oidc"}',
  ]);
});

test('a user whose password the sign-in removed gets a notice', async () => {
  await using scene = await openScene();
  await addPerson(scene.app, { email: 'ada@example.com' });
  expect(await tokensOf(scene, await codeOf(scene))).toMatchObject({ notice: 'password_removed' });
  expect(await tokensOf(scene, await codeOf(scene))).toMatchObject({ notice: null });
});

describe('nothing is given for', () => {
  const codes: readonly (readonly [string, unknown])[] = [
    ['a code that was never issued', 'A'.repeat(43)],
    ['an empty code', ''],
    ['a code of 10 KB', 'A'.repeat(10_000)],
    ['a code with a null byte', 'a\u0000b'],
    ['half a character', '\ud800'],
    ['SQL', "' OR '1'='1"],
  ];

  test.each(codes)('%s', async (_, code) => {
    await using scene = await openScene();
    await codeOf(scene);
    const before = await scene.app.snapshot();
    expect(await exchange(scene.app, code)).toMatchObject(invalidCode);
    expect(await scene.app.snapshot()).toEqual(before);
  });

  const types = [[undefined], [null], [7], [true], [['x']], [{ code: 'x' }]] as const;

  test.each(types)('%j in place of a code', async (code) => {
    await using scene = await openScene();
    expect(await exchange(scene.app, code)).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', details: [{ field: 'code' }] },
    });
  });

  test('a code in another case, or with a space', async () => {
    await using scene = await openScene();
    const code = await codeOf(scene);
    const swapped = code.replaceAll(/[a-z]/gi, (letter) =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
    );
    for (const near of [swapped, ` ${code}`, `${code}=`, code.slice(1)]) {
      expect(await exchange(scene.app, near)).toMatchObject(invalidCode);
    }
    await tokensOf(scene, code);
  });

  test('a code in the address', async () => {
    await using scene = await openScene();
    const code = await codeOf(scene);
    expect((await scene.app.post(`${path}?code=${code}`, {})).status).toBe(400);
    expect((await scene.app.get(`${path}?code=${code}`)).status).toBe(405);
    await tokensOf(scene, code);
  });

  test('a code a minute later', async () => {
    await using scene = await openScene();
    stopClock();
    const [early, late] = [await codeOf(scene), await codeOf(scene)];
    advance(59, 's');
    await tokensOf(scene, early);
    advance(1, 's');
    const before = await scene.app.snapshot();
    expect(await exchange(scene.app, late)).toMatchObject(invalidCode);
    expect(await scene.app.snapshot()).toEqual(before);
  });
});

describe('a code shown twice', () => {
  test('also ends the session that it gave, and the audit log says so', async () => {
    await using scene = await openScene();
    const code = await codeOf(scene);
    const tokens = await tokensOf(scene, code);
    const other = await tokensOf(scene, await codeOf(scene));
    expect(await exchange(scene.app, code)).toMatchObject(invalidCode);
    expect(await isAlive(scene, tokens)).toBe(false);
    expect(await isAlive(scene, other)).toBe(true);
    expect((await auditOf(scene.app)).slice(-1)).toEqual([
      'exchange_code.reused failure {"provider":"oidc","reason":"invalid_login_code"}',
    ]);
  });

  test('does so when its minute is over, too', async () => {
    await using scene = await openScene();
    const code = await codeOf(scene);
    const tokens = await tokensOf(scene, code);
    advance(5, 'm');
    expect(await exchange(scene.app, code)).toMatchObject(invalidCode);
    expect(await isAlive(scene, tokens)).toBe(false);
  });

  test('does so when the session was renewed meanwhile', async () => {
    await using scene = await openScene();
    const code = await codeOf(scene);
    const { refresh_token } = await tokensOf(scene, code);
    const { body } = await scene.app.post('/api/auth/refresh', { refresh_token });
    await exchange(scene.app, code);
    expect(await isAlive(scene, body as Exchanged)).toBe(false);
  });

  // One showing starts the session, the next one ends it: whichever of the two was the thief, none stays in.
  test('by twenty at once gives tokens to one of them, whose session is over', async () => {
    await using scene = await openScene();
    const code = await codeOf(scene);
    const answers = await Promise.all(Array.from({ length: 20 }, () => exchange(scene.app, code)));
    const given = answers.filter(({ status }) => status === 200);
    expect(given).toHaveLength(1);
    for (const { body } of given) expect(await isAlive(scene, body as Exchanged)).toBe(false);
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      expect(answer).toMatchObject(invalidCode);
    }
  });
});

describe('meanwhile the person', () => {
  const changes = [
    ['was disabled', { status: 'disabled' }, 403, 'account_disabled'],
    ['was made to wait', { status: 'pending' }, 403, 'account_pending'],
    ['was deleted', null, 400, 'invalid_login_code'],
  ] as const;

  test.each(changes)('%s: no session begins', async (_, change, status, code) => {
    await using scene = await openScene();
    await addPerson(scene.app, { email: 'admin@example.com', isAdmin: true });
    const login = await codeOf(scene);
    const user = await scene.app.database.read
      .selectFrom('users')
      .selectAll()
      .where('email_key', '=', 'ada@example.com')
      .executeTakeFirstOrThrow();
    await (change === null ? deletePerson(scene.app, user) : changePerson(scene.app, user, change));
    expect(await exchange(scene.app, login)).toMatchObject({ status, body: { code } });
    expect((await scene.app.snapshot())['sessions']).toEqual([]);
    if (change === null) return;
    await changePerson(scene.app, user, { status: 'active' });
    expect(await exchange(scene.app, login)).toMatchObject(invalidCode);
  });
});

test('one network may try sixty codes a minute', async () => {
  await using scene = await openScene({ env: { TRUSTED_PROXIES: '127.0.0.1' } });
  scene.app.listen();
  const json = { code: 'A'.repeat(43) };
  const from = (address: string, to = path) =>
    scene.app.send({
      method: 'POST',
      path: to,
      json,
      headers: { 'x-forwarded-for': address },
    });
  for (let index = 0; index < 60; index++) expect((await from('203.0.113.7')).status).toBe(400);
  const refused = await from('203.0.113.7');
  expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
  expect((await from('203.0.113.7', `${path}/mobile`)).status).toBe(429);
  expect((await from('203.0.113.8')).status).toBe(400);
});
