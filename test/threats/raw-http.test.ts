// T45: what is not clearly one HTTP request is refused and the connection ended, so that a proxy in front
// and the server behind never disagree about where a request begins.
import { afterAll, describe, expect, test } from 'bun:test';
import { sendRaw } from '../fuzz/raw-http.ts';
import { createTestApp } from '../support/test-app.ts';

const app = await createTestApp({ RATE_LIMIT: 'off', LOG_LEVEL: 'debug' });
const port = Number(new URL(app.listen()).port);
afterAll(() => app[Symbol.asyncDispose]());

const host = 'Host: localhost\r\n';
const get = `GET /api/auth/registration-mode HTTP/1.1\r\n${host}`;
const post = `POST /api/auth/logout HTTP/1.1\r\n${host}Content-Type: application/json\r\n`;
const chunked = `${post}Transfer-Encoding: chunked\r\n`;

/** Stands behind each request: who answers it took a part of the body for a request. */
const smuggled =
  'GET /health/live?smuggled HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
const length = smuggled.length;

const lengths: readonly (readonly [string, string])[] = [
  ['a length beside chunks', `${chunked}Content-Length: 4\r\n\r\n0\r\n\r\n`],
  ['a length of all beside chunks', `${chunked}Content-Length: ${5 + length}\r\n\r\n0\r\n\r\n`],
  ['chunks behind a length', `${post}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`],
  ['two lengths', `${post}Content-Length: 2\r\nContent-Length: ${2 + length}\r\n\r\n{}`],
  ['the longer first', `${post}Content-Length: ${2 + length}\r\nContent-Length: 2\r\n\r\n{}`],
  ['a list of lengths', `${post}Content-Length: 2, ${2 + length}\r\n\r\n{}`],
  ['a repeated length', `${post}Content-Length: 2, 2\r\n\r\n{}`],
  ['a length with a sign', `${post}Content-Length: +2\r\n\r\n{}`],
  ['a length below nothing', `${post}Content-Length: -1\r\n\r\n`],
  ['a length in hex', `${post}Content-Length: 0x2\r\n\r\n{}`],
  ['a length with a letter', `${post}Content-Length: 2a\r\n\r\n{}`],
  ['an empty length', `${post}Content-Length:\r\n\r\n{}`],
  ['a length of two numbers', `${post}Content-Length: 2 2\r\n\r\n{}`],
  ['a length that wraps round', `${post}Content-Length: 18446744073709551618\r\n\r\n{}`],
  ['a length before a spaced colon', `${post}Content-Length : 2\r\n\r\n{}`],
  ['a length on the next line', `${post}Content-Length:\r\n 2\r\n\r\n{}`],
];

const chunks: readonly (readonly [string, string])[] = [
  ['no number', `${chunked}\r\nzz\r\n{}\r\n0\r\n\r\n`],
  ['a number with 0x', `${chunked}\r\n0x2\r\n{}\r\n0\r\n\r\n`],
  ['a number below nothing', `${chunked}\r\n-2\r\n{}\r\n0\r\n\r\n`],
  ['a number that wraps round', `${chunked}\r\n10000000000000002\r\n{}\r\n0\r\n\r\n`],
  ['more than it says', `${chunked}\r\n2\r\n{}XX\r\n0\r\n\r\n`],
  ['no end', `${chunked}\r\n2\r\n{}0\r\n\r\n`],
  ['bare line feeds', `${chunked}\r\n2\n{}\n0\n\n`],
  ['a bare line feed behind its number', `${chunked}\r\n2\n{}\r\n0\r\n\r\n`],
  ['a bare line feed in an extension', `${chunked}\r\n2;a\nb\r\n{}\r\n0\r\n\r\n`],
  ['a space behind its number', `${chunked}\r\n2 \r\n{}\r\n0\r\n\r\n`],
];

const codings: readonly (readonly [string, string])[] = [
  ...['xchunked', 'identity', 'chunked, identity', 'gzip, chunked', '\vchunked', '"chunked"'].map(
    (coding) =>
      [JSON.stringify(coding), `${post}Transfer-Encoding: ${coding}\r\n\r\n0\r\n\r\n`] as const,
  ),
  ['nothing', `${post}Transfer-Encoding:\r\n\r\n`],
  ['two', `${chunked}Transfer-Encoding: identity\r\n\r\n0\r\n\r\n`],
  ['a spaced colon', `${post}Transfer-Encoding : chunked\r\nContent-Length: 2\r\n\r\n{}`],
  ['a value on the next line', `${post}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n`],
  ['chunks in HTTP/1.0', chunked.replace('1.1', '1.0').concat('\r\n2\r\n{}\r\n0\r\n\r\n')],
];

const heads: readonly (readonly [string, string])[] = [
  ['a NUL in a value', `${get}X: a\0b\r\n\r\n`],
  ['a NUL in a name', `${get}X\0: a\r\n\r\n`],
  ['a NUL in the path', `GET /api/\0 HTTP/1.1\r\n${host}\r\n`],
  ['a NUL in the method', `G\0ET / HTTP/1.1\r\n${host}\r\n`],
  ['bare line feeds', `GET /health/live HTTP/1.1\n${host.replace('\r', '')}\n`],
  ['bare carriage returns', `GET /health/live HTTP/1.1\r${host.replace('\n', '')}\r`],
  ['a line feed in a value', `${get}X: a\nY: b\r\n\r\n`],
  ['a carriage return in a value', `${get}X: a\rY: b\r\n\r\n`],
  ['a folded line', `${get}X: a\r\n b\r\n\r\n`],
  ['a line without a colon', `${get}Xabc\r\n\r\n`],
  ['an empty name', `${get}: a\r\n\r\n`],
  ['a space before a name', `${get} X: a\r\n\r\n`],
  ['a space before the first name', `GET / HTTP/1.1\r\n ${host}\r\n`],
  ['no host', 'GET / HTTP/1.1\r\n\r\n'],
  ['two spaces', `GET  / HTTP/1.1\r\n${host}\r\n`],
  ['tabs for spaces', `GET\t/\tHTTP/1.1\r\n${host}\r\n`],
  ['no version', `GET /\r\n${host}\r\n`],
  ['a version of tomorrow', `GET / HTTP/9.9\r\n${host}\r\n`],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['TLS', `\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03${'a'.repeat(200)}\r\n\r\n`],
  ['64 KB of header', `${get}X: ${'a'.repeat(65_536)}\r\n\r\n`],
  ['2,000 headers', `${get}${'X: a\r\n'.repeat(2000)}\r\n`],
  ['64 KB of path', `GET /${'a'.repeat(65_536)} HTTP/1.1\r\n${host}\r\n`],
];

describe.each([
  ['the length of a body is', lengths],
  ['a chunk has', chunks],
  ['the transfer coding is', codings],
  ['the head has', heads],
])('a request is refused and the connection ended when %s', (_, rows) => {
  test.each([...rows])('%s', async (_name, bytes) => {
    const { text, isClosed } = await sendRaw(port, bytes + smuggled);
    expect(isClosed).toBe(true);
    expect(statusesOf(text)).toHaveLength(1);
    expect(statusesOf(text)[0]).toMatch(/^(?:400|413|431|505)$/);
  });
});

test('a chunk with an extension without end is refused', async () => {
  const bytes = `${chunked}\r\n2;${'a'.repeat(100_000)}\r\n{}\r\n0\r\n\r\n`;
  const { text, isClosed } = await sendRaw(port, bytes + smuggled);
  expect({ isClosed, statuses: statusesOf(text) }).toEqual({ isClosed: true, statuses: ['413'] });
});

test('two hosts are refused, whatever follows is another request', async () => {
  const { text } = await sendRaw(port, `${get}Host: evil.example\r\n\r\n${smuggled}`);
  expect(statusesOf(text)).toEqual(['400', '200']);
});

const bodies: readonly (readonly [string, string, readonly string[]])[] = [
  ['of a GET', `${get}Content-Length: ${length}\r\n\r\n${smuggled}`, ['200']],
  ['of a POST', `${post}Content-Length: ${length}\r\n\r\n${smuggled}`, ['400']],
  ['in a chunk', `${chunked}\r\n${length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`, ['400']],
  ['in a trailer', `${chunked}\r\n2\r\n{}\r\n0\r\n${smuggled}`, ['200', '400']],
  ['behind CONNECT', `CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n${smuggled}`, ['404']],
];

test.each([...bodies])('a request %s is never answered', async (_, bytes, statuses) => {
  const { text } = await sendRaw(port, bytes, 300);
  expect(statusesOf(text)).toEqual([...statuses]);
});

test('requests that follow each other properly are both answered', async () => {
  // Bun ends the connection when a request arrives before the answer to the one before it.
  const quick = `GET /health/live HTTP/1.1\r\n${host}`;
  const { text, isClosed } = await sendRaw(port, `${quick}\r\n${smuggled}`);
  expect({ isClosed, statuses: statusesOf(text) }).toEqual({
    isClosed: true,
    statuses: ['200', '200'],
  });
  expect((await app.get('/health/live')).status).toBe(200);
});

function statusesOf(text: string): readonly (string | undefined)[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((match) => match[1]);
}
