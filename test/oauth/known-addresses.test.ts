// What the server knows of GitHub, Google and Microsoft beforehand, held against what another library knows.
import { describe, expect, test } from 'bun:test';
import { GitHub, Google, MicrosoftEntraId } from 'arctic';
import { loadConfig } from '../../src/config/config.ts';
import type { ProviderSetup } from '../../src/features/federation/social/rules.ts';
import { github } from '../../src/features/federation/social/providers/github.ts';
import { google } from '../../src/features/federation/social/providers/google.ts';
import { microsoft } from '../../src/features/federation/social/providers/microsoft.ts';

const { config } = loadConfig({ env: {} });
const setup: ProviderSetup = { addresses: config.providers, tenantId: 'common' };
const redirectUri = 'http://localhost:3000/callback';
const client = ['id', 'secret', redirectUri] as const;

const known = [
  {
    name: 'GitHub',
    plan: github(setup),
    url: (scopes: string[]) => new GitHub(...client).createAuthorizationURL('s', scopes),
    redeem: () => new GitHub(...client).validateAuthorizationCode('c'),
  },
  {
    name: 'Google',
    plan: google(setup),
    url: (scopes: string[]) => new Google(...client).createAuthorizationURL('s', 'v', scopes),
    redeem: () => new Google(...client).validateAuthorizationCode('c', 'v'),
  },
  {
    name: 'Microsoft',
    plan: microsoft(setup),
    url: (scopes: string[]) =>
      new MicrosoftEntraId('common', ...client).createAuthorizationURL('s', 'v', scopes),
    redeem: () => new MicrosoftEntraId('common', ...client).validateAuthorizationCode('c', 'v'),
  },
] as const;

/** The address that a piece of work would call, without calling it. */
async function calledBy(work: () => Promise<unknown>): Promise<string> {
  const own = globalThis.fetch;
  const urls: string[] = [];
  const caught = (request: Request) => {
    urls.push(request.url);
    return Promise.reject(new Error('no network'));
  };
  globalThis.fetch = caught as unknown as typeof fetch;
  try {
    await work().catch(() => null);
  } finally {
    globalThis.fetch = own;
  }
  return urls.join(' ');
}

describe.each(known)('the addresses of $name', ({ plan, url, redeem }) => {
  test('are those that everybody uses', async () => {
    const { endpoints, scopes } = plan;
    if (!('token' in endpoints)) throw new Error('There are no addresses');
    const theirs = url([...scopes]);
    expect(endpoints.authorization).toBe(theirs.origin + theirs.pathname);
    expect(theirs.searchParams.get('scope')).toBe(scopes.join(' '));
    expect(endpoints.token).toBe(await calledBy(redeem));
  });
});

test('GitHub Enterprise, another Google issuer and a national cloud come from the environment', () => {
  const { config: other } = loadConfig({
    env: {
      GITHUB_BASE_URL: 'https://ghe.example.com',
      GITHUB_API_URL: 'https://ghe.example.com/api/v3/',
      GOOGLE_ISSUER_URL: 'https://id.example.com',
      MICROSOFT_AUTHORITY: 'https://login.microsoftonline.us',
    },
  });
  const elsewhere = { addresses: other.providers, tenantId: 'Contoso.example' };
  expect(github(elsewhere)).toMatchObject({
    endpoints: { token: 'https://ghe.example.com/login/oauth/access_token' },
    documents: { user: { url: 'https://ghe.example.com/api/v3/user' } },
  });
  expect(google(elsewhere).endpoints).toEqual({ issuer: 'https://id.example.com' });
  expect(microsoft(elsewhere).endpoints).toMatchObject({
    keys: 'https://login.microsoftonline.us/contoso.example/discovery/v2.0/keys',
  });
});

describe('what an answer may call its sender (RFC 9207)', () => {
  const tenant = 'https://login.microsoftonline.com/11111111-2222-4333-8444-555555555555/v2.0';
  test.each([
    [github(setup), 'https://github.com/login/oauth', true],
    [github(setup), 'https://github.com', false],
    [google(setup), 'https://accounts.google.com', true],
    [google(setup), 'accounts.google.com', false],
    [microsoft(setup), tenant, true],
    [microsoft(setup), tenant.replace('.com', '.us'), false],
    [microsoft(setup), 'https://login.microsoftonline.com/common/v2.0', false],
    [microsoft(setup), '', false],
  ] as const)('%# %s', (plan, iss, isOwn) => {
    expect(plan.isOwnName(iss)).toBe(isOwn);
  });
});

test('Google may leave the scheme out of its name in an ID token', () => {
  const { issuerProblem } = google(setup);
  expect(issuerProblem?.({ iss: 'accounts.google.com' })).toBeNull();
  expect(issuerProblem?.({ iss: 'https://accounts.google.com' })).toBeNull();
  expect(issuerProblem?.({ iss: 'https://accounts.google.com.evil.example' })).toContain('issuer');
});
