import { describe, expect, test } from 'bun:test';
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { createOutbound, type OutboundRequest } from '../../src/io/outbound.ts';
import { OutboundError } from '../../src/io/outbound-error.ts';
import {
  dripping,
  httpServer,
  rawServer,
  saying,
  failureOfRequest,
} from '../support/outbound-servers.ts';

const outbound = createOutbound({ resolve: () => Promise.resolve(['127.0.0.1']) });
const usual = { maxBytes: 1000, timeoutMs: 60_000, allowAddress: () => true };
const ok = 'HTTP/1.1 200 OK\r\n';
const chunked = `${ok}Transfer-Encoding: chunked\r\n\r\n`;
const aChunk = `64\r\n${'a'.repeat(100)}\r\n`;

const unpacked = Buffer.alloc(128 * 1024 * 1024);

describe('the size of an answer', () => {
  const encodings = [
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['GZIP', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['identity', (body: Buffer) => body],
  ] as const;

  test.each(encodings)('in %s: up to the limit is taken, one byte more is not', async (...row) => {
    const [encoding, compress] = row;
    await using server = httpServer(({ url }) => {
      const length = new URL(url).pathname === '/longer' ? 1001 : 1000;
      const body = new Uint8Array(compress(Buffer.alloc(length, 'a')));
      return new Response(body, { headers: { 'content-encoding': encoding } });
    });
    const url = `http://pictures.example:${server.port}`;
    const { bytes } = await outbound({ ...usual, url: `${url}/` });
    expect(Buffer.from(bytes).toString()).toBe('a'.repeat(1000));
    expect(await failureOf({ url: `${url}/longer` })).toBe('too_large');
  });

  test.each([
    ['gzip', gzipSync(unpacked, { level: 1 })],
    ['br', brotliCompressSync(unpacked, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ])('a bomb in %s stops at the limit, long before it is unpacked', async (encoding, bomb) => {
    await using server = httpServer(
      () => new Response(new Uint8Array(bomb), { headers: { 'content-encoding': encoding } }),
    );
    Bun.gc(true);
    const before = process.memoryUsage.rss();
    expect(await failureOf({ url: at(server), maxBytes: 1_000_000 })).toBe('too_large');
    expect(process.memoryUsage.rss() - before).toBeLessThan(unpacked.length / 4);
  });

  test('an answer that announces too much is not read', async () => {
    await using server = await rawServer(dripping(`${ok}Content-Length: 1001\r\n\r\n`, ''));
    expect(await failureOf({ url: at(server) })).toBe('too_large');
    await server.closed();
  });

  test('an answer without end stops at the limit, and the connection is closed', async () => {
    await using server = await rawServer(dripping(chunked, aChunk, 1));
    expect(await failureOf({ url: at(server) })).toBe('too_large');
    await server.closed();
  });

  test('headers without end are cut off', async () => {
    await using server = await rawServer(dripping(`${ok}X: `, 'a'.repeat(10_000), 1));
    expect(await failureOf({ url: at(server) })).toBe('broken');
    await server.closed();
  });
});

describe('the time of an answer', () => {
  test.each([
    ['a server that says nothing', 'http', dripping('', '')],
    ['a server that says nothing where TLS is spoken', 'https', dripping('', '')],
    ['a server that never ends its headers', 'http', dripping(ok, 'A: b\r\n', 40)],
    ['a server that never gets past its first line', 'http', dripping('HTTP/1.1 200 ', 'O', 40)],
    ['a server that asks for patience', 'http', dripping('', 'HTTP/1.1 102 Processing\r\n\r\n')],
    ['a body of which one byte comes now and then', 'http', dripping(chunked, '1\r\na\r\n', 40)],
    ['a body that never comes', 'http', dripping(`${ok}Content-Length: 5\r\n\r\n`, '')],
    ['a body that stops in between', 'http', dripping(`${chunked}5\r\nab`, '')],
    [
      'a compressed body that never unpacks to anything',
      'http',
      dripping(`${ok}Content-Encoding: gzip\r\n\r\n`, gzipSync('').toString('latin1'), 40),
    ],
  ] as const)('%s: ended when the time is over', async (_kind, scheme, answer) => {
    await using server = await rawServer(answer);
    const url = `${scheme}://slow.example:${server.port}/`;
    expect(await failureOf({ url, timeoutMs: 150 })).toBe('timeout');
    await server.closed();
  });

  test('a name that is never resolved', async () => {
    const call = createOutbound({ resolve: () => new Promise(() => undefined) });
    const url = 'http://slow.example/';
    expect(await failureOf({ url, timeoutMs: 50 }, call)).toBe('timeout');
  });

  test('a name that is resolved too late is not called any more', async () => {
    await using server = await rawServer(saying(`${ok}\r\n`));
    const name = Promise.withResolvers<readonly string[]>();
    const call = createOutbound({ resolve: () => name.promise });
    expect(await failureOf({ url: at(server), timeoutMs: 30 }, call)).toBe('timeout');
    name.resolve(['127.0.0.1']);
    await Bun.sleep(30);
    expect(server.connections()).toBe(0);
  });

  test('an outer deadline ends a request, and one that has passed lets none begin', async () => {
    await using server = await rawServer(dripping('', ''));
    const outer = new AbortController();
    const ended = failureOf({ url: at(server), signal: outer.signal });
    while (server.connections() === 0) await Bun.sleep(1);
    outer.abort();
    expect(await ended).toBe('timeout');
    await server.closed();
    expect(await failureOf({ url: at(server), signal: outer.signal })).toBe('timeout');
    expect(server.connections()).toBe(1);
  });

  test('an outer deadline that comes after the answer changes nothing', async () => {
    await using server = httpServer(() => new Response('a'));
    const outer = new AbortController();
    const url = `http://quick.example:${server.port}/`;
    const { status } = await outbound({ ...usual, url, signal: outer.signal });
    outer.abort();
    expect(status).toBe(200);
  });
});

describe('an answer that is no good', () => {
  test.each([
    ['not HTTP', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['nothing at all', ''],
    ['HTTP of long ago', '<html>hello</html>'],
    ['a first line alone', ok],
    ['fewer bytes than announced', `${ok}Content-Length: 10\r\n\r\nabc`],
    ['a chunk cut short', `${chunked}5\r\nabc`],
    ['no last chunk', `${chunked}3\r\nabc\r\n`],
    ['a chunk without a length', `${chunked}zz\r\nabc\r\n0\r\n\r\n`],
    ['two lengths', `${ok}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`],
    [
      'a length and chunks',
      `${ok}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['another protocol', 'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'],
    ['an unknown coding', `${ok}Content-Encoding: zip\r\nContent-Length: 1\r\n\r\na`],
    ['two codings', `${ok}Content-Encoding: gzip, gzip\r\nContent-Length: 1\r\n\r\na`],
    ['a coding it does not have', `${ok}Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc`],
    [
      'a compressed body cut short',
      `${ok}Content-Encoding: gzip\r\n\r\n${gzipSync('a'.repeat(500)).toString('latin1', 0, 15)}`,
    ],
  ])('%s', async (_kind, answer) => {
    await using server = await rawServer(saying(answer));
    expect(await failureOf({ url: at(server) })).toBe('broken');
    await server.closed();
  });

  test('an unknown content coding: the connection is closed from here', async () => {
    await using server = await rawServer(dripping(`${ok}Content-Encoding: zip\r\n\r\n`, 'a'));
    expect(await failureOf({ url: at(server) })).toBe('broken');
    await server.closed();
  });

  test('a connection that is cut', async () => {
    await using server = await rawServer((socket) => socket.once('data', () => socket.destroy()));
    expect(await failureOf({ url: at(server) })).toBe('broken');
  });

  test('a port without a server', async () => {
    const server = await rawServer(saying(''));
    await server[Symbol.asyncDispose]();
    expect(await failureOf({ url: at(server) })).toBe('unreachable');
  });

  test('a header that cannot be sent', async () => {
    await using server = await rawServer(saying(`${ok}\r\n`));
    const headers = { authorization: 'Basic a\r\nX: b' };
    expect(await failureOf({ url: at(server), headers })).toBe('broken');
    expect(server.heard()).toBe('');
  });
});

describe('what is said of a failure', () => {
  test('names the host and what happened, never what was sent, and keeps the cause', async () => {
    await using server = await rawServer(saying('garbage'));
    const error: unknown = await outbound({
      ...usual,
      url: `${at(server)}secret-path?code=secret-query#secret-hash`,
      method: 'POST',
      headers: { authorization: 'secret-header' },
      body: 'secret-body',
    }).catch((reason: unknown) => reason);
    if (!(error instanceof OutboundError)) throw new Error('It did not fail');
    expect(error.message).toBe(
      `slow.example:${server.port} gave an answer that is not valid HTTP, or broke it off`,
    );
    expect(error.cause).toBeInstanceOf(Error);
    expect(Bun.inspect(error)).not.toContain('secret');
  });

  test('does not repeat an address that holds a password', async () => {
    const call = outbound({ ...usual, url: 'https://user:secret@login.example/' });
    expect(await call.catch(String)).toBe(
      'OutboundError: login.example is not an http or https address without credentials',
    );
  });
});

function at({ port }: { readonly port: number }): string {
  return `http://slow.example:${port}/`;
}

function failureOf(request: Partial<OutboundRequest>, call = outbound): Promise<string> {
  return failureOfRequest(call({ ...usual, url: '', ...request }));
}
