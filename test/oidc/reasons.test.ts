// Every refusal of a sign-in at a provider tells its reason in the audit log and in the log.
import { describe, expect, test } from 'bun:test';
import { cureSentence } from '../../src/openid/cure-sentences.ts';
import { addSignedIn, setSetting } from '../support/people.ts';
import { auditOf } from '../support/audit-lines.ts';
import { exchange, oidcPath, openScene } from '../support/oidc-scene.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import { comeBack, goAsProgram, goToLink } from '../support/stand-in/visitor.ts';
import { loseTable, missingTable } from '../support/storage-trouble.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { refusedSignIns } from './refused-sign-ins.ts';

type Line = Readonly<Record<string, unknown>>;

/** Every line of the log, oldest first. */
const linesOf = ({ lines }: TestApp) => lines.map((line) => JSON.parse(line) as Line);

/** The security events of the log, oldest first. */
const eventsLogged = (app: TestApp) => linesOf(app).filter(({ event }) => event !== undefined);

describe('the reason is in both logs:', () => {
  test.each([...refusedSignIns])('$name', async ({ act, code, said, cure }) => {
    await using scene = await openScene();
    await act(scene);
    const providerError = said === undefined ? {} : { providerError: said };
    const help = cure === undefined ? {} : { cure };
    const details = { provider: 'oidc', reason: code, ...providerError, ...help };
    const [entry = '', ...others] = await auditOf(scene.app);
    const [, event, told = ''] = /^(.*? failure) (.*)$/.exec(entry) ?? [];
    expect({ event, details: JSON.parse(told) as unknown, others }).toEqual({
      event: 'session.failed failure',
      details,
      others: [],
    });
    // A refusal is one line: the answer to the request adds no second one.
    const [line, ...more] = linesOf(scene.app);
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      level: 'warn',
      event: 'session.failed',
      provider: 'oidc',
      code,
      requestId: expect.stringMatching(/^[\w-]{36}$/),
      ...providerError,
    });
    expect(line?.['providerError']).toBe(said);
    expect(line?.['cure']).toBe(cure === undefined ? undefined : cureSentence(cure, {}));
    // What the provider did is one sentence, without the place in this program that wrote it.
    expect(String(line?.['error'])).not.toContain('\n');
    expect(JSON.stringify(await auditOf(scene.app))).not.toContain('canary');
  });

  test('a failure of the server, to a program: the error once, and the event', async () => {
    using standIn = createStandIn();
    await using app = await createTestApp(standIn.env);
    const trip = await goAsProgram(app, 'github');
    await loseTable(app.database, 'identities');
    expect((await comeBack(app, trip)).status).toBe(500);
    expect(linesOf(app)).toMatchObject([
      { level: 'error', code: 'internal_error', error: expect.stringContaining('identities') },
      { level: 'warn', code: 'internal_error', event: 'session.failed' },
    ]);
    expect(app.lines[1]).not.toMatch(missingTable('identities'));
  });

  test('a link at a provider that cannot be reached is no failed sign-in', async () => {
    await using scene = await openScene();
    const { access_token: bearer } = await addSignedIn(scene.app);
    scene.provider.script({ discovery: 'down' });
    const { status } = await scene.app.get('/api/auth/link/oidc', bearer);
    expect(status).toBe(502);
    expect(await auditOf(scene.app)).toEqual([
      'identity.link_failed failure {"provider":"oidc","reason":"provider_unavailable","cure":"check_protocol"}',
    ]);
    expect(linesOf(scene.app)).toMatchObject([{ level: 'warn', event: 'identity.link_failed' }]);
  });

  test('a link at a provider that was switched off meanwhile', async () => {
    using standIn = createStandIn();
    await using app = await createTestApp(standIn.env);
    const { access_token: bearer } = await addSignedIn(app);
    const trip = await goToLink(app, 'github', bearer);
    await setSetting(app, 'github.enabled', 'false');
    await comeBack(app, trip);
    expect(await auditOf(app)).toEqual([
      'identity.link_failed failure {"provider":"github","reason":"provider_disabled"}',
    ]);
  });

  test('a login code of a provider that was switched off', async () => {
    await using scene = await openScene();
    const { query } = await scene.browser.signIn();
    await scene.app.restart();
    await scene.app.database.write((trx) =>
      trx.updateTable('exchange_codes').set({ provider: 'google' }).execute(),
    );
    expect((await exchange(scene.app, query['code'])).body).toMatchObject({
      code: 'provider_disabled',
    });
    expect((await auditOf(scene.app)).at(-1)).toBe(
      'session.failed failure {"provider":"google","reason":"provider_disabled"}',
    );
  });
});

test('callbacks without a sign-in fill the audit log slowly; each is a line of the log', async () => {
  await using scene = await openScene({ env: { TRUSTED_PROXIES: '127.0.0.1' } });
  scene.app.listen();
  const come = (address: string) =>
    scene.app.send({
      path: `${oidcPath}/callback?state=bX&code=y`,
      headers: { 'x-forwarded-for': address },
    });
  for (let turn = 0; turn < 15; turn++) expect((await come('203.0.113.7')).status).toBe(302);
  expect(await auditOf(scene.app)).toHaveLength(10);
  expect(eventsLogged(scene.app)).toHaveLength(15);
  await come('198.51.100.7');
  expect(await auditOf(scene.app)).toHaveLength(11);
});

describe('a sign-in here', () => {
  test('that is refused with 429 writes a line with its address, and no entry', async () => {
    await using app = await createTestApp({ TRUSTED_PROXIES: '127.0.0.1' });
    app.listen();
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    const logIn = (json: object) =>
      app.send({ method: 'POST', path: '/api/auth/login', json, headers });
    for (let turn = 0; turn < 30; turn++) await logIn({});
    expect((await logIn({})).status).toBe(429);
    const refused = { level: 'warn', event: 'session.failed', code: 'rate_limited' };
    expect(eventsLogged(app)).toMatchObject([
      { ...refused, path: '/api/auth/login', ip: '203.0.113.7' },
    ]);
    expect(await auditOf(app)).toEqual([]);
  });

  test('of an address that was guessed at too often does so, too', async () => {
    await using app = await createTestApp({ TRUSTED_PROXIES: '127.0.0.1' });
    app.listen();
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    const json = { email: 'nobody@example.com', password: 'wrong password' };
    const logIn = () => app.send({ method: 'POST', path: '/api/auth/login', json, headers });
    for (let turn = 0; turn < 10; turn++) await logIn();
    expect((await logIn()).status).toBe(429);
    expect(eventsLogged(app).at(-1)).toMatchObject({ code: 'rate_limited', ip: '203.0.113.7' });
    expect(await auditOf(app)).toHaveLength(10);
  });
});
