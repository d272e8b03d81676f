import { expect, test } from 'bun:test';
import { resolve } from 'node:path';
import { loadConfig } from '../../src/config/config.ts';
import type { AddressVariable } from '../../src/core/providers/definition.ts';
import { eachProvider } from '../../src/core/providers/registry.ts';
import { configOf, nowhere } from './attempt.ts';

test('without any variable the server has its documented defaults', () => {
  const { config, warnings } = loadConfig({ env: {}, cwd: nowhere });
  expect(warnings).toEqual([]);
  expect(config).toEqual({
    server: {
      host: '127.0.0.1',
      port: 3000,
      appUrl: 'http://localhost:3000',
      appUrlIsDefault: true,
      trustedProxies: [],
      corsOrigins: [],
      docs: 'public',
      rateLimit: true,
    },
    log: { level: 'info', format: 'json' },
    brand: {
      name: 'Anchor',
      logoFile: null,
      logoDarkFile: null,
      color: null,
      supportContact: null,
    },
    defaultLanguage: 'en',
    storage: {
      kind: 'sqlite',
      dataDir: resolve(nowhere, 'data'),
      secretKey: null,
      databaseFile: resolve(nowhere, 'data/anchor.db'),
    },
    tokens: {
      jwtSecret: null,
      jwtSecretPrevious: null,
      algorithm: null,
      keyRotationSeconds: 7_776_000,
      appAudiences: [],
      accessTtlSeconds: 900,
      refreshTtlSeconds: 7_776_000,
      refreshGraceSeconds: 60,
    },
    policy: {
      signup: null,
      disableInternalAuth: null,
      strictPasswords: null,
      requireVerifiedEmail: false,
      setupToken: null,
      linkPolicy: 'secure',
    },
    oidc: {
      enabled: null,
      providerName: null,
      issuerUrl: null,
      internalUrl: null,
      clientId: null,
      clientSecret: null,
      clientAuth: 'auto',
      responseMode: 'query',
      mobileClientIds: null,
      appCallbackSchemes: ['anchor'],
      autoCreate: null,
      trustEmail: null,
      allowHttp: null,
      mobileAudienceCheck: null,
      options: {
        emailClaim: null,
        nameClaim: null,
        prompt: null,
        logout: null,
        autoRedirect: null,
        scopes: null,
        groupsClaim: null,
        allowedGroups: null,
        adminGroups: null,
        syncGroups: null,
        sessionTtl: null,
      },
    },
    providers: eachProvider(({ addresses }) => ({
      clientId: null,
      clientSecret: null,
      tenantId: null,
      addresses: Object.fromEntries(
        Object.entries<AddressVariable>(addresses).map(([name, { fallback }]) => [name, fallback]),
      ),
    })),
    mail: {
      host: null,
      port: null,
      tls: null,
      user: null,
      password: null,
      from: null,
      ehlo: null,
      notify: null,
    },
    webhook: null,
    avatars: { allowHosts: [] },
    audit: { retentionDays: 365 },
  });
});

test('the public addresses of GitHub, Google and Microsoft are known', () => {
  const { github, google, microsoft } = configOf({}).providers;
  expect(github.addresses).toEqual({
    baseUrl: 'https://github.com',
    apiUrl: 'https://api.github.com',
  });
  expect(google.addresses).toEqual({ issuerUrl: 'https://accounts.google.com' });
  expect(microsoft.addresses).toEqual({ authority: 'https://login.microsoftonline.com' });
});

test('the address of the server follows the port until it is named', () => {
  expect(configOf({ PORT: '8080' }).server.appUrl).toBe('http://localhost:8080');
  expect(configOf({ PORT: '80' }).server.appUrl).toBe('http://localhost');
  expect(configOf({ APP_URL: 'https://auth.example.com/' }).server).toMatchObject({
    appUrl: 'https://auth.example.com',
    appUrlIsDefault: false,
  });
});

test.each([
  [{}, true, 'pretty'],
  [{}, false, 'json'],
  [{ LOG_FORMAT: 'json' }, true, 'json'],
  [{ LOG_FORMAT: 'pretty' }, false, 'pretty'],
] as const)('with %j, on a terminal: %p, log lines are %s', (env, isTerminal, format) => {
  expect(loadConfig({ env, isTerminal }).config.log.format).toBe(format);
});

test('nothing in the configuration can be changed after the start', () => {
  const config = configOf({ TRUSTED_PROXIES: '10.0.0.0/8', OIDC_MOBILE_CLIENT_IDS: 'ios' });
  const thaw = (value: unknown): string[] =>
    typeof value === 'object' && value !== null
      ? [
          ...(Object.isFrozen(value) ? [] : [JSON.stringify(value)]),
          ...Object.values(value).flatMap(thaw),
        ]
      : [];
  expect(thaw(config)).toEqual([]);
});
