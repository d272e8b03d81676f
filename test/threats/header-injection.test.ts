// T53: no text from outside ends a line of an answer's head, whichever way it comes in and goes out again.
import { afterAll, describe, expect, test } from 'bun:test';
import { sendRaw } from '../fuzz/raw-http.ts';
import { addSignedIn } from '../support/people.ts';
import { type Call, createTestApp } from '../support/test-app.ts';

const origin = 'https://app.example.com';
const app = await createTestApp({
  RATE_LIMIT: 'off',
  CORS_ORIGINS: origin,
  GITHUB_CLIENT_ID: 'our-client',
  GITHUB_CLIENT_SECRET: 'our-secret',
});
const admin = await addSignedIn(app, { isAdmin: true });
const port = Number(new URL(app.listen()).port);
afterAll(() => app[Symbol.asyncDispose]());

const lineEnds = ['\r\n', '\n', '\r', '\u0085', '\u2028', '\u{10d}\u{10a}', '\0', '\v', '\f'];
const texts = lineEnds.map((end) => `/account${end}Set-Cookie: canary=1${end}${end}<b>`);

const doors: readonly (readonly [string, (text: string) => Call, number])[] = [
  ['a redirect', (text) => get(`oauth/github/start?redirect=${encoded(text)}`), 400],
  ['a state', (text) => get(`oauth/github/callback?code=x&state=${encoded(text)}`), 400],
  ['an error', (text) => get(`oauth/github/callback?error=${encoded(text)}`), 400],
  ['a provider', (text) => get(`oauth/${encoded(text)}`), 400],
  ['an unknown path', (text) => get(`x${encoded(text)}`), 404],
  ['an id', (text) => ({ ...get(`sessions/${encoded(text)}`), method: 'DELETE' }), 404],
  ['a name', (name) => ({ ...get('profile'), method: 'PATCH', json: { name } }), 400],
  ['the setting of a link', (issuerUrl) => patchOidc({ issuerUrl }), 400],
];

describe.each([...doors])('a line end in %s', (_, call, status) => {
  test.each([...texts])('stays inside: %j', async (text) => {
    const answer = await app.send(call(text));
    // Signs above U+007F end no line, and some fields may hold them.
    if (/[\r\n\0]/.test(text)) expect(answer.status).toBe(status);
    expect(answer.status).toBeLessThan(500);
    for (const [name, value] of answer.headers) {
      expect(value).not.toMatch(/[\r\n\0]/);
      expect(name === 'set-cookie' && value.includes('canary')).toBe(false);
    }
    expect(answer.headers.get('content-type') ?? '').not.toContain('html');
  });
});

const heads: readonly (readonly [string, string])[] = [
  ['an origin that may read', `Origin: ${origin}\rX-Evil: 1`],
  ['a known tag', 'If-None-Match: "a\rX-Evil: 1"'],
  ['a request id', 'X-Request-Id: a\rX-Evil: 1'],
  ['a cookie', 'Cookie: anchor-flow-x=a\rX-Evil: 1'],
  ['a browser’s name', 'User-Agent: a\rX-Evil: 1'],
  ['a line feed in an origin', `Origin: ${origin}\nX-Evil: 1`],
  ['a NUL in an origin', `Origin: ${origin}\0X-Evil: 1`],
];

test.each([...heads])('a request with a bare line end in %s is refused', async (_, line) => {
  const bytes = `GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${line}\r\n\r\n`;
  const { text } = await sendRaw(port, bytes);
  expect(text).toStartWith('HTTP/1.1 400 ');
  expect(text.toLowerCase()).not.toContain('x-evil');
});

function get(path: string): Call {
  return { path: `/api/auth/${path}`, bearer: admin.access_token };
}

function patchOidc(json: object): Call {
  const path = '/api/admin/settings/oidc';
  return { method: 'PATCH', path, bearer: admin.access_token, json };
}

function encoded(text: string): string {
  return encodeURIComponent(text);
}
