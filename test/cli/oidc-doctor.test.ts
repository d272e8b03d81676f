import { afterAll, describe, expect, test } from 'bun:test';
import type { Script } from '../support/provider/script.ts';
import { startProvider, type TestProvider } from '../support/provider/provider.ts';
import { endProcesses } from '../support/process.ts';
import { type Command, commandOn, newDataDir } from './instance.ts';
import type { Transcript } from './transcript.ts';

afterAll(endProcesses);

const secret = 'canary secret: 100%+&';

async function newInstance(): Promise<{ readonly dataDir: string; readonly command: Command }> {
  const dataDir = newDataDir();
  const command = commandOn(dataDir);
  const line = 'correct horse battery';
  await command('user create --email ada@example.com --name Ada --password-stdin --new-instance', {
    line,
  });
  return { dataDir, command };
}

function envOf({ issuer }: TestProvider): Record<string, string> {
  return {
    OIDC_ENABLED: 'true',
    OIDC_ISSUER_URL: issuer,
    OIDC_CLIENT_ID: 'anchor',
    OIDC_CLIENT_SECRET: secret,
  };
}

/** The ports differ from run to run. */
function steady({ exitCode, out, err }: Transcript, { issuer }: TestProvider): Transcript {
  const plain = (line: string) => line.replaceAll(issuer, 'http://127.0.0.1:PORT');
  return { exitCode, out: out.map(plain), err: err.map(plain) };
}

const reached = [
  'ok    dns         127.0.0.1 is an address, not a name (this machine)',
  'ok    connection  The provider answers; http does not leave this machine',
  'ok    clock       The clocks of both machines agree',
];

const settings = [
  'skip  logout      The provider announces no back-channel logout, so sessions',
  '                  here go on after a sign-out there',
  '                  → OIDC_SESSION_TTL ends the sessions here after a time of',
  '                    your choice.',
  'ok    options     At their default: OIDC_EMAIL_CLAIM=email,',
  '                  OIDC_NAME_CLAIM=name,preferred_username,nickname,',
  '                  OIDC_PROMPT=none, OIDC_LOGOUT=false,',
  '                  OIDC_AUTO_REDIRECT=false, OIDC_SCOPES=openid,email,profile,',
  '                  OIDC_GROUPS_CLAIM=groups, OIDC_ALLOWED_GROUPS,',
  '                  OIDC_ADMIN_GROUPS, OIDC_SYNC_GROUPS=mapped,',
  '                  OIDC_SESSION_TTL=0, OIDC_INTERNAL_URL,',
  '                  OIDC_CLIENT_AUTH=auto, OIDC_RESPONSE_MODE=query,',
  '                  OIDC_ALLOW_HTTP=false, OIDC_TRUST_EMAIL=false,',
  '                  OIDC_AUTO_CREATE=true, OIDC_MOBILE_CLIENT_IDS,',
  '                  OIDC_MOBILE_AUDIENCE_CHECK=auto, APP_CALLBACK_SCHEMES=anchor',
];

const begins = [
  'ok    start       The provider accepts the start of a sign-in with the',
  '                  redirect address',
  '                  https://auth.example.com/api/auth/oidc/callback',
];

const register = [
  'skip  bridge      For apps at a provider that accepts https addresses only',
  '                  (APP_CALLBACK_SCHEMES):',
  '                  https://auth.example.com/app/callback/anchor',
  'skip  redirect    To be registered there:',
  '                  https://auth.example.com/api/auth/oidc/callback and',
  '                  anchor://oidc/callback',
  '',
];

const APP_URL = 'https://auth.example.com';

describe('oidc doctor', () => {
  test('finds everything right', async () => {
    await using provider = await startProvider({ clientSecret: secret });
    provider.announce({ introspection_endpoint: `${provider.issuer}/introspection` });
    const { command } = await newInstance();
    const ran = await command('oidc doctor', { env: { ...envOf(provider), APP_URL } });
    expect(steady(ran, provider)).toEqual({
      exitCode: 0,
      out: [
        ...reached,
        'ok    discovery   The discovery document is complete',
        'ok    issuer      The issuer is exactly http://127.0.0.1:PORT',
        'ok    pkce        PKCE with S256 is offered',
        'ok    algorithms  The provider does not list its signature algorithms; its',
        '                  signatures are checked anyway',
        'ok    keys        Signing keys: RSA "RS256-1"',
        'ok    client      The provider knows this client with its secret by',
        '                  client_secret_basic',
        'ok    apps        Access tokens of apps can be proven by introspection',
        ...settings,
        ...begins,
        ...register,
        'Nothing failed; warnings: 0',
      ],
      err: [],
    });
  });

  test('tells what failed and what to do, and exits with 1', async () => {
    await using provider = await startProvider({
      announce: { id_token_signing_alg_values_supported: ['HS256'] },
    });
    const { command } = await newInstance();
    const env = { ...envOf(provider), OIDC_CLIENT_SECRET: `wrong ${secret}`, APP_URL };
    const ran = await command('oidc doctor', { env });
    expect(steady(ran, provider)).toEqual({
      exitCode: 1,
      out: [
        ...reached,
        'ok    discovery   The discovery document is complete',
        'ok    issuer      The issuer is exactly http://127.0.0.1:PORT',
        'ok    pkce        PKCE with S256 is offered',
        'FAIL  algorithms  ID tokens are signed with ["HS256"], which anyone with the',
        '                  client secret could forge',
        '                  → Choose a signing key (RS256 or ES256) for this client at',
        '                    the provider.',
        'ok    keys        Signing keys: RSA "RS256-1"',
        'FAIL  client      The token endpoint answered with HTTP 401 and invalid_client',
        '                  → Compare client id, client secret and kind of client',
        '                    (confidential or public). Only client_secret_basic was',
        '                    tried: if the client is registered for client_secret_post,',
        '                    set OIDC_CLIENT_AUTH=post.',
        'warn  apps        Opaque access tokens of apps cannot be proven to be meant',
        '                  for this server (signed ones can)',
        '                  → OIDC_MOBILE_AUDIENCE_CHECK=strict makes apps send id_token',
        '                    or code instead.',
        ...settings,
        ...register,
        '2 failed; warnings: 1',
      ],
      err: [],
    });
  });

  test('says so when OIDC is switched off', async () => {
    await using provider = await startProvider({ clientSecret: secret });
    const { command } = await newInstance();
    const env = { ...envOf(provider), OIDC_ENABLED: 'false' };
    expect(await command('oidc doctor', { env })).toMatchObject({
      exitCode: 0,
      // What the environment sets, the panel cannot change.
      err: ['anchor-auth: OIDC is switched off; OIDC_ENABLED=true enables it'],
    });
  });

  test('fails when nothing is set up, and says how to', async () => {
    const { command } = await newInstance();
    expect(await command('oidc doctor')).toEqual({
      exitCode: 1,
      out: [],
      err: [
        'anchor-auth: OIDC is not enabled; set OIDC_ISSUER_URL and OIDC_CLIENT_ID, or set it up in the admin panel',
      ],
    });
  });

  test('fails where there is no server yet', async () => {
    const { exitCode, out, err } = await commandOn(newDataDir())('oidc doctor');
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: [] });
    expect(err.join()).toStartWith('anchor-auth: There is no instance in DATA_DIR ');
  });

  const ills: readonly Script[] = [
    { discovery: 'down' },
    { discovery: 'html' },
    { discovery: 'huge' },
    { jwks: 'down', token: 'down' },
    { jwks: 'html', token: 'error500' },
  ];
  test.each([...ills])('fits into 80 columns with %j', async (script) => {
    await using provider = await startProvider({ clientSecret: secret });
    provider.script(script);
    const { command } = await newInstance();
    const { exitCode, out } = await command('oidc doctor', { env: envOf(provider) });
    expect(exitCode).toBe(1);
    expect(out.filter((line) => line.length > 80)).toEqual([]);
    expect(out.join('\n')).not.toContain('canary');
  });
});
