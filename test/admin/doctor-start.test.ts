// Whether a sign-in would begin, and whether the way back from a sign-out is accepted: asked of the provider itself.
import { expect, test } from 'bun:test';
import type { Finding } from '../../src/openid/findings.ts';
import { diagnose } from '../../src/openid/doctor.ts';
import { oidcOptionList, type OidcOptionValues } from '../../src/core/oidc-options.ts';
import { createOutbound } from '../../src/io/outbound.ts';
import type { Reply, Script } from '../support/provider/script.ts';
import { callback, startRealProvider } from '../support/real-provider.ts';
import { canary, examine, settingsOf, startHealthyProvider } from './doctor-settings.ts';

const usual = Object.fromEntries(
  oidcOptionList.map(([name, { fallback }]) => [name, fallback]),
) as OidcOptionValues;

const codesOf = (findings: readonly Finding[], check: Finding['check']) =>
  findings.filter((one) => one.check === check).map(({ code, outcome }) => `${code} ${outcome}`);

const back = (error: string): Reply => ({
  status: 302,
  text: '',
  headers: { location: `https://auth.example.com/api/auth/oidc/callback?error=${error}` },
});

const rows: readonly (readonly [string, Script, readonly string[]])[] = [
  ['asks for a sign-in', {}, ['start_accepted ok']],
  ['asks for consent', { authorize: back('consent_required') }, ['start_accepted ok']],
  ['refuses a scope', { authorize: back('invalid_scope') }, ['start_refused warning']],
  ['refuses the client', { authorize: back('unauthorized_client') }, ['start_refused warning']],
  ['says what OAuth does not know', { authorize: back('canary') }, []],
  [
    'does not know the address',
    { authorize: { status: 400, text: 'Invalid parameter: redirect_uri' } },
    ['start_redirect_refused failed'],
  ],
  [
    'refuses for another reason',
    { authorize: { status: 400, text: 'canary' } },
    ['start_refused warning'],
  ],
  [
    'refuses, and repeats the request',
    { authorize: { status: 400, text: '/authorize?redirect_uri=https%3A%2F%2Fauth.example.com' } },
    ['start_refused warning'],
  ],
  ['shows its page', { authorize: { text: 'Invalid redirect_uri?' } }, []],
  [
    'sends the browser to its own page',
    { authorize: { status: 302, text: '', headers: { location: '/login?error=canary' } } },
    [],
  ],
  ['is behind a wall for robots', { authorize: { status: 403, text: 'redirect_uri' } }, []],
  ['stumbles', { authorize: 'error500' }, []],
  ['does not answer this server', { authorize: 'down' }, []],
  ['answers with far too much', { authorize: 'huge' }, []],
];

test.each([...rows])('a provider that %s', async (_, script, codes) => {
  await using provider = await startHealthyProvider();
  provider.script(script);
  const findings = await examine(settingsOf(provider));
  expect(codesOf(findings, 'start')).toEqual([...codes]);
  expect(JSON.stringify(findings)).not.toContain('canary"');
  const [request] = provider.received('authorize');
  expect(request?.query.get('prompt')).toBe('none');
  expect(request?.headers.get('authorization')).toBeNull();
  expect(request?.query.toString()).not.toContain(encodeURIComponent(canary));
});

test('a client that the provider refuses begins nothing', async () => {
  await using provider = await startHealthyProvider();
  const findings = await examine({ ...settingsOf(provider), clientSecret: 'another' });
  expect(codesOf(findings, 'start')).toEqual([]);
  expect(provider.received('authorize')).toEqual([]);
});

test.each([
  [true, ['start_accepted ok'], ['sign_out_offered ok']],
  [false, ['start_redirect_refused failed'], ['sign_out_return_refused warning']],
] as const)(
  'a certified provider that knows the addresses: %p',
  async (isKnown, start, signOut) => {
    const signOutReturn = 'http://localhost:3000/login';
    await using provider = await startRealProvider({
      signOutReturns: isKnown ? [signOutReturn] : [],
    });
    const findings = await diagnose(
      {
        issuer: provider.issuer,
        clientId: 'anchor',
        clientSecret: 'a secret: with/odd+chars',
        clientAuth: 'auto',
        allowHttp: false,
        internalUrl: null,
        scopes: ['openid', 'email', 'profile'],
        groupClaims: [],
        options: { ...usual, logout: true },
      },
      {
        outbound: createOutbound(),
        redirectUris: [isKnown ? callback : `${callback}/other`],
        signOutReturn,
        timeoutMs: 20_000,
      },
    );
    expect(codesOf(findings, 'start')).toEqual([...start]);
    expect(codesOf(findings, 'sign_out')).toEqual([...signOut]);
  },
);
