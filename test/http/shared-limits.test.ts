// Clients that cannot be distinguished share one wide limit.
import { describe, expect, test } from 'bun:test';
import {
  email,
  forwarded,
  letThrough,
  listening,
  signInFrom,
} from '../support/client-addresses.ts';
import { restoreClockAfterEach, stopClock } from '../support/clock.ts';

restoreClockAfterEach();

describe('behind a proxy that is trusted', () => {
  test('clients that the proxy names by what is no address share one wide limit', async () => {
    await using app = await listening({ TRUSTED_PROXIES: '127.0.0.1' });
    stopClock();
    const names = [
      'unknown',
      '_hidden',
      '203.0.113.7:',
      '203.0.113.7:x',
      '[203.0.113.7]',
      '300.1.1.1',
    ];
    const headersOf = (index: number) => forwarded(names[index % names.length] ?? '');
    expect(await letThrough(app, 303, headersOf)).toBe(300);
    expect(await letThrough(app, 31, () => forwarded('203.0.113.7'))).toBe(30);
  });

  test('an invalid address is logged once, without its text', async () => {
    await using app = await listening({ TRUSTED_PROXIES: '127.0.0.1' });
    for (const index of [0, 1, 2, 3, 4]) {
      await signInFrom(app, forwarded(`nonsense-${index}\tforged line`));
    }
    const logged = app.lines.filter((line) => line.includes('X-Forwarded-For'));
    expect(logged.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ level: 'warn', ip: '127.0.0.1' }),
    ]);
    expect(app.lines.join()).not.toContain('nonsense');
    const sessions = await app.database.read.selectFrom('sessions').select('ip').execute();
    expect(sessions).toEqual(Array.from({ length: 5 }, () => ({ ip: null })));
  });

  test('a whole IPv6 /48 has ten times the budget of one of its /64', async () => {
    await using app = await listening({ TRUSTED_PROXIES: '127.0.0.1' });
    stopClock();
    const count = await letThrough(app, 310, (index) =>
      forwarded(`2001:db8:1:${(index % 20) + 1}::1`),
    );
    expect(count).toBe(300);
    expect(await letThrough(app, 31, () => forwarded('2001:db8:2::1'))).toBe(30);
  });

  test('IPv4 addresses of one /24 have no limit together', async () => {
    await using app = await listening({ TRUSTED_PROXIES: '127.0.0.1' });
    stopClock();
    expect(await letThrough(app, 310, (index) => forwarded(`203.0.113.${index % 20}`))).toBe(310);
  });
});

describe('where TRUSTED_PROXIES is not set', () => {
  test('near peers, one of which may be a proxy, share one wide limit', async () => {
    await using app = await listening();
    stopClock();
    expect(await letThrough(app, 33, () => ({}))).toBe(33);
    expect(await letThrough(app, 270, (index) => forwarded(`203.0.113.${index % 250}`))).toBe(267);
  });

  test('near peers share one wide limit for registrations', async () => {
    await using app = await listening();
    stopClock();
    const statuses: number[] = [];
    for (let index = 0; index < 101; index++) {
      statuses.push((await app.post('/api/auth/register', {})).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 100 }, () => 400), 429]);
  });

  test('guesses at one address are limited all the same, whatever they claim to come from', async () => {
    await using app = await listening();
    const statuses: number[] = [];
    for (let index = 0; index < 101; index++) {
      const answer = await app.send({
        method: 'POST',
        path: '/api/auth/login',
        headers: forwarded(`203.0.113.${index}`),
        json: { email, password: 'wrong password' },
      });
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([...Array.from({ length: 100 }, () => 401), 429]);
  });
});
