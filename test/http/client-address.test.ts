// Whose network counts: forwarding headers are believed only from a proxy the operator named.
import { describe, expect, test } from 'bun:test';
import {
  email,
  forwarded,
  type Headers,
  letThrough,
  listening,
  signInFrom,
} from '../support/client-addresses.ts';
import { restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { addPerson, addSignedIn, password } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const rows: readonly {
  name: string;
  proxies: string;
  headersOf: (index: number) => Headers;
  /** Of 33 sign-ins. */
  count: number;
}[] = [
  {
    name: 'each client behind the proxy counts for itself',
    proxies: '127.0.0.1',
    headersOf: (index) => forwarded(`203.0.113.${index}`),
    count: 33,
  },
  {
    name: 'one client behind the proxy counts as one',
    proxies: '127.0.0.1',
    headersOf: () => forwarded('203.0.113.7'),
    count: 30,
  },
  {
    name: 'what the client wrote itself stands left of what the proxy added and is not believed',
    proxies: '127.0.0.1',
    headersOf: (index) => forwarded(`198.51.100.${index}, 203.0.113.7`),
    count: 30,
  },
  {
    name: 'a chain of named proxies leads to the client before them',
    proxies: '127.0.0.1,10.0.0.0/8',
    headersOf: (index) => forwarded(`198.51.100.${index}, 203.0.113.7, 10.0.0.${index}`),
    count: 30,
  },
  {
    name: 'a proxy that is not listed counts as the client',
    proxies: '127.0.0.1',
    headersOf: (index) => forwarded(`198.51.100.${index}, 10.0.0.5`),
    count: 30,
  },
  {
    name: 'a header from a peer that is not listed is not read',
    proxies: '192.0.2.1',
    headersOf: (index) => forwarded(`203.0.113.${index}`),
    count: 30,
  },
  {
    name: 'addresses of one IPv6 /64 are one network',
    proxies: '127.0.0.1',
    headersOf: (index) => forwarded(`2001:db8:1:2:${index}::${index}`),
    count: 30,
  },
  {
    name: 'addresses of different IPv6 /64 are different networks',
    proxies: '127.0.0.1',
    headersOf: (index) => forwarded(`2001:db8:1:${index}::1`),
    count: 33,
  },
  {
    name: 'an IPv4 address is the same when it is written as IPv6',
    proxies: '127.0.0.1',
    headersOf: (index) => forwarded(index % 2 ? '::ffff:203.0.113.7' : '203.0.113.7'),
    count: 30,
  },
  {
    name: 'the peer may be named as IPv6 that means IPv4',
    proxies: '::ffff:127.0.0.1',
    headersOf: (index) => forwarded(`203.0.113.${index}`),
    count: 33,
  },
  {
    name: 'an IPv4 address may carry a port, which does not make it another client',
    proxies: '127.0.0.1',
    headersOf: (index) => forwarded(`203.0.113.7:${40_000 + index}`),
    count: 30,
  },
  {
    name: 'IPv4 addresses with ports are different clients',
    proxies: '127.0.0.1',
    headersOf: (index) => forwarded(`203.0.113.${index}:4711`),
    count: 33,
  },
  {
    name: 'an IPv6 address may carry brackets, a port and quotation marks',
    proxies: '127.0.0.1',
    headersOf: (index) =>
      forwarded(
        ['[2001:db8:1:2::7]:443', '"[2001:db8:1:2::7]:443"', '2001:db8:1:2::7'][index % 3] ?? '',
      ),
    count: 30,
  },
  {
    name: 'the last part of an IPv6 address is no port',
    proxies: '127.0.0.1',
    headersOf: (index) => forwarded(`2001:db8:1:2:3:4:5:${1000 + index}`),
    count: 30,
  },
  {
    name: 'a named proxy in the chain may carry a port',
    proxies: '127.0.0.1,10.0.0.0/8',
    headersOf: (index) => forwarded(`203.0.113.7, 10.0.0.${index}:${50_000 + index}`),
    count: 30,
  },
  {
    name: 'empty entries say nothing',
    proxies: '127.0.0.1',
    headersOf: (index) => forwarded(`203.0.113.${index}, ,`),
    count: 33,
  },
  {
    name: 'a missing header counts as the proxy itself',
    proxies: '127.0.0.1',
    headersOf: () => ({}),
    count: 30,
  },
  {
    name: 'other headers about the client are not read',
    proxies: '127.0.0.1',
    headersOf: (index) => ({
      'x-real-ip': `203.0.113.${index}`,
      forwarded: `for=203.0.113.${index}`,
      'cf-connecting-ip': `203.0.113.${index}`,
      'true-client-ip': `203.0.113.${index}`,
    }),
    count: 30,
  },
];

describe('where TRUSTED_PROXIES is set', () => {
  test.each(rows)('$name', async ({ proxies, headersOf, count }) => {
    await using app = await listening({ TRUSTED_PROXIES: proxies });
    stopClock();
    expect(await letThrough(app, 33, headersOf)).toBe(count);
  });

  test('sessions and the audit log know the client, not the proxy', async () => {
    await using app = await listening({ TRUSTED_PROXIES: '127.0.0.1' });
    await signInFrom(app, forwarded('::ffff:203.0.113.7'));
    for (const table of ['sessions', 'audit_log'] as const) {
      const addresses = await app.database.read.selectFrom(table).select('ip').execute();
      expect([table, addresses]).toEqual([table, [{ ip: '203.0.113.7' }]]);
    }
  });
});

/** Sends a request by hand; once the server has read its head, sends the body and is gone. */
async function leave(origin: string, path: string, json: object): Promise<void> {
  const { hostname, port } = new URL(origin);
  const body = JSON.stringify(json);
  const { promise: headIsRead, resolve } = Promise.withResolvers<void>();
  const socket = await Bun.connect({
    hostname,
    port: Number(port),
    socket: { data: () => resolve() },
  });
  const head = `Host: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
  socket.write(`POST ${path} HTTP/1.1\r\n${head}\r\nExpect: 100-continue\r\n\r\n`);
  socket.flush();
  await headIsRead;
  socket.write(body);
  socket.flush();
  socket.terminate();
}

describe('a client that does not wait for the answer', () => {
  test('is limited all the same, and its address is known', async () => {
    await using app = await createTestApp({ TRUSTED_PROXIES: '192.0.2.1' });
    await addPerson(app, { email });
    const origin = app.listen();
    // All clients whose address is not known share one key with wide limits.
    for (let index = 0; index < 300; index++) {
      await app.services.limits.login.count({ network: 'unknown', area: null });
    }
    for (let index = 0; index < 35; index++) {
      await leave(origin, '/api/auth/login', { email, password });
    }
    // Those before it were let in by now, or never will be.
    expect(await letThrough(app, 1, () => ({}))).toBe(0);
    const sessionsNow = () => app.database.read.selectFrom('sessions').select('ip').execute();
    // Their passwords are still being checked.
    while ((await sessionsNow()).length === 0) await Bun.sleep(5);
    const sessions = await sessionsNow();
    // Thirty, or fewer where the machine refused the hashing.
    expect(sessions.length).toBeWithin(1, 31);
    expect(new Set(sessions.map(({ ip }) => ip))).toEqual(new Set(['127.0.0.1']));
  });

  test('does not make the server forget where a session was last used', async () => {
    await using app = await listening({ TRUSTED_PROXIES: '192.0.2.1' });
    const { refresh_token } = await addSignedIn(app);
    const before = await app.database.read.selectFrom('sessions').selectAll().executeTakeFirst();
    await leave(app.listen(), '/api/auth/refresh', { refresh_token });
    const rotated = () =>
      app.database.read
        .selectFrom('sessions')
        .selectAll()
        .where('rotated_at', 'is not', null)
        .executeTakeFirst();
    while ((await rotated()) === undefined) await Bun.sleep(5);
    expect(before?.ip).toBe('203.0.113.7');
    expect((await rotated())?.ip).toBe('127.0.0.1');
  });
});
