// Speaks to the server byte by byte, past everything that a decent client would not let through.
import fc from 'fast-check';
import { strangeText } from './strange-values.ts';

/** What came back: all bytes as Latin-1 text, and whether the server ended the connection in time. */
export interface RawAnswer {
  readonly text: string;
  readonly isClosed: boolean;
}

/**
 * Sends bytes (one per character) and waits for the end of the connection, with `settleMs` only so long after the
 * first bytes of an answer.
 */
export async function sendRaw(port: number, text: string, settleMs?: number): Promise<RawAnswer> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const chunks: Buffer[] = [];
  const giveUp = () => {
    resolve(false);
  };
  const timers = [setTimeout(giveUp, patienceMs)];
  const socket = await Bun.connect({
    hostname: '127.0.0.1',
    port,
    socket: {
      open: (own) => void own.write(Buffer.from(text, 'latin1')),
      data: (_, chunk) => {
        if (settleMs !== undefined && chunks.length === 0)
          timers.push(setTimeout(giveUp, settleMs));
        chunks.push(chunk);
      },
      close: () => {
        resolve(true);
      },
      error: () => {
        resolve(true);
      },
    },
  });
  const isClosed = await promise;
  for (const timer of timers) clearTimeout(timer);
  socket.terminate();
  return { text: Buffer.concat(chunks).toString('latin1'), isClosed };
}

/** A server that ends a connection does so at once; a busy machine shows nothing about it. */
const patienceMs = 20_000;

const latin1 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

const targets = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '/api/auth/me',
      '/api/auth/registration-mode',
      '/api/auth/logout',
      '/api/admin/users',
      '/docs/json',
      '/uploads/profiles/a.png',
      '/health/live',
      '//health/live',
      '/health//live',
      '/api//auth/registration-mode',
      '*',
      'http://evil.example/api/auth/me',
      'https://user:pass@evil.example:1/api/auth/me',
      'evil.example:443',
    ),
  },
  {
    weight: 3,
    arbitrary: fc
      .array(
        fc.constantFrom(
          '/',
          '//',
          'api',
          'auth',
          'me',
          'admin',
          'users',
          'sessions',
          'uploads/profiles',
          '.',
          '..',
          '%2e%2e',
          '%2f',
          '%5c',
          '\\',
          '%00',
          '%u002e',
          '%',
          '%ff',
          '%c0%ae',
          ';',
          '?',
          '#',
          '\u00e9',
          '\t',
          'a'.repeat(500),
        ),
        { maxLength: 12 },
      )
      .map((parts) => `/${parts.join('')}`),
  },
  { weight: 1, arbitrary: strangeText.map((text) => `/api/auth/sessions/${latin1(text)}`) },
);

const badHosts = [
  'Host:',
  'Host: [',
  'Host: [::1]',
  'Host: %',
  'Host: a b',
  'Host: a/b',
  'Host: a@b',
  'Host: a?b',
  'Host: a#b',
  'Host: a,b',
  'Host: ..',
  'Host: -',
  'Host: \0',
  'Host: \u00e9',
  'Host: localhost:',
  'Host: localhost:99999',
  `Host: ${'a'.repeat(5000)}`,
  'Host: localhost\r\nHost: evil.example',
  'Host: localhost\r\n folded',
  'host : a',
  'X: y',
];

const hosts = fc.oneof(
  { weight: 4, arbitrary: fc.constant('Host: localhost') },
  { weight: 1, arbitrary: fc.constantFrom(...badHosts) },
);

const headerNames = [
  'Authorization',
  'Cookie',
  'Content-Type',
  'Origin',
  'User-Agent',
  'X-Forwarded-For',
  'Accept',
  'If-None-Match',
  'Access-Control-Request-Method',
  'Upgrade',
  'Expect',
  'Range',
  '\u00e9',
  'A B',
  '',
];

const long = 'a'.repeat(20_000);

const header = fc
  .tuple(
    fc.constantFrom(...headerNames),
    fc.oneof(
      fc.constantFrom(
        '',
        ' ',
        '\u00ff',
        'Bearer',
        'Bearer  x',
        '*',
        'null',
        'websocket',
        '100-continue',
      ),
      fc.constantFrom('a\rX-Injected: 1', 'a\nX-Injected: 1', 'a\r\nX-Injected: 1', 'a\0b', long),
      strangeText.map(latin1),
    ),
  )
  .map(([name, value]) => `${name}: ${value}`);

const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'CONNECT'];
const oddMethods = ['get', 'FOO', '', 'GET\0', 'G ET', '\u00e9', 'PRI', 'QUERY', 'PROPFIND'];

const json = 'Content-Type: application/json';
const goodBodies = fc.constantFrom(
  '\r\n',
  `Content-Length: 2\r\n${json}\r\n\r\n{}`,
  'Content-Length: 0\r\n\r\n',
  `Transfer-Encoding: chunked\r\n${json}\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
);

const badBodies = fc.constantFrom(
  'Transfer-Encoding: chunked\r\n\r\n0\r\nX-Injected: 1\r\n\r\n',
  'Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n',
  'Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n',
  'Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n',
  'Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
  'Content-Length: -1\r\n\r\n',
  'Content-Length: 0x2\r\n\r\n{}',
  'Content-Length: 99999999999999999999\r\n\r\n{}',
);

/** The bytes of something like an HTTP request, one per character, with `X-Injected` where it must not arrive. */
export const rawRequest = fc
  .tuple(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...methods) },
      { weight: 1, arbitrary: fc.constantFrom(...oddMethods) },
    ),
    targets,
    fc.oneof(
      { weight: 9, arbitrary: fc.constant('HTTP/1.1') },
      { weight: 1, arbitrary: fc.constantFrom('HTTP/1.0', 'HTTP/2.0', 'HTTP/0.9', 'http/1.1', '') },
    ),
    hosts,
    fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 2, arbitrary: fc.array(header, { maxLength: 2 }) },
    ),
    fc.oneof({ weight: 6, arbitrary: goodBodies }, { weight: 1, arbitrary: badBodies }),
  )
  .map(([method, target, version, host, headers, body]) =>
    [`${method} ${target} ${version}`, host, 'Connection: close', ...headers, body].join('\r\n'),
  );
