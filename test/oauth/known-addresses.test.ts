// What the server knows of the providers beforehand, held against what another library knows.
import { describe, expect, test } from 'bun:test';
import { loadConfig } from '../../src/config/config.ts';
import { definitions, namedProviders } from '../../src/core/providers/registry.ts';
import { wires } from '../support/stand-in/wires.ts';

const { config } = loadConfig({ env: {} });

function planOf(provider: (typeof namedProviders)[number], { providers } = config) {
  return definitions[provider].plan({ ...providers[provider], tenantId: 'common' });
}

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

describe.each([...namedProviders])('the addresses of %s', (provider) => {
  test('are those that everybody uses', async () => {
    const { endpoints, scopes } = planOf(provider);
    const { url, redeem } = wires[provider].arctic;
    if (!('token' in endpoints)) throw new Error('There are no addresses');
    const theirs = url([...scopes]);
    expect(endpoints.authorization).toBe(theirs.origin + theirs.pathname);
    expect(theirs.searchParams.get('scope')).toBe(scopes.join(' '));
    expect(endpoints.token).toBe(await calledBy(redeem));
  });

  test.each([
    ...wires[provider].ownNames.map((iss) => [iss, true] as const),
    ...wires[provider].foreignNames.map((iss) => [iss, false] as const),
  ])('say whether an answer may call its sender %j (RFC 9207)', (iss, isOwn) => {
    expect(planOf(provider).isOwnName(iss)).toBe(isOwn);
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
  expect(planOf('github', other)).toMatchObject({
    endpoints: { token: 'https://ghe.example.com/login/oauth/access_token' },
    documents: { user: { url: 'https://ghe.example.com/api/v3/user' } },
  });
  expect(planOf('google', other).endpoints).toEqual({ issuer: 'https://id.example.com' });
  const microsoft = { ...other.providers.microsoft, tenantId: 'Contoso.example' };
  expect(definitions.microsoft.plan(microsoft).endpoints).toMatchObject({
    keys: 'https://login.microsoftonline.us/contoso.example/discovery/v2.0/keys',
  });
});

test('Google may leave the scheme out of its name in an ID token', () => {
  const { issuerProblem } = planOf('google');
  expect(issuerProblem?.({ iss: 'accounts.google.com' })).toBeNull();
  expect(issuerProblem?.({ iss: 'https://accounts.google.com' })).toBeNull();
  expect(issuerProblem?.({ iss: 'https://accounts.google.com.evil.example' })).toContain('issuer');
});
