// The sentences of the provider test follow from code and params alone, so a page can say them in another language.
import { describe, expect, test } from 'bun:test';
import {
  cureCodes,
  type FindingCode,
  findingCodes,
  type FindingValues,
  isFindingCode,
} from '../../src/core/finding-codes.ts';
import { cureSentence } from '../../src/openid/cure-sentences.ts';
import { findingSentences } from '../../src/openid/finding-sentences.ts';

const values: FindingValues = {
  host: 'id.example.com',
  addresses: ['192.0.2.7', '192.0.2.8'],
  place: 'private_network',
  issuer: 'https://id.example.com/own',
  named: '"https://id.example.com/named"',
  system: 'ECONNREFUSED',
  seconds: 301,
  url: 'https://id.example.com/.well-known/openid-configuration',
  status: 404,
  contentType: '"text/html"',
  reason: 'The key set did not answer in time',
  offered: '["plain"]',
  algorithms: ['RS256', 'ES256'],
  keys: 'RSA "one"',
  method: 'client_secret_basic',
  earlier: 'client_secret_post was refused with invalid_client',
  options: ['OIDC_PROMPT=login', 'OIDC_LOGOUT=true'],
  prompt: 'select_account',
  scopes: ['groups', 'roles'],
  claims: ['groups', 'realm_access.roles'],
  uris: ['https://auth.example.com/callback', 'anchor://oidc/callback'],
  origin: 'http://localhost:3000',
  provider: 'Apple',
};

/** How a value is written in a sentence. */
const written: Readonly<Partial<Record<keyof FindingValues, string>>> = {
  addresses: '192.0.2.7, 192.0.2.8',
  place: '(a private network)',
  algorithms: 'RS256, ES256',
  options: 'OIDC_PROMPT=login, OIDC_LOGOUT=true',
  scopes: 'groups, roles',
  claims: 'groups, realm_access.roles',
  uris: 'https://auth.example.com/callback and anchor://oidc/callback',
};

function say(code: FindingCode): string {
  return findingSentences[code](values);
}

/** Params that only the cure names. */
const onlyInCures: ReadonlySet<string> = new Set(['client_refused method']);

describe('a finding', () => {
  test.each(Object.keys(findingCodes).filter(isFindingCode))('%s says all its params', (code) => {
    const sentence = say(code);
    expect(sentence).toMatch(/^[\w"].{8,}[^.]$/);
    for (const name of findingCodes[code]) {
      if (onlyInCures.has(`${code} ${name}`)) continue;
      expect({ name, sentence }).toEqual({
        name,
        sentence: expect.stringContaining(written[name] ?? String(values[name])),
      });
    }
  });

  test('without a system code has no empty brackets', () => {
    const { host_unreachable: unreachable, client_known: known } = findingSentences;
    expect(unreachable({ host: 'id.example.com', system: '' })).toBe(
      'id.example.com could not be reached',
    );
    expect(known({ method: 'client_secret_post', earlier: '' })).toEndWith('by client_secret_post');
  });
});

describe('a cure', () => {
  test.each([...cureCodes])('%s is a sentence', (code) => {
    expect(cureSentence(code, values)).toMatch(/^[A-Z].+[.?]$/);
  });

  test.each([
    ['client_secret_basic', 'client_secret_post, set OIDC_CLIENT_AUTH=post.'],
    ['client_secret_post', 'client_secret_basic, set OIDC_CLIENT_AUTH=basic.'],
  ])('after %s alone names the other method', (method, end) => {
    expect(cureSentence('compare_client_and_method', { method })).toEndWith(end);
  });

  test('names the issuer of the provider', () => {
    expect(cureSentence('set_named_issuer', values)).toContain(values.named);
  });
});
