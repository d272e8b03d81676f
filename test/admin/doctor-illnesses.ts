// What can be wrong with a provider, and what the test of it says.
import { generateKeyPairSync } from 'node:crypto';
import type { FindingCode } from '../../src/core/finding-codes.ts';
import type { DoctorSettings } from '../../src/openid/findings.ts';
import { signingKey } from '../support/provider/keys.ts';
import type { TestProvider } from '../support/provider/provider.ts';
import type { EndpointName } from '../support/provider/script.ts';
import { canary, type order } from './doctor-settings.ts';

export interface Illness {
  /** Makes the provider ill; may change how it is set up here. */
  readonly catch: (provider: TestProvider) => Partial<DoctorSettings> | void | Promise<void>;
  /** The code of each finding that is not ok. */
  readonly codes: readonly FindingCode[];
  readonly complaints: Readonly<Record<string, RegExp>>;
  /** The question that it leaves without an answer. */
  readonly isSilentAt?: EndpointName;
  /** The last check but the redirect URIs that was made; default: all were. */
  readonly until?: (typeof order)[number];
}

const weakKey = () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  return { ...publicKey.export({ format: 'jwk' }), kid: 'weak', alg: 'RS256', use: 'sig' };
};

/** The right document, sent at another time by its `Date` header. */
async function sendAt(provider: TestProvider, date: string): Promise<void> {
  const answer = await fetch(`${provider.issuer}/.well-known/openid-configuration`);
  provider.script({ discovery: { json: await answer.json(), headers: { date } } });
}

const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000).toUTCString();

const wrongClient = /HTTP 401 and invalid_client$/;

export const illnesses: Readonly<Record<string, Illness>> = {
  'HTTP 404 in place of the document': {
    catch: (provider) => ({ issuer: `${provider.issuer}/nothing` }),
    codes: ['document_missing'],
    complaints: { 'discovery failed': /no discovery document at .*\/nothing\/\.well.*HTTP 404/ },
    until: 'discovery',
  },
  'HTTP 500 in place of the document': {
    catch: (provider) => provider.script({ discovery: 'error500' }),
    codes: ['document_missing'],
    complaints: { 'discovery failed': /HTTP 500/ },
    until: 'discovery',
  },
  'a redirect in place of the document': {
    catch: (provider) =>
      provider.script({ discovery: { status: 301, headers: { location: '/' }, text: '' } }),
    codes: ['document_missing'],
    complaints: { 'discovery failed': /HTTP 301/ },
    until: 'discovery',
  },
  'a web page in place of the document': {
    catch: (provider) => provider.script({ discovery: 'html' }),
    codes: ['document_missing'],
    complaints: { 'discovery failed': /HTTP 200 and "text\/html"$/ },
    until: 'discovery',
  },
  'no token endpoint': {
    catch: (provider) => provider.announce({ token_endpoint: undefined }),
    codes: ['document_invalid'],
    complaints: { 'discovery failed': /has no token_endpoint$/ },
    until: 'pkce',
  },
  'an endpoint over plain http': {
    catch: (provider) => provider.announce({ token_endpoint: 'http://id.example.com/token' }),
    codes: ['document_invalid'],
    complaints: { 'discovery failed': /^Token_endpoint .* is plain http/ },
    until: 'pkce',
  },
  'an issuer with a slash, set up without': {
    catch: (provider) => provider.announce({ issuer: `${provider.issuer}/` }),
    codes: ['issuer_slash_forgiven'],
    complaints: {
      'issuer warning': /calls itself "http:.*\/", which is used although "http:.*\d" is/,
    },
  },
  'an issuer without a slash, set up with one': {
    catch: (provider) => ({ issuer: `${provider.issuer}/` }),
    codes: ['issuer_slash_forgiven'],
    complaints: {
      'issuer warning': /calls itself "http:.*\d", which is used although "http:.*\/" is/,
    },
  },
  'an issuer with two slashes more': {
    catch: (provider) => provider.announce({ issuer: `${provider.issuer}//` }),
    codes: ['issuer_differs'],
    complaints: { 'issuer failed': /calls itself "http:.*\/\/", and "http:.*\d" is set up$/ },
    until: 'pkce',
  },
  'no issuer at all': {
    catch: (provider) => provider.announce({ issuer: undefined }),
    codes: ['issuer_not_named'],
    complaints: { 'issuer failed': /does not name its issuer/ },
    until: 'pkce',
  },
  'no word on PKCE': {
    catch: (provider) => provider.announce({ code_challenge_methods_supported: undefined }),
    codes: ['pkce_unknown'],
    complaints: { 'pkce warning': /does not say whether it knows PKCE/ },
  },
  'PKCE without S256': {
    catch: (provider) => provider.announce({ code_challenge_methods_supported: ['plain'] }),
    codes: ['pkce_without_s256'],
    complaints: { 'pkce failed': /offered as \["plain"\], and S256 is needed$/ },
    until: 'pkce',
  },
  'PKCE as a text': {
    catch: (provider) => provider.announce({ code_challenge_methods_supported: 'S256' }),
    codes: ['pkce_without_s256'],
    complaints: { 'pkce failed': /offered as "S256", and S256 is needed$/ },
    until: 'pkce',
  },
  'signatures with the secret alone': {
    catch: (provider) => provider.announce({ id_token_signing_alg_values_supported: ['HS256'] }),
    codes: ['algorithms_forgeable'],
    complaints: { 'algorithms failed': /^ID tokens are signed with \["HS256"\]/ },
  },
  'no keys': {
    catch: (provider) => provider.publish([]),
    codes: ['keys_unusable'],
    complaints: { 'keys failed': /^No usable signing key: none$/ },
  },
  'weak keys': {
    catch: (provider) => provider.publish([weakKey()]),
    codes: ['keys_unusable'],
    complaints: { 'keys failed': /1 RSA keys under 2048 bits/ },
  },
  'keys for encryption alone': {
    catch: async (provider) =>
      provider.publish([{ ...(await signingKey('RS256')).jwk, use: 'enc' }]),
    codes: ['keys_unusable'],
    complaints: { 'keys failed': /^No usable signing key: none$/ },
  },
  'a key set that cannot be reached': {
    catch: (provider) => provider.script({ jwks: 'down' }),
    codes: ['keys_unavailable'],
    complaints: { 'keys failed': /^The key set .* broke off/ },
  },
  'a key set that never comes': {
    catch: (provider) => provider.script({ jwks: 'hang' }),
    isSilentAt: 'jwks',
    codes: ['keys_unavailable'],
    complaints: { 'keys failed': /^The key set .* did not answer in time/ },
  },
  'a web page in place of the key set': {
    catch: (provider) => provider.script({ jwks: 'html' }),
    codes: ['keys_unavailable'],
    complaints: { 'keys failed': /text\/html/ },
  },
  'no key set at its address': {
    catch: (provider) => provider.announce({ jwks_uri: `${provider.issuer}/no-keys` }),
    codes: ['keys_unavailable'],
    complaints: { 'keys failed': /^There is no key set at .*: HTTP 404$/ },
  },
  'another client secret': {
    catch: () => ({ clientSecret: 'another' }),
    codes: ['client_refused'],
    complaints: { 'client failed': wrongClient },
  },
  'an unknown client': {
    catch: () => ({ clientId: 'nobody' }),
    codes: ['client_refused'],
    complaints: { 'client failed': wrongClient },
  },
  'a public client that is set up with a secret': {
    catch: () => ({ clientId: 'public' }),
    codes: ['client_refused'],
    complaints: { 'client failed': wrongClient },
  },
  'a confidential client that is set up without its secret': {
    catch: () => ({ clientSecret: null }),
    codes: ['client_refused', 'apps_not_provable'],
    complaints: { 'client failed': wrongClient, 'apps warning': /cannot be proven/ },
  },
  'no client id': {
    catch: () => ({ clientId: null }),
    codes: ['client_id_missing'],
    complaints: { 'client failed': /^No client id is set up$/ },
  },
  'an unsupported client authentication method': {
    catch: (provider) =>
      provider.announce({ token_endpoint_auth_methods_supported: ['private_key_jwt'] }),
    codes: ['client_method_unsupported'],
    complaints: { 'client failed': /private_key_jwt/ },
  },
  'a token endpoint that cannot be reached': {
    catch: (provider) => provider.script({ token: 'down' }),
    codes: ['token_endpoint_unavailable'],
    complaints: { 'client failed': /^The token endpoint .* broke off/ },
  },
  'a token endpoint that stumbles over a wrong code': {
    catch: (provider) => provider.script({ token: 'error500' }),
    codes: ['client_uncertain'],
    complaints: { 'client warning': /HTTP 500$/ },
  },
  'a token endpoint that takes any code': {
    catch: (provider) =>
      provider.script({ token: { json: { access_token: canary, token_type: 'Bearer' } } }),
    codes: ['client_uncertain'],
    complaints: { 'client warning': /unexpected answer$/ },
  },
  'a token endpoint that repeats the secret': {
    catch: (provider) =>
      provider.script({
        token: {
          status: 400,
          json: { error: 'invalid_client', error_description: `${canary} is wrong\u0007` },
        },
      }),
    codes: ['client_refused'],
    complaints: { 'client failed': /invalid_client \(… is wrong \)$/ },
  },
  'a clock five minutes behind': {
    catch: (provider) => sendAt(provider, minutesFromNow(-5)),
    codes: ['clock_behind'],
    complaints: { 'clock failed': /is 300 seconds behind this machine/ },
  },
  'a clock five minutes ahead': {
    catch: (provider) => sendAt(provider, minutesFromNow(5)),
    codes: ['clock_ahead'],
    complaints: { 'clock failed': /is 300 seconds ahead of this machine/ },
  },
  'a clock three quarters of a minute ahead': {
    catch: (provider) => sendAt(provider, minutesFromNow(0.75)),
    codes: ['clock_ahead'],
    complaints: { 'clock warning': /is 45 seconds ahead/ },
  },
  'no time': {
    catch: (provider) => sendAt(provider, 'soon'),
    codes: ['clock_unknown'],
    complaints: { 'clock skipped': /does not send its time$/ },
  },
  'no introspection': {
    catch: (provider) => provider.announce({ introspection_endpoint: undefined }),
    codes: ['apps_not_provable'],
    complaints: { 'apps warning': /cannot be proven/ },
  },
};
