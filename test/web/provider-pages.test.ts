// The pages of the handbook about the providers: one for each, and what they name is there.
import { describe, expect, test } from 'bun:test';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { jwtVerify } from 'jose';
import { settings } from '../../src/config/env.ts';
import { namedProviders, providerLabels } from '../../src/core/providers/registry.ts';
import { configOf } from '../config/attempt.ts';
import { directory, projectRoot, runProgram } from '../support/process.ts';
import { createTestApp } from '../support/test-app.ts';
import { blocksOf } from '../support/verify-kit/handbook-code.ts';

const folder = join(projectRoot, 'src/web/handbook');
const origin = 'https://auth.example.com';

/** The providers that are used by OpenID Connect, and the form of their issuer. */
const openIdProviders = [
  ['pocket-id', 'https://id.example.com'],
  ['authelia', 'https://auth.home.example.com'],
  ['authentik', 'https://authentik.example.com/application/o/anchor/'],
  ['keycloak', 'https://keycloak.example.com/realms/home'],
  ['zitadel', 'https://zitadel.example.com'],
  ['kanidm', 'https://idm.example.com/oauth2/openid/anchor'],
  ['microsoft', 'https://login.microsoftonline.com/TENANT-ID/v2.0'],
  ['apple', 'https://appleid.apple.com'],
] as const;

const all = [...new Set([...openIdProviders.map(([id]) => id), ...namedProviders])];

function read(page: string): Promise<string> {
  return Bun.file(join(folder, page)).text();
}

/** The variables in the blocks of a page that set some. */
async function environmentIn(page: string): Promise<Readonly<Record<string, string>>> {
  const text = await read(page);
  const lines = text.matchAll(/^ *([A-Z][A-Z_]+)=("?)(.*)\2$/gm);
  return Object.fromEntries([...lines].map(([, name = '', , value = '']) => [name, value]));
}

describe.each(all)('the page of %s', (id) => {
  const page = `provider-${id}.md`;

  test('is in the contents and in the list of providers', async () => {
    expect(existsSync(join(folder, page))).toBe(true);
    for (const list of ['README.md', 'providers.md']) expect(await read(list)).toContain(page);
  });

  test('names only variables that there are', async () => {
    const prefixes = /^(?:OIDC|APP|USER|SETUP|GITHUB|GOOGLE|MICROSOFT|GITLAB|DISCORD)_/;
    const names = (await read(page)).match(/\b[A-Z]+(?:_[A-Z]+)+\b/g) ?? [];
    const used = names.filter((name) => prefixes.test(name));
    expect(used).not.toBeEmpty();
    const unknown = used.filter((name) => !(name.replace(/_FILE$/, '') in settings));
    expect(unknown).toEqual([]);
  });

  test('names only addresses of this server that answer', async () => {
    await using app = await createTestApp();
    const addresses = (await read(page)).match(/https:\/\/auth\.example\.com\/[\w/-]+/g) ?? [];
    expect(addresses).not.toBeEmpty();
    for (const path of new Set(addresses.map((address) => address.slice(origin.length)))) {
      const isPosted = path.endsWith('/backchannel-logout');
      const { status } = await (isPosted ? app.post(path, {}) : app.get(path));
      expect({ path, status }).not.toEqual({ path, status: 404 });
    }
  });
});

test.each(openIdProviders)(
  'the page of %s names its issuer, and values that the server takes',
  async (id, issuer) => {
    const page = `provider-${id}.md`;
    expect(await read(page)).toContain(`\`${origin}/api/auth/oidc/callback\``);
    const { OIDC_CLIENT_SECRET_FILE: file, ...env } = await environmentIn(page);
    expect(file).toStartWith('/run/secrets/');
    const { oidc } = configOf({ APP_URL: origin, OIDC_CLIENT_SECRET: 'secret', ...env });
    expect(oidc.issuerUrl).toBe(issuer);
    expect(oidc.enabled).toBe(true);
  },
);

test.each(openIdProviders)('the page of %s warns of one thing, and tells of groups', async (id) => {
  const text = await read(`provider-${id}.md`);
  expect(text.match(/^\*\*Watch out\*\*: /gm)).toHaveLength(1);
  expect(text).toContain('\n## Groups\n');
  expect(await read('groups.md')).toContain(`(provider-${id}.md#groups)`);
});

test.each(namedProviders)('the page of %s names the redirect address of its button', async (id) => {
  const text = await read(`provider-${id}.md`);
  expect(text).toStartWith(`# ${providerLabels[id]}`);
  expect(text).toContain(`\`${origin}/api/auth/oauth/${id}/callback\``);
});

test('the client secret of Apple that the page makes is one that Apple documents', async () => {
  const blocks = await blocksOf(join(folder, 'provider-apple.md'));
  const { text } = blocks.find(({ language }) => language === 'js') ?? { text: '' };
  const place = directory();
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  await Bun.write(join(place, 'key.p8'), pem);
  await Bun.write(join(place, 'apple-secret.mjs'), text);
  const { out } = await runProgram(['key.p8', 'KEYID', 'TEAMID', 'com.example.auth'], {
    command: [process.execPath, 'apple-secret.mjs'],
    cwd: place,
  });
  const secret = out.trim();
  const audience = 'https://appleid.apple.com';
  const { payload, protectedHeader } = await jwtVerify(secret, publicKey, {
    algorithms: ['ES256'],
    audience,
    issuer: 'TEAMID',
    subject: 'com.example.auth',
  });
  expect(protectedHeader).toEqual({ alg: 'ES256', kid: 'KEYID' });
  const life = Number(payload.exp) - Number(payload.iat);
  expect(life).toBeGreaterThan(150 * 86_400);
  expect(life).toBeLessThanOrEqual(15_777_000);
  const { oidc } = configOf({ OIDC_CLIENT_SECRET: secret });
  expect(oidc.clientSecret).toBe(secret);
});
