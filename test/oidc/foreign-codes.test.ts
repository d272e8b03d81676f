// A code of another user: a browser that opens a page with it must not be signed in as that user.
import { describe, expect, test } from 'bun:test';
import type { Exchanged } from '../../src/features/federation/login-codes/schema.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { auditOf } from '../support/audit-lines.ts';
import { exchange, oidcPath, openScene, type Scene } from '../support/oidc-scene.ts';
import { addPerson } from '../support/people.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import { comeBack, goToProvider, landingOf } from '../support/stand-in/visitor.ts';
import { oneOfEachKind } from '../support/stand-in/wires.ts';
import { createTestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const paths = [`${oidcPath}/exchange`, '/api/auth/oauth/exchange'] as const;
const refused = { status: 400, body: { code: 'invalid_login_code' } };

async function codeOf({ browser }: Pick<Scene, 'browser'>): Promise<string> {
  return (await browser.signIn()).query['code'] ?? '';
}

async function isSignedIn({ app }: Scene, { body }: { readonly body: unknown }): Promise<boolean> {
  const { access_token } = body as Exchanged;
  return (await app.get('/api/auth/me', access_token)).status === 200;
}

describe.each(paths)('at %s', (path) => {
  const browsers = [
    ['of this site', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }],
    ['that tells where it stands alone', { 'sec-fetch-site': 'same-origin' }],
    ['that tells its origin alone', { origin: 'http://localhost:3000' }],
    ['of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['that hides its origin', { origin: 'null' }],
    ['with an empty origin', { origin: '' }],
  ] as const;

  test.each(browsers)('a page %s gets nothing, and uses nothing up', async (_, headers) => {
    await using scene = await openScene();
    const code = await codeOf(scene);
    const before = await scene.app.snapshot();
    const stranger = scene.anotherBrowser();
    for (let times = 0; times < 3; times++) {
      const answer = await stranger.exchange(code, path, headers);
      expect(answer).toMatchObject(refused);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect(await scene.app.snapshot()).toEqual(before);
    expect(await scene.browser.exchange(code, path, headers)).toMatchObject({ status: 200 });
  });

  test('a program, which has no cookies, gets its tokens as ever', async () => {
    await using scene = await openScene();
    const answer = await scene.app.post(path, { code: await codeOf(scene) });
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });
});

test.each(oneOfEachKind)('a code from %s is tied to its browser, too', async (provider) => {
  using standIn = createStandIn();
  await using app = await createTestApp(standIn.env);
  await addPerson(app, { isAdmin: true });
  const back = await comeBack(app, await goToProvider(app, provider));
  const { code } = landingOf(back);
  const given = back.headers.getSetCookie().find((line) => line.startsWith('anchor-code-'));
  const show = (headers: Readonly<Record<string, string>>) =>
    app.send({ method: 'POST', path: paths[1], json: { code }, headers });
  const origin = 'http://localhost:3000';
  expect(await show({ origin })).toMatchObject(refused);
  expect(await show({ origin, cookie: given?.split(';')[0] ?? '' })).toMatchObject({ status: 200 });
});

describe('the cookie of a code', () => {
  const changes: readonly (readonly [string, (jar: Map<string, string>, code: string) => void])[] =
    [
      ['of another code', (jar) => renameAll(jar, (name) => `${name.slice(0, -1)}x`)],
      ['with another value', (jar) => replaceAll(jar, (value) => `${value.slice(1)}A`)],
      ['without a value', (jar) => replaceAll(jar, () => '')],
      ['with the code as its value', (jar, code) => replaceAll(jar, () => code)],
      ['that cannot be read', (jar) => replaceAll(jar, () => '%')],
    ];

  test.each(changes)('%s does not fit', async (_, change) => {
    await using scene = await openScene();
    const code = await codeOf(scene);
    change(scene.browser.jar, code);
    expect(await scene.browser.exchange(code)).toMatchObject(refused);
    expect((await exchange(scene.app, code)).status).toBe(200);
  });

  test('of one tab does not take the place of another', async () => {
    await using scene = await openScene();
    const codes = [await codeOf(scene), await codeOf(scene), await codeOf(scene)];
    expect([...scene.browser.jar.keys()].filter(isOfCode)).toHaveLength(3);
    for (const code of codes) expect((await scene.browser.exchange(code)).status).toBe(200);
    // What is left remembers which codes were this browser's.
    expect([...scene.browser.jar.keys()].filter(isOfCode)).toHaveLength(1);
  });

  test('does not hold the code, nor what is stored of it', async () => {
    await using scene = await openScene();
    const code = await codeOf(scene);
    const [line = ''] = [...scene.browser.jar].map((each) => each.join('='));
    const digest = new Bun.CryptoHasher('sha256').update(code);
    const stored = new Uint8Array(digest.digest());
    expect(line.length).toBeLessThan(100);
    for (const secret of [code, stored.toHex(), stored.toBase64({ alphabet: 'base64url' })]) {
      expect(line).not.toContain(secret.slice(0, 40));
    }
  });

  test('does not make a code live longer', async () => {
    await using scene = await openScene();
    stopClock();
    const code = await codeOf(scene);
    advance(60, 's');
    expect(await scene.browser.exchange(code)).toMatchObject(refused);
  });

  test('is not given for a sign-in that failed', async () => {
    await using scene = await openScene();
    scene.provider.script({ token: 'down' });
    await scene.browser.signIn();
    expect([...scene.browser.jar.keys()].filter(isOfCode)).toEqual([]);
  });
});

test('a code in another browser is written down for administrators, with whose it is', async () => {
  await using scene = await openScene();
  const code = await codeOf(scene);
  await scene.anotherBrowser().exchange(code);
  const rows = await scene.app.database.read
    .selectFrom('audit_log')
    .select(['event', 'outcome', 'actor_email', 'target_email', 'details'])
    .orderBy('id')
    .execute();
  expect(rows.at(-1)).toEqual({
    event: 'session.failed',
    outcome: 'failure',
    actor_email: null,
    target_email: 'ada@example.com',
    details: '{"provider":"oidc","reason":"invalid_login_code"}',
  });
});

describe('a used code', () => {
  test('ends its session when another browser shows it, and the audit log says so', async () => {
    await using scene = await openScene();
    const code = await codeOf(scene);
    const given = await scene.browser.exchange(code);
    expect(await isSignedIn(scene, given)).toBe(true);
    expect(await scene.anotherBrowser().exchange(code)).toMatchObject(refused);
    expect(await isSignedIn(scene, given)).toBe(false);
    expect((await auditOf(scene.app)).slice(-1)).toEqual([
      'exchange_code.reused failure {"provider":"oidc","reason":"invalid_login_code"}',
    ]);
  });

  test('ends its session when a program shows it', async () => {
    await using scene = await openScene();
    const code = await codeOf(scene);
    const given = await scene.browser.exchange(code);
    expect(await exchange(scene.app, code)).toMatchObject(refused);
    expect(await isSignedIn(scene, given)).toBe(false);
  });

  test('does no harm when its own browser shows it again, at once or a day later', async () => {
    await using scene = await openScene();
    const code = await codeOf(scene);
    const given = await scene.browser.exchange(code);
    expect(await scene.browser.exchange(code)).toMatchObject(refused);
    expect(await isSignedIn(scene, given)).toBe(true);
    for (let turn = 0; turn < 5; turn++) await scene.browser.exchange(await codeOf(scene));
    advance(24, 'h');
    expect(await scene.browser.exchange(code)).toMatchObject(refused);
    const { refresh_token } = given.body as Exchanged;
    expect(await scene.app.post('/api/auth/refresh', { refresh_token })).toMatchObject({
      status: 200,
    });
  });

  test('ends its session when another browser has marks of its own', async () => {
    await using scene = await openScene();
    const code = await codeOf(scene);
    const given = await scene.browser.exchange(code);
    const stranger = scene.anotherBrowser();
    await stranger.exchange((await stranger.signIn()).query['code']);
    const name = [...stranger.jar.keys()].find(isOfCode) ?? 'none';
    for (const value of ['', '.', '....', 'A'.repeat(16), `${'A'.repeat(16)}.`.repeat(10)]) {
      stranger.jar.set(name, value);
      expect(await stranger.exchange(code)).toMatchObject(refused);
    }
    expect(await isSignedIn(scene, given)).toBe(false);
  });

  test('is remembered by its browser in a cookie that stays small', async () => {
    await using scene = await openScene();
    for (let turn = 0; turn < 12; turn++) await scene.browser.exchange(await codeOf(scene));
    const [value = '', ...others] = [...scene.browser.jar].flatMap(([name, each]) =>
      isOfCode(name) ? [each] : [],
    );
    expect(others).toEqual([]);
    expect(value.split('.')).toHaveLength(10);
  });

  test('is given out to its own browser alone, when ten ask at once', async () => {
    await using scene = await openScene();
    const code = await codeOf(scene);
    const visitors = Array.from({ length: 9 }, () => scene.anotherBrowser());
    const all = await Promise.all(
      [...visitors, scene.browser].map((browser) => browser.exchange(code)),
    );
    expect(all.map(({ status }) => status)).toEqual([...visitors.map(() => 400), 200]);
  });
});

function isOfCode(cookie: string): boolean {
  return cookie.startsWith('anchor-code-');
}

function renameAll(jar: Map<string, string>, rename: (name: string) => string): void {
  for (const [name, value] of new Map(jar)) {
    jar.delete(name);
    jar.set(rename(name), value);
  }
}

function replaceAll(jar: Map<string, string>, change: (value: string) => string): void {
  for (const [name, value] of new Map(jar)) jar.set(name, change(value));
}
