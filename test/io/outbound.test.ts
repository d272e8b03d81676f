import { describe, expect, test } from 'bun:test';
import { isLoopbackAddress, isPublicAddress } from '../../src/core/network.ts';
import { createOutbound, type OutboundRequest } from '../../src/io/outbound.ts';
import { httpServer, rawServer, saying, failureOfRequest } from '../support/outbound-servers.ts';

const usual = { maxBytes: 100_000, timeoutMs: 60_000, allowAddress: isLoopbackAddress };

/** Every name leads to this machine. */
const outbound = createOutbound({ resolve: () => Promise.resolve(['127.0.0.1']) });

describe('a request to another server', () => {
  test('carries method, headers and body, and the name it was meant for', async () => {
    await using server = httpServer(async (request) =>
      Response.json({
        method: request.method,
        path: new URL(request.url).pathname + new URL(request.url).search,
        host: request.headers.get('host'),
        type: request.headers.get('content-type'),
        length: request.headers.get('content-length'),
        body: await request.text(),
      }),
    );
    const { bytes } = await outbound({
      ...usual,
      url: `http://login.example:${server.port}/token?a=b#c`,
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'code=grün',
    });
    expect(JSON.parse(Buffer.from(bytes).toString())).toEqual({
      method: 'POST',
      path: '/token?a=b',
      host: `login.example:${server.port}`,
      type: 'application/x-www-form-urlencoded',
      length: '10',
      body: 'code=grün',
    });
  });

  test('asks for an answer as it is, says who asks, and keeps no connection', async () => {
    await using server = await rawServer(saying('HTTP/1.1 204 No Content\r\n\r\n'));
    await outbound({ ...usual, url: `http://login.example:${server.port}/` });
    await server.closed();
    const lines = server.heard().toLowerCase().split('\r\n');
    expect(lines).toContain('get / http/1.1');
    expect(lines).toContain('accept-encoding: identity');
    expect(lines).toContain('user-agent: anchor-auth');
    expect(lines).toContain('connection: close');
  });

  test.each([200, 201, 302, 400, 404, 500, 503])('gives back status %d', async (status) => {
    let calls = 0;
    await using server = httpServer(() => {
      calls += 1;
      return new Response('as it is', { status, headers: { location: '/next' } });
    });
    const answer = await outbound({ ...usual, url: `http://login.example:${server.port}/` });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('Location')).toBe('/next');
    expect(Buffer.from(answer.bytes).toString()).toBe('as it is');
    expect(calls).toBe(1);
  });

  test('gives back headers that are sent twice, and letters from outside ASCII', async () => {
    const answer =
      'HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-Name: gr\u00fcn\r\n\r\n';
    await using server = await rawServer(saying(answer));
    const { headers } = await outbound({ ...usual, url: `http://login.example:${server.port}/` });
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(headers.get('x-name')).toBe('gr\u00fcn');
  });
});

describe('an address to call', () => {
  test.each([
    '',
    'login.example',
    '/token',
    'file:///etc/passwd',
    'data:text/plain,a',
    'ftp://login.example/',
    'unix:/var/run/docker.sock',
    'https://',
    'https://user@login.example/',
    'https://:secret@login.example/',
    'http://login.example:99999/',
  ])('%p is none', async (url) => {
    expect(await failureOf({ url })).toBe('invalid_url');
  });
});

describe('the addresses behind a name', () => {
  test.each([
    ['a private one', ['192.168.1.1']],
    ['a public and a private one', ['93.184.215.14', '192.168.1.1']],
    ['a private and a public one', ['10.0.0.1', '2606:4700:4700::1111']],
    ['this machine', ['127.0.0.1']],
    ['this machine, mapped into IPv6', ['::ffff:127.0.0.1']],
    ['this machine behind NAT64', ['64:ff9b::7f00:1']],
    ['the metadata service of a cloud', ['169.254.169.254']],
    ['none that can be read', ['93.184.215.14', 'localhost']],
  ])('%s: refused before anything is sent', async (_kind, addresses) => {
    let calls = 0;
    await using server = httpServer(() => {
      calls += 1;
      return new Response();
    });
    const call = createOutbound({ resolve: () => Promise.resolve(addresses) });
    const url = `http://rebound.example:${server.port}/`;
    expect(await failureOf({ url, allowAddress: isPublicAddress }, call)).toBe('address_refused');
    expect(calls).toBe(0);
  });

  test('each of them is asked about, in one spelling', async () => {
    const asked: string[] = [];
    const addresses = ['10.0.0.1', '::FFFF:10.0.0.2', '2001:DB8:0::1', 'fe80::1%eth0'];
    const call = createOutbound({ resolve: () => Promise.resolve(addresses) });
    const allowAddress = (address: string) => {
      asked.push(address);
      return false;
    };
    await failureOf({ url: 'http://many.example/', allowAddress }, call);
    expect(asked).toEqual(['10.0.0.1', '10.0.0.2', '2001:db8::1', 'fe80::1']);
  });

  test('a name is resolved once, so that what was checked is what is called', async () => {
    await using server = httpServer(() => new Response('checked'));
    const asked: string[] = [];
    const call = createOutbound({
      resolve: (hostname) => {
        asked.push(hostname);
        return Promise.resolve(asked.length === 1 ? ['127.0.0.1'] : ['10.0.0.1']);
      },
    });
    const { status } = await call({ ...usual, url: `http://rebinding.example:${server.port}/` });
    expect(status).toBe(200);
    expect(asked).toEqual(['rebinding.example']);
  });

  test('the next one is tried when the first does not answer', async () => {
    await using server = httpServer(() => new Response());
    const call = createOutbound({ resolve: () => Promise.resolve(['::1', '127.0.0.1']) });
    const { status } = await call({ ...usual, url: `http://two.example:${server.port}/` });
    expect(status).toBe(200);
  });

  test.each([
    '127.0.0.1',
    '127.1',
    '0x7f.1',
    '2130706433',
    '0177.0.0.1',
    '127.0.0.1.',
    '①②⑦.⓪.⓪.①',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:ffff:7f00:0001]',
  ])('%s is read as 127.0.0.1 without asking for a name', async (host) => {
    await using server = httpServer(() => new Response());
    const asked: string[] = [];
    const call = createOutbound({ resolve: () => Promise.reject(new Error('asked for a name')) });
    const allowAddress = (address: string) => asked.push(address) > 0;
    const url = `http://${host}:${server.port}/`;
    expect((await call({ ...usual, url, allowAddress })).status).toBe(200);
    expect(asked).toEqual(['127.0.0.1']);
    expect(await failureOf({ url, allowAddress: isPublicAddress }, call)).toBe('address_refused');
  });

  test('names of this machine are resolved and refused like others', async () => {
    await using server = httpServer(() => new Response());
    const url = `http://localhost:${server.port}/`;
    const call = createOutbound();
    expect((await call({ ...usual, url })).status).toBe(200);
    expect(await failureOf({ url, allowAddress: isPublicAddress }, call)).toBe('address_refused');
  });

  test.each([
    ['the name is unknown', () => Promise.reject(new Error('ENOTFOUND'))],
    ['the name has no address', () => Promise.resolve([])],
  ])('%s: said so', async (_kind, resolve) => {
    const call = createOutbound({ resolve });
    expect(await failureOf({ url: 'http://nowhere.example/' }, call)).toBe('name_not_found');
  });
});

function failureOf(request: Partial<OutboundRequest>, call = outbound): Promise<string> {
  return failureOfRequest(call({ ...usual, url: '', ...request }));
}
