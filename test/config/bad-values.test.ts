import { describe, expect, test } from 'bun:test';
import { loadConfig } from '../../src/config/config.ts';
import { problemsOf } from './attempt.ts';

const origin = 'takes the address people open, such as https://auth.example.com, without a path';
const contact = 'takes a name, an e-mail address or an https:// link of at most 200 characters';
const secure = 'takes an https:// address (http:// only on this machine)';

const badValues: readonly (readonly [string, string, string])[] = [
  [
    'HOST',
    'http://0.0.0.0',
    'takes an address or a host name without scheme and port, such as 0.0.0.0; got "http://0.0.0.0"',
  ],
  [
    'HOST',
    '0.0.0.0:3000',
    'takes an address or a host name without scheme and port, such as 0.0.0.0; got "0.0.0.0:3000"',
  ],
  [
    'HOST',
    '0.0.0',
    'takes an address or a host name without scheme and port, such as 0.0.0.0; got "0.0.0"',
  ],
  ['PORT', '65536', 'takes a whole number from 0 to 65535; got "65536"'],
  ['PORT', '3000.5', 'takes a whole number from 0 to 65535; got "3000.5"'],
  ['PORT', '-1', 'takes a whole number from 0 to 65535; got "-1"'],
  ['PORT', 'http', 'takes a whole number from 0 to 65535; got "http"'],
  ['APP_URL', 'auth.example.com', `${origin}; got "auth.example.com"`],
  ['APP_URL', 'ftp://auth.example.com', `${origin}; got "ftp://auth.example.com"`],
  ['APP_URL', 'https://example.com/auth', `${origin}; got "https://example.com/auth"`],
  ['APP_URL', 'https://example.com/?', `${origin}; got "https://example.com/?"`],
  ['APP_URL', 'https://example.com/#x', `${origin}; got "https://example.com/#x"`],
  ['APP_URL', 'https:example.com', `${origin}; got "https:example.com"`],
  ['APP_URL', 'https://', `${origin}; got "https://"`],
  ['APP_URL', 'https://me:CANARY@example.com', `${origin}; got "https://…@example.com"`],
  [
    'APP_URL',
    `https://example.com/${'x'.repeat(90)}`,
    `${origin}; got "https://example.com/${'x'.repeat(40)}…"`,
  ],
  [
    'TRUSTED_PROXIES',
    '10.0.0.0/8, proxy.lan',
    'takes addresses or networks such as 10.0.0.0/8; got "proxy.lan"',
  ],
  [
    'CORS_ORIGINS',
    '*',
    'takes exact origins such as https://app.example.com, and * would allow every website; got "*"',
  ],
  [
    'CORS_ORIGINS',
    'https://*.example.com',
    'takes exact origins such as https://app.example.com, and * would allow every website; got "https://*.example.com"',
  ],
  [
    'CORS_ORIGINS',
    'https://a.example,null',
    'takes origins such as https://app.example.com or capacitor://localhost, without a path; got "null"',
  ],
  [
    'CORS_ORIGINS',
    'https://a.example/x',
    'takes origins such as https://app.example.com or capacitor://localhost, without a path; got "https://a.example/x"',
  ],
  ...[
    'capacitor://localhost/x',
    'capacitor://localhost?x',
    'capacitor:localhost',
    'capacitor://',
    'capacitor://lo_cal/',
    'file:///',
    'file://localhost',
    'ws://localhost',
    'javascript://localhost',
    'https:///localhost',
    'localhost',
  ].map(
    (text) =>
      [
        'CORS_ORIGINS',
        text,
        `takes origins such as https://app.example.com or capacitor://localhost, without a path; got "${text}"`,
      ] as const,
  ),
  [
    'CORS_ORIGINS',
    'app://*',
    'takes exact origins such as https://app.example.com, and * would allow every website; got "app://*"',
  ],
  ['DOCS', 'private', 'takes public, admin or off; got "private"'],
  ['RATE_LIMIT', 'maybe', 'takes on or off; got "maybe"'],
  ['LOG_LEVEL', 'trace', 'takes debug, info, warn or error; got "trace"'],
  ['LOG_FORMAT', 'xml', 'takes pretty or json; got "xml"'],
  [
    'BRAND_NAME',
    'a'.repeat(41),
    `takes one line of at most 40 characters; got "${'a'.repeat(41)}"`,
  ],
  ['BRAND_NAME', 'a\tb', 'takes one line of at most 40 characters; got "a\uFFFDb"'],
  ['BRAND_NAME', 'a\u202Eb', 'takes one line of at most 40 characters; got "a\u202Eb"'],
  ['BRAND_LOGO', 'a\nb', 'takes a path; got "a\uFFFDb"'],
  ['BRAND_LOGO_DARK', 'a', 'takes a picture only beside BRAND_LOGO, which is not set'],
  ...['#abc', 'red', '#12345g', '#1234567'].map(
    (text) =>
      [
        'BRAND_COLOR',
        text,
        `takes a colour of six hex digits such as #2458c5; got "${text}"`,
      ] as const,
  ),
  ...[
    'http://example.com',
    'javascript:alert(1)',
    'mailto:help@example.com',
    'https://',
    'a\u2028b',
  ].map((text) => ['SUPPORT_CONTACT', text, `${contact}; got "${text}"`] as const),
  ['SUPPORT_CONTACT', 'https://me:CANARY@a.example', `${contact}; got "https://…@a.example"`],
  ['SUPPORT_CONTACT', 'a'.repeat(201), `${contact}; got "${'a'.repeat(60)}…"`],
  ['DEFAULT_LANGUAGE', 'it', 'takes en, de, fr or es; got "it"'],
  [
    'ACCESS_TOKEN_TTL',
    '15',
    'takes a time from 1s to 24h in whole seconds: a number and ms, s, m, h or d, such as 15m; got "15"',
  ],
  [
    'ACCESS_TOKEN_TTL',
    '25h',
    'takes a time from 1s to 24h in whole seconds: a number and ms, s, m, h or d, such as 15m; got "25h"',
  ],
  [
    'ACCESS_TOKEN_TTL',
    '1500ms',
    'takes a time from 1s to 24h in whole seconds: a number and ms, s, m, h or d, such as 15m; got "1500ms"',
  ],
  ['REFRESH_TOKEN_TTL', '5m', 'takes a time at least as long as ACCESS_TOKEN_TTL (900s); got 300s'],
  ['REFRESH_GRACE_SECONDS', '301', 'takes a whole number from 0 to 300; got "301"'],
  ['USER_SIGNUP', 'closed', 'takes enabled, review or disabled; got "closed"'],
  ['DISABLE_INTERNAL_AUTH', 'ja', 'takes true or false; got "ja"'],
  ['REQUIRE_VERIFIED_EMAIL', 'sometimes', 'takes true or false; got "sometimes"'],
  ['LINK_POLICY', 'none', 'takes secure or keep; got "none"'],
  [
    'OIDC_ISSUER_URL',
    'http://id.lan',
    'takes an https:// issuer (http:// only on this machine, or with OIDC_ALLOW_HTTP=true); got "http://id.lan"',
  ],
  [
    'OIDC_ISSUER_URL',
    'http://127.0.0.1.example.com',
    'takes an https:// issuer (http:// only on this machine, or with OIDC_ALLOW_HTTP=true); got "http://127.0.0.1.example.com"',
  ],
  [
    'OIDC_ISSUER_URL',
    'id.lan',
    'takes the issuer of the provider, such as https://login.example.com; got "id.lan"',
  ],
  [
    'OIDC_ISSUER_URL',
    'https://id.lan/.well-known/openid-configuration',
    'takes the issuer alone, without /.well-known/openid-configuration; got "https://id.lan/.well-known/openid-configuration"',
  ],
  [
    'OIDC_CLIENT_ID',
    ' anchor',
    'takes an identifier, and this has blanks at its ends; remove them; got " anchor"',
  ],
  [
    'GITHUB_CLIENT_ID',
    'anchor\u00A0',
    'takes an identifier, and this has blanks at its ends; remove them; got "anchor\u00A0"',
  ],
  [
    'OIDC_CLIENT_ID',
    'a\tb',
    'takes an identifier of at most 512 printable characters; got "a\uFFFDb"',
  ],
  ['OIDC_CLIENT_AUTH', 'none', 'takes auto, basic or post; got "none"'],
  ['OIDC_PROVIDER_NAME', 'a\u0007b', 'takes one line of at most 100 characters; got "a�b"'],
  ['OIDC_MOBILE_AUDIENCE_CHECK', 'off', 'takes auto or strict; got "off"'],
  ['GITHUB_BASE_URL', 'http://ghe.example', `${secure}; got "http://ghe.example"`],
  ['GOOGLE_ISSUER_URL', 'http://google.example', `${secure}; got "http://google.example"`],
  [
    'MICROSOFT_AUTHORITY',
    'login.microsoftonline.com',
    `${secure}; got "login.microsoftonline.com"`,
  ],
  [
    'MICROSOFT_TENANT_ID',
    'a/b',
    'takes a tenant id, a domain, or common, organizations, consumers; got "a/b"',
  ],
  [
    'AVATAR_ALLOW_HOSTS',
    'media.lan *.lan',
    'takes host names or addresses, each with or without :port; got "*.lan"',
  ],
  [
    'AVATAR_ALLOW_HOSTS',
    'media.lan:99999',
    'takes host names or addresses, each with or without :port; got "media.lan:99999"',
  ],
  ...['[media.lan]:80', '[10.0.0.1]', 'fe80::1%eth0'].map(
    (wrong) =>
      [
        'AVATAR_ALLOW_HOSTS',
        wrong,
        `takes host names or addresses, each with or without :port; got "${wrong}"`,
      ] as const,
  ),
  ['AUDIT_RETENTION_DAYS', '0', 'takes a whole number from 1 to 36500; got "0"'],
];

describe('a wrong value stops the start with one line that says what the variable takes', () => {
  test.each(badValues)('%s=%s', (name, value, predicate) => {
    expect(problemsOf({ [name]: value })).toEqual([`${name} ${predicate}`]);
  });

  test('all wrong values are reported together', () => {
    const env = { PORT: 'x', DOCS: 'x', ACCESS_TOKEN_TTL: '2h', REFRESH_TOKEN_TTL: '1h' };
    expect(problemsOf(env).map((line) => line.split(' ')[0])).toEqual([
      'PORT',
      'DOCS',
      'REFRESH_TOKEN_TTL',
    ]);
  });
});

test('trusting every address as a proxy is allowed, with a warning', () => {
  const { warnings } = loadConfig({ env: { TRUSTED_PROXIES: '10.0.0.0/8, 0.0.0.0/0' } });
  expect(warnings).toEqual([
    'TRUSTED_PROXIES trusts every address: any client can then claim any IP address; name your proxy',
  ]);
});
