// Providers that do not even answer, and how they do.
import { describe, expect, test } from 'bun:test';
import type { Finding, DoctorSettings } from '../../src/openid/findings.ts';
import type { Outbound } from '../../src/io/outbound.ts';
import { OutboundError } from '../../src/io/outbound-error.ts';
import { selfSigned } from '../support/outbound-certificate.ts';
import { dripping, httpServer, rawServer, saying } from '../support/outbound-servers.ts';
import {
  canary,
  complaints,
  examine,
  homeward,
  order,
  settingsOf,
  startHealthyProvider,
} from './doctor-settings.ts';

const settings = (issuer: string, allowHttp = false): DoctorSettings => ({
  issuer,
  clientId: 'anchor',
  clientSecret: canary,
  clientAuth: 'auto',
  allowHttp,
  internalUrl: null,
  scopes: ['openid'],
  groupClaims: [],
});

function lineOf(findings: readonly Finding[], check: Finding['check']): Finding | undefined {
  return findings.find((each) => each.check === check);
}

/** Only whether it can be reached was looked at. */
function expectUnreached(findings: readonly Finding[], message: RegExp, cure: RegExp): void {
  expect(findings.map(({ check }) => check)).toEqual(['dns', 'connection', 'redirect']);
  expect(lineOf(findings, 'connection')).toMatchObject({
    outcome: 'failed',
    message: expect.stringMatching(message),
    cure: expect.stringMatching(cure),
  });
}

test('a right provider is found to be right in everything', async () => {
  await using provider = await startHealthyProvider();
  const findings = await examine(settingsOf(provider));
  expect(findings.map(({ check }) => check)).toEqual(order);
  expect(complaints(findings)).toEqual({});
  expect(findings.filter(({ cure }) => cure !== null)).toEqual([]);
  const text = JSON.stringify(findings);
  for (const form of provider.received('token').map((request) => request.form)) {
    expect(text).not.toContain(form.get('code') ?? '');
    expect(text).not.toContain(form.get('code_verifier') ?? '');
  }
  expect(provider.received('token')).toHaveLength(1);
});

test('the refused client authentication method is named beside the one that worked', async () => {
  await using provider = await startHealthyProvider();
  const methods = ['client_secret_basic', 'client_secret_post'];
  provider.announce({ token_endpoint_auth_methods_supported: methods });
  provider.script({ clientMethod: 'post' });
  expect(lineOf(await examine(settingsOf(provider)), 'client')).toMatchObject({
    outcome: 'ok',
    message:
      'The provider knows this client with its secret by client_secret_post (client_secret_basic was refused with invalid_client)',
  });
});

test('a refused client gets advice about the method that was not tried', async () => {
  await using provider = await startHealthyProvider();
  provider.script({ clientMethod: 'post' });
  expect(lineOf(await examine(settingsOf(provider)), 'client')).toMatchObject({
    outcome: 'failed',
    cure: expect.stringContaining('set OIDC_CLIENT_AUTH=post'),
  });
});

test('a public client is known without a secret', async () => {
  await using provider = await startHealthyProvider();
  const own = { ...settingsOf(provider), clientId: 'public', clientSecret: null };
  const findings = await examine(own);
  expect(lineOf(findings, 'client')).toMatchObject({
    outcome: 'ok',
    message: 'The provider knows this client as a public client',
  });
});

test('a name that is not found', async () => {
  const findings = await examine(settings('https://id.invalid'));
  expect(findings).toMatchObject([
    { check: 'dns', outcome: 'failed', message: 'The name id.invalid was not found' },
    { check: 'redirect' },
  ]);
});

describe('a provider', () => {
  test('where nothing listens', async () => {
    const server = httpServer(() => new Response());
    const issuer = `http://127.0.0.1:${server.port}`;
    await server[Symbol.asyncDispose]();
    const findings = await examine(settings(issuer));
    expectUnreached(findings, /could not be reached \(ECONNREFUSED\)$/, /running/);
  });

  test('with an untrusted certificate', async () => {
    await using server = httpServer(() => new Response(), selfSigned);
    const issuer = `https://pictures.example:${server.port}`;
    const findings = await examine(settings(issuer), { outbound: homeward });
    expectUnreached(findings, /DEPTH_ZERO_SELF_SIGNED_CERT/, /NODE_EXTRA_CA_CERTS/);
  });

  test('that speaks http where https is meant', async () => {
    await using provider = await startHealthyProvider();
    const findings = await examine(settings(provider.issuer.replace('http:', 'https:')));
    expectUnreached(findings, /WRONG_VERSION_NUMBER/, /without TLS/);
    expect(provider.requests).toEqual([]);
  });

  test.each([
    [
      'that speaks no HTTP',
      saying('SSH-2.0-OpenSSH_9.9\r\n'),
      {},
      /not valid HTTP/,
      /something else/,
    ],
    [
      'that never ends',
      dripping('HTTP/1.1 200 OK\r\n\r\n{', ' '),
      { timeoutMs: 100 },
      /in time/,
      /running/,
    ],
  ])('%s', async (_, behaviour, patience, message, cure) => {
    await using server = await rawServer(behaviour);
    const issuer = `http://127.0.0.1:${server.port}`;
    expectUnreached(await examine(settings(issuer), patience), message, cure);
  });

  test('that says far too much', async () => {
    await using provider = await startHealthyProvider();
    provider.script({ discovery: 'huge' });
    expectUnreached(await examine(settingsOf(provider)), /more than is accepted/, /issuer/);
  });

  test.each([
    ['CERT_HAS_EXPIRED', /^Renew/],
    ['CERT_NOT_YET_VALID', /clock/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /another name/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /NODE_EXTRA_CA_CERTS/],
  ])('whose certificate is refused with %s', async (code, cure) => {
    const cause = Object.assign(new Error(canary), { code });
    const outbound: Outbound = () =>
      Promise.reject(new OutboundError('tls', 'id.example.com is refused', cause));
    expectUnreached(
      await examine(settings('https://id.example.com'), { outbound }),
      /CERT|LEAF/,
      cure,
    );
  });
});

/** Has a provider on plain http looked at, under a name. */
async function overHttp(allowHttp: boolean, outbound: Outbound = homeward) {
  await using provider = await startHealthyProvider();
  const { port } = new URL(provider.issuer);
  const findings = await examine(settings(`http://id.example.com:${port}`, allowHttp), {
    outbound,
  });
  return { findings, requests: [...provider.requests] };
}

describe('plain http', () => {
  test('is not even tried beyond this machine, as at a sign-in', async () => {
    const { findings, requests } = await overHttp(false);
    expect(complaints(findings)).toEqual({
      'connection failed': expect.stringMatching(
        /is plain http, which is allowed on loopback only/,
      ),
    });
    expect(findings).toHaveLength(2);
    expect(requests).toEqual([]);
  });

  test('that never leaves this machine is well', async () => {
    const { findings } = await overHttp(true);
    expect(lineOf(findings, 'dns')?.message).toBe('id.example.com is 127.0.0.1 (this machine)');
    expect(lineOf(findings, 'connection')?.outcome).toBe('ok');
  });

  test.each([
    ['192.168.1.10', ' (a private network)'],
    ['93.184.215.14', ''],
  ])('to %s is a warning', async (address, place) => {
    // Stands at that address as far as anybody can tell.
    const outbound: Outbound = async ({ allowAddress, ...request }) => {
      allowAddress(address);
      return homeward({ ...request, allowAddress: () => true });
    };
    const { findings } = await overHttp(true, outbound);
    expect(lineOf(findings, 'dns')?.message).toBe(`id.example.com is ${address}${place}`);
    expect(complaints(findings)).toMatchObject({
      'connection warning': expect.stringMatching(/anyone on the network path can read/),
    });
  });
});
