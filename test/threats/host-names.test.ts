// T49: whatever host a request names, every address that the server writes is made of APP_URL.
import { afterAll, describe, expect, test } from 'bun:test';
import { sendRaw } from '../fuzz/raw-http.ts';
import { documentation } from '../support/documentation.ts';
import { createTestApp } from '../support/test-app.ts';

const app = await createTestApp({
  RATE_LIMIT: 'off',
  APP_URL: 'https://auth.example.com',
  GITHUB_CLIENT_ID: 'our-client',
  GITHUB_CLIENT_SECRET: 'our-secret',
});
const port = Number(new URL(app.listen()).port);
afterAll(() => app[Symbol.asyncDispose]());

const evil = 'evil.example';
const heads: readonly (readonly [string, string, string])[] = [
  ['Host', '', `Host: ${evil}`],
  ['a host with a port', '', `Host: ${evil}:8443`],
  ['X-Forwarded-Host', '', `Host: localhost\r\nX-Forwarded-Host: ${evil}`],
  ['X-Host', '', `Host: localhost\r\nX-Host: ${evil}\r\nX-Original-Host: ${evil}`],
  ['Forwarded', '', `Host: localhost\r\nForwarded: host=${evil};proto=http`],
  [
    'X-Original-URL',
    '',
    `Host: localhost\r\nX-Original-URL: //${evil}\r\nX-Rewrite-URL: //${evil}`,
  ],
  [
    'Origin and Referer',
    '',
    `Host: localhost\r\nOrigin: http://${evil}\r\nReferer: http://${evil}/`,
  ],
  ['the request line', `http://${evil}`, 'Host: localhost'],
  ['a password in the request line', `http://a:b@${evil}`, 'Host: localhost'],
];

const { paths } = await documentation();
const pages = ['/', '/login', '/register', '/account', '/admin', '/docs', '/docs/json', '/nope'];
const addresses = [...pages, ...Object.keys(paths)].map((path) =>
  path.replace('{provider}', 'github').replace(/\{\w+\}/, 'x'),
);

describe.each([...heads])('another host in %s', (_, authority, head) => {
  test('is repeated by no address of the server', async () => {
    const answers = await Promise.all(
      addresses.map((path) =>
        sendRaw(port, `GET ${authority}${path} HTTP/1.1\r\n${head}\r\nConnection: close\r\n\r\n`),
      ),
    );
    for (const { text } of answers) {
      expect(text).toStartWith('HTTP/1.1 ');
      expect(text).not.toContain(evil);
    }
    const away = answers.filter(({ text }) =>
      text.includes(encodeURIComponent('auth.example.com')),
    );
    expect(away.length).toBeGreaterThan(0);
  });
});
