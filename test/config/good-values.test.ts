import { expect, test } from 'bun:test';
import { resolve } from 'node:path';
import { configOf, nowhere } from './attempt.ts';

const strongSecret = 'vM3x9QeLr7Tz1KpWbY5nHcD8uJfSgA2oXi6Z';

test.each([
  ['HOST', '0.0.0.0', { server: { host: '0.0.0.0' } }],
  ['HOST', '[::1]', { server: { host: '::1' } }],
  ['HOST', 'auth-1.internal', { server: { host: 'auth-1.internal' } }],
  ['PORT', '0', { server: { port: 0 } }],
  ['PORT', ' 65535 ', { server: { port: 65_535 } }],
  ['PORT', '', { server: { port: 3000 } }],
  ['APP_URL', 'HTTP://Auth.Example.com:80', { server: { appUrl: 'http://auth.example.com' } }],
  ['APP_URL', '  ', { server: { appUrl: 'http://localhost:3000', appUrlIsDefault: true } }],
  ['DOCS', 'OFF', { server: { docs: 'off' } }],
  ['RATE_LIMIT', 'off', { server: { rateLimit: false } }],
  ['RATE_LIMIT', 'false', { server: { rateLimit: false } }],
  [
    'CORS_ORIGINS',
    'https://a.example, http://b.example:8080/ https://a.example',
    { server: { corsOrigins: ['https://a.example', 'http://b.example:8080'] } },
  ],
  [
    'CORS_ORIGINS',
    'capacitor://localhost,IONIC://localhost,tauri://localhost,app://.,app://obsidian.md,http://localhost,moz-extension://4f2-A:1',
    {
      server: {
        corsOrigins: [
          'capacitor://localhost',
          'ionic://localhost',
          'tauri://localhost',
          'app://.',
          'app://obsidian.md',
          'http://localhost',
          'moz-extension://4f2-A:1',
        ],
      },
    },
  ],
  [
    'TRUSTED_PROXIES',
    '10.0.0.0/8,::1',
    { server: { trustedProxies: [{ prefixLength: 8 }, { prefixLength: 128 }] } },
  ],
  ['LOG_LEVEL', 'debug', { log: { level: 'debug' } }],
  ['LOG_FORMAT', 'pretty', { log: { format: 'pretty' } }],

  ['BRAND_NAME', ' Familie Müller 👋 ', { brand: { name: 'Familie Müller 👋' } }],
  ['BRAND_NAME', '👋'.repeat(40), { brand: { name: '👋'.repeat(40) } }],
  ['BRAND_NAME', '', { brand: { name: 'Anchor' } }],
  ['BRAND_LOGO', 'logo.svg', { brand: { logoFile: resolve(nowhere, 'logo.svg') } }],
  ['BRAND_COLOR', '#AB12ef', { brand: { color: '#ab12ef' } }],
  ['BRAND_COLOR', 'ab12ef', { brand: { color: '#ab12ef' } }],
  ...['Grandma', 'help@example.com', 'https://example.com/help?a=b#c', 'Help desk: 555 0100'].map(
    (text) => ['SUPPORT_CONTACT', text, { brand: { supportContact: text } }] as const,
  ),
  ['DEFAULT_LANGUAGE', 'DE', { defaultLanguage: 'de' }],

  ['DATA_DIR', '/var/lib/a', { storage: { databaseFile: resolve('/var/lib/a/anchor.db') } }],
  ['DATABASE_URL', 'x.db', { storage: { databaseFile: resolve(nowhere, 'x.db') } }],
  ['DATABASE_URL', 'file:./x.db', { storage: { databaseFile: resolve(nowhere, 'x.db') } }],
  ['DATABASE_URL', 'file:///var/x.db', { storage: { databaseFile: resolve('/var/x.db') } }],
  ['DATABASE_URL', 'sqlite:/var/x.db', { storage: { databaseFile: resolve('/var/x.db') } }],
  ['DATABASE_URL', 'sqlite://x.db', { storage: { databaseFile: resolve(nowhere, 'x.db') } }],

  ['JWT_SECRET', strongSecret, { tokens: { jwtSecret: strongSecret } }],
  ['JWT_SECRET', ` ${strongSecret} `, { tokens: { jwtSecret: ` ${strongSecret} ` } }],
  ['JWT_SECRET', '', { tokens: { jwtSecret: null } }],
  ['JWT_SECRET_PREVIOUS', strongSecret, { tokens: { jwtSecretPrevious: strongSecret } }],
  ['JWT_SECRET', strongSecret, { tokens: { algorithm: null } }],
  ['ACCESS_TOKEN_ALG', 'es256', { tokens: { algorithm: 'ES256' } }],
  ['ACCESS_TOKEN_ALG', 'HS256', { tokens: { algorithm: 'HS256' } }],
  ['SIGNING_KEY_ROTATION', '0', { tokens: { keyRotationSeconds: 0 } }],
  ['SIGNING_KEY_ROTATION', '1d', { tokens: { keyRotationSeconds: 86_400 } }],
  [
    'APP_AUDIENCES',
    'reports, https://wiki.example.com/a_b:c reports',
    { tokens: { appAudiences: ['reports', 'https://wiki.example.com/a_b:c'] } },
  ],
  ['ACCESS_TOKEN_TTL', '1s', { tokens: { accessTtlSeconds: 1 } }],
  ['ACCESS_TOKEN_TTL', '2000ms', { tokens: { accessTtlSeconds: 2 } }],
  ['ACCESS_TOKEN_TTL', '24h', { tokens: { accessTtlSeconds: 86_400 } }],
  ['REFRESH_TOKEN_TTL', '15m', { tokens: { refreshTtlSeconds: 900 } }],
  ['REFRESH_GRACE_SECONDS', '0', { tokens: { refreshGraceSeconds: 0 } }],

  ['USER_SIGNUP', 'review', { policy: { signup: 'review' } }],
  ['DISABLE_INTERNAL_AUTH', 'Yes', { policy: { disableInternalAuth: true } }],
  ['ENABLE_PASSWORD_VALIDATION', '0', { policy: { strictPasswords: false } }],
  ['REQUIRE_VERIFIED_EMAIL', 'yes', { policy: { requireVerifiedEmail: true } }],
  ['SETUP_TOKEN', 'let me in', { policy: { setupToken: 'let me in' } }],
  ['LINK_POLICY', 'keep', { policy: { linkPolicy: 'keep' } }],

  ['OIDC_ENABLED', 'on', { oidc: { enabled: true } }],
  ['OIDC_PROVIDER_NAME', 'Unsere Anmeldung', { oidc: { providerName: 'Unsere Anmeldung' } }],
  ['OIDC_ISSUER_URL', 'https://id.example/x/', { oidc: { issuerUrl: 'https://id.example/x/' } }],
  ['OIDC_ISSUER_URL', 'http://127.0.0.1:9000', { oidc: { issuerUrl: 'http://127.0.0.1:9000' } }],
  ['OIDC_CLIENT_ID', 'anchor-web', { oidc: { clientId: 'anchor-web' } }],
  ['OIDC_CLIENT_ID', 'anchor web', { oidc: { clientId: 'anchor web' } }],
  ['OIDC_CLIENT_AUTH', 'Post', { oidc: { clientAuth: 'post' } }],
  [
    'OIDC_INTERNAL_URL',
    'HTTP://pocket-id:1411/',
    { oidc: { internalUrl: 'http://pocket-id:1411' } },
  ],
  ['OIDC_CLIENT_SECRET', 'two words', { oidc: { clientSecret: 'two words' } }],
  ['OIDC_CLIENT_SECRET', 's3cret', { oidc: { clientSecret: 's3cret' } }],
  ['OIDC_RESPONSE_MODE', 'FORM_POST', { oidc: { responseMode: 'form_post' } }],
  ['OIDC_MOBILE_CLIENT_IDS', 'ios, android', { oidc: { mobileClientIds: ['ios', 'android'] } }],
  [
    'APP_CALLBACK_SCHEMES',
    'Anchor, com.example.app',
    { oidc: { appCallbackSchemes: ['anchor', 'com.example.app'] } },
  ],
  ['OIDC_AUTO_CREATE', 'false', { oidc: { autoCreate: false } }],
  ['OIDC_TRUST_EMAIL', '1', { oidc: { trustEmail: true } }],
  ['OIDC_MOBILE_AUDIENCE_CHECK', 'strict', { oidc: { mobileAudienceCheck: 'strict' } }],

  ['SMTP_HOST', 'Smtp.Example.com', { mail: { host: 'smtp.example.com' } }],
  ['SMTP_HOST', '[::1]', { mail: { host: '::1' } }],
  ['SMTP_HOST', 'postfix', { mail: { host: 'postfix' } }],
  ['SMTP_PORT', '2525', { mail: { port: 2525 } }],
  ['SMTP_TLS', 'IMPLICIT', { mail: { tls: 'implicit' } }],
  ['SMTP_TLS', 'none', { mail: { tls: 'none' } }],
  ['SMTP_USER', 'apikey', { mail: { user: 'apikey' } }],
  ['SMTP_PASSWORD', 'two words', { mail: { password: 'two words' } }],
  [
    'SMTP_FROM',
    '"Müller, Söhne" <auth@bücher.example>',
    { mail: { from: { name: 'Müller, Söhne', address: 'auth@xn--bcher-kva.example' } } },
  ],
  ['SMTP_FROM', '<a@b.example>', { mail: { from: { name: null, address: 'a@b.example' } } }],
  ['SMTP_EHLO', 'Auth.Example.com', { mail: { ehlo: 'Auth.Example.com' } }],
  ['SMTP_EHLO', '[IPv6:2001:db8::1]', { mail: { ehlo: '[IPv6:2001:db8::1]' } }],
  ['NOTIFY', 'sign-in  PENDING', { mail: { notify: ['pending', 'sign-in'] } }],
  ['NOTIFY', 'none', { mail: { notify: [] } }],

  ['GITHUB_CLIENT_ID', 'gh', { providers: { github: { clientId: 'gh' } } }],
  ['GITHUB_CLIENT_SECRET', 's', { providers: { github: { clientSecret: 's' } } }],
  [
    'GITHUB_BASE_URL',
    'http://[::1]:4/',
    { providers: { github: { addresses: { baseUrl: 'http://[::1]:4' } } } },
  ],
  [
    'GITHUB_API_URL',
    'https://ghe.example/api/v3/',
    { providers: { github: { addresses: { apiUrl: 'https://ghe.example/api/v3' } } } },
  ],
  ['GOOGLE_CLIENT_ID', 'g', { providers: { google: { clientId: 'g' } } }],
  ['GOOGLE_CLIENT_SECRET', 's', { providers: { google: { clientSecret: 's' } } }],
  [
    'GOOGLE_ISSUER_URL',
    'https://g.lan/',
    { providers: { google: { addresses: { issuerUrl: 'https://g.lan/' } } } },
  ],
  ['MICROSOFT_CLIENT_ID', 'ms', { providers: { microsoft: { clientId: 'ms' } } }],
  ['MICROSOFT_CLIENT_SECRET', 's', { providers: { microsoft: { clientSecret: 's' } } }],
  ['MICROSOFT_TENANT_ID', 'a.example', { providers: { microsoft: { tenantId: 'a.example' } } }],
  [
    'MICROSOFT_AUTHORITY',
    'https://login.microsoftonline.us',
    { providers: { microsoft: { addresses: { authority: 'https://login.microsoftonline.us' } } } },
  ],
  [
    'AVATAR_ALLOW_HOSTS',
    'Media.LAN, 127.0.0.1:8080, ::1, [fd00::2]:80',
    { avatars: { allowHosts: ['media.lan', '127.0.0.1:8080', '[::1]', '[fd00::2]:80'] } },
  ],
  ['AUDIT_RETENTION_DAYS', '1', { audit: { retentionDays: 1 } }],
] as const)('%s=%s is understood', (name, text, expected) => {
  expect(configOf({ [name]: text })).toMatchObject(expected);
});

test('an issuer without https is accepted once that is allowed', () => {
  const config = configOf({ OIDC_ISSUER_URL: 'http://id.lan', OIDC_ALLOW_HTTP: 'true' });
  expect(config.oidc).toMatchObject({ issuerUrl: 'http://id.lan', allowHttp: true });
});

test.each(['true', '1', 'yes', 'on', 'TRUE', 'Yes'])('%s switches a setting on', (word) => {
  expect(configOf({ OIDC_TRUST_EMAIL: word }).oidc.trustEmail).toBe(true);
});

test.each(['false', '0', 'no', 'off', 'FALSE', 'No'])('%s switches a setting off', (word) => {
  expect(configOf({ OIDC_TRUST_EMAIL: word }).oidc.trustEmail).toBe(false);
});
