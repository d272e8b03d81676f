// What everybody may read: the public keys, and where they are.
import { describe, expect, test } from 'bun:test';
import { jwtSecret } from '../support/access-token.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { countFinds } from '../support/count-finds.ts';
import { storedKeys } from '../support/es256-token.ts';
import { addSignedIn } from '../support/people.ts';
import { createTestApp, type Env, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const keySetPath = '/.well-known/jwks.json';
const documents = [
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
] as const;

interface KeySet {
  readonly keys: readonly Readonly<Record<string, string>>[];
}

async function keySetOf(app: TestApp): Promise<KeySet> {
  return (await app.get(keySetPath)).body as KeySet;
}

const kidsOf = async (app: TestApp) => (await keySetOf(app)).keys.map(({ kid }) => kid);

describe('the list of keys', () => {
  test('is empty and not to be kept before the first token, and reading it makes none', async () => {
    await using app = await createTestApp();
    const answer = await app.get(keySetPath);
    expect(answer).toMatchObject({ status: 200, body: { keys: [] } });
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(await storedKeys(app)).toEqual([]);
  });

  test('has the public parts of the key that signs, and nothing else', async () => {
    await using app = await createTestApp();
    await addSignedIn(app);
    const [stored] = await storedKeys(app);
    const answer = await app.get(keySetPath);
    expect(answer.body).toEqual({
      keys: [
        {
          ...(JSON.parse(stored?.public_jwk ?? '') as object),
          kid: stored?.kid,
          alg: 'ES256',
          use: 'sig',
        },
      ],
    });
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('is not sent again to who has it', async () => {
    await using app = await createTestApp();
    await addSignedIn(app);
    const tag = (await app.get(keySetPath)).headers.get('etag') ?? '';
    const ask = () => app.send({ path: keySetPath, headers: { 'if-none-match': tag } });
    expect(await ask()).toMatchObject({ status: 304, text: '' });
    await app.services.signingKeys.rotate(false, null);
    expect((await ask()).status).toBe(200);
  });

  test('names the signing key first, then the next, then retired ones until their time is over', async () => {
    await using app = await createTestApp({ SIGNING_KEY_ROTATION: '1d' });
    stopClock();
    await addSignedIn(app);
    const [first = ''] = await kidsOf(app);
    await app.services.signingKeys.rotate(false, null);
    const [second = ''] = await kidsOf(app);
    await app.services.housekeeping.run();
    advance(6, 's');
    const kids = await kidsOf(app);
    expect(kids).toEqual([second, kids[1], first]);
    advance(75 * 60 - 7, 's');
    expect(await kidsOf(app)).toEqual(kids);
    advance(1, 's');
    expect(await kidsOf(app)).toEqual(kids.slice(0, 2));
  });

  test('is asked for ten thousand times without a look into the database', async () => {
    await using app = await createTestApp();
    stopClock();
    await addSignedIn(app);
    using finds = countFinds(app.database);
    const texts = new Set<string>();
    for (let index = 0; index < 10_000; index++) {
      texts.add((await app.services.publication.keySet()).text);
    }
    expect({ texts: texts.size, finds: finds.count() }).toEqual({ texts: 1, finds: 0 });
  });

  test('shows no key that was put into the table, and no private part put into a public one', async () => {
    await using app = await createTestApp();
    await addSignedIn(app);
    const [stored] = await storedKeys(app);
    if (stored === undefined) throw new Error('No key was made');
    const { x, y } = JSON.parse(stored.public_jwk) as { readonly x: string; readonly y: string };
    const publicTexts = [
      JSON.stringify({ crv: 'P-256', kty: 'EC', x, y, d: 'private' }),
      JSON.stringify({ crv: 'P-256', kty: 'EC', x: y, y: x }),
      'nonsense',
    ];
    await app.database.write(async (trx) => {
      for (const [index, public_jwk] of publicTexts.entries()) {
        const row = { ...stored, kid: `foreign-${index}`, public_jwk };
        await trx.insertInto('signing_keys').values(row).execute();
      }
    });
    await app.services.signingKeys.list();
    expect(await kidsOf(app)).toEqual([stored.kid]);
  });
});

describe('the description of the server', () => {
  test.each(documents)('%s names the issuer and the address of its keys', async (path) => {
    await using app = await createTestApp({ APP_URL: 'https://auth.example.com:8443' });
    const answer = await app.get(path);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        issuer: 'https://auth.example.com:8443',
        jwks_uri: 'https://auth.example.com:8443/.well-known/jwks.json',
        id_token_signing_alg_values_supported: ['ES256'],
        subject_types_supported: ['public'],
        response_types_supported: [],
        grant_types_supported: [],
      },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
  });
});

test.each<readonly [string, Env]>([
  ['JWT_SECRET', { JWT_SECRET: jwtSecret }],
  ['ACCESS_TOKEN_ALG', { ACCESS_TOKEN_ALG: 'hs256' }],
])('with HS256 by %s there is no key and no description', async (_, env) => {
  await using app = await createTestApp(env);
  await addSignedIn(app);
  expect(await keySetOf(app)).toEqual({ keys: [] });
  for (const path of documents) expect((await app.get(path)).status).toBe(404);
  expect(await storedKeys(app)).toEqual([]);
});

test('a page of another origin may read the keys, and its list of origins goes on', async () => {
  await using app = await createTestApp({ CORS_ORIGINS: 'https://app.example.com' });
  const headers = { origin: 'https://evil.example' };
  const keys = await app.send({ path: keySetPath, headers });
  expect(keys.headers.get('access-control-allow-origin')).toBe('*');
  const other = await app.send({ path: '/api/health', headers });
  expect(other.headers.get('access-control-allow-origin')).toBeNull();
});
