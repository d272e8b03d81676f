// A sign-in that a limit refuses leaves one line with its address, as a failed one does: fail2ban reads it.
import { describe, expect, test } from 'bun:test';
import { noteSignIn, refusedSignIns } from '../../src/http/refused-sign-ins.ts';
import { createLog } from '../../src/io/log.ts';
import { forwarded, letThrough, listening } from '../support/client-addresses.ts';
import { addPerson, password } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

function refusals(app: TestApp): readonly object[] {
  const lines = app.lines.filter((line) => line.includes('rate_limited'));
  return lines.map((line) => JSON.parse(line) as object);
}

describe('a sign-in that is refused with 429', () => {
  test('leaves a line with its address and its request, and no row', async () => {
    await using app = await listening({ TRUSTED_PROXIES: '127.0.0.1' });
    await letThrough(app, 30, () => forwarded('203.0.113.7'));
    const before = await app.database.read.selectFrom('audit_log').selectAll().execute();
    expect(refusals(app)).toEqual([]);
    const answer = await app.send({
      method: 'POST',
      path: '/api/auth/login',
      headers: forwarded('203.0.113.7'),
      json: { email: 'grace@example.com', password },
    });
    expect(answer.status).toBe(429);
    expect(refusals(app)).toEqual([
      {
        time: expect.any(String),
        level: 'warn',
        message: 'A sign-in failed',
        path: '/api/auth/login',
        event: 'session.failed',
        code: 'rate_limited',
        ip: '203.0.113.7',
        requestId: answer.headers.get('x-request-id'),
      },
    ]);
    expect(await app.database.read.selectFrom('audit_log').selectAll().execute()).toEqual(before);
  });

  test('because of too many wrong passwords leaves one too', async () => {
    await using app = await createTestApp({ TRUSTED_PROXIES: '192.0.2.1' });
    app.listen();
    await addPerson(app, { email: 'grace@example.com' });
    const json = { email: 'grace@example.com', password: 'wrong password' };
    for (let index = 0; index < 10; index++) await app.post('/api/auth/login', json);
    expect(refusals(app)).toEqual([]);
    await app.post('/api/auth/login', json);
    await app.post('/auth/login', json);
    expect(refusals(app)).toMatchObject([
      { event: 'session.failed', code: 'rate_limited' },
      { event: 'session.failed', code: 'rate_limited' },
    ]);
  });

  test.each([
    '/api/auth/oidc/exchange',
    '/api/auth/oidc/exchange/mobile',
    '/api/auth/oauth/exchange',
  ])('leaves one at %s', async (path) => {
    await using app = await createTestApp();
    let status = 0;
    while (status !== 429) ({ status } = await app.post(path, { code: 'x', id_token: 'x' }));
    expect(refusals(app)).toHaveLength(1);
  });

  test('leaves none when it is no sign-in', async () => {
    await using app = await createTestApp();
    let status = 0;
    while (status !== 429) ({ status } = await app.post('/api/auth/register', {}));
    expect(refusals(app)).toEqual([]);
  });
});

describe('a flood of them', () => {
  const place = { ip: null, area: null, userAgent: null, requestId: '' };

  /** Counts the lines; `tell` refuses a sign-in from a network. */
  function counter(clock: { ms: number }) {
    const lines: string[] = [];
    const log = createLog({
      level: 'info',
      format: 'json',
      write: (line) => void lines.push(line),
    });
    const logRefused = refusedSignIns(log, () => clock.ms);
    const tell = (network: string) => {
      const request = new Request('http://localhost/');
      noteSignIn(request);
      logRefused(request, { ...place, network });
    };
    return { lines, tell };
  }

  test('leaves ten lines a minute for a network', () => {
    const clock = { ms: 0 };
    const { lines, tell } = counter(clock);
    for (let index = 0; index < 100; index++) tell('203.0.113.7');
    expect(lines).toHaveLength(10);
    tell('203.0.113.8');
    expect(lines).toHaveLength(11);
    clock.ms += 60_000;
    tell('203.0.113.7');
    expect(lines).toHaveLength(12);
  });

  test('leaves a thousand lines a minute for all', () => {
    const { lines, tell } = counter({ ms: 0 });
    for (let index = 0; index < 5000; index++) tell(`network ${index}`);
    expect(lines).toHaveLength(1000);
  });
});
