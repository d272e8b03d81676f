import { describe, expect, test } from 'bun:test';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jpegFile } from '../../support/images/jpeg.ts';
import { fourCorners } from '../../support/images/png.ts';
import { pictureOf, picturesOf, upload, uploadsOf } from '../../support/images/upload.ts';
import { webpFile } from '../../support/images/webp.ts';
import { addSignedIn } from '../../support/people.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

const png = fourCorners(64, 32);
const jpeg = await jpegFile();
const webp = await webpFile();

/** A server on a socket, with a picture; `ask` gets the raw answer. */
async function withPicture(file = png) {
  const app = await createTestApp();
  const { access_token: bearer, user } = await addSignedIn(app);
  await upload(app, bearer, file);
  const path = String(await pictureOf(app, user));
  const origin = app.listen();
  return {
    app,
    path,
    ask: (at = path, init: RequestInit = {}) => fetch(origin + at, init),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

describe('a picture', () => {
  test.each([
    ['image/png', 'profile.png', png],
    ['image/jpeg', 'profile.jpg', jpeg],
    ['image/webp', 'profile.webp', webp],
  ])(
    'is served as %s, to be kept by caches, shown by any site and run by none',
    async (type, name, file) => {
      await using server = await withPicture(file);
      const answer = await server.ask();
      expect(answer.status).toBe(200);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': type,
        'content-disposition': `inline; filename="${name}"`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'public, max-age=31536000, immutable',
        'referrer-policy': 'no-referrer',
        etag: expect.stringMatching(/^"[\w.-]+"$/),
      });
      const body = await answer.bytes();
      expect(answer.headers.get('content-length')).toBe(String(body.length));
      expect((await new Bun.Image(body).metadata()).format).toBe(type.slice(6) as 'png');
    },
  );

  test('is not sent again to who has it', async () => {
    await using server = await withPicture();
    const etag = (await server.ask()).headers.get('etag') ?? '';
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const answer = await server.ask(undefined, { headers: { 'if-none-match': known } });
      expect(answer.status).toBe(304);
      expect(answer.headers.get('etag')).toBe(etag);
      expect(answer.headers.get('cache-control')).toContain('immutable');
      expect(await answer.text()).toBe('');
    }
    const other = await server.ask(undefined, { headers: { 'if-none-match': '"x"' } });
    expect(other.status).toBe(200);
  });

  test('may be asked for with HEAD', async () => {
    await using server = await withPicture();
    const [get, head] = [await server.ask(), await server.ask(undefined, { method: 'HEAD' })];
    expect(head.status).toBe(200);
    for (const name of ['content-type', 'content-length', 'etag', 'cache-control']) {
      expect(head.headers.get(name)).toBe(get.headers.get(name));
    }
    expect(await head.text()).toBe('');
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('is not changed by %s', async (method) => {
    await using server = await withPicture();
    const answer = await server.ask(undefined, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(await picturesOf(server.app)).toHaveLength(1);
  });
});

/** Files that lie near the pictures, or where one could be led to. */
function plant(app: TestApp): void {
  const directory = uploadsOf(app);
  mkdirSync(directory, { recursive: true });
  const id = '0190f3a4-7c1e-4d3b-9b52-3f1c2a6e8d1';
  writeFileSync(join(directory, 'secret.png'), 'canary');
  writeFileSync(join(directory, `${id}0.png.tmp`), 'canary');
  writeFileSync(join(directory, `${id}1.svg`), 'canary');
  writeFileSync(join(directory, '..', 'canary.png'), 'canary');
  mkdirSync(join(directory, `${id}2.png`));
  symlinkSync(join(app.services.dataDir.path, 'secret.key'), join(directory, `${id}3.png`));
  symlinkSync('/nowhere', join(directory, `${id}4.png`));
}

const id = '0190f3a4-7c1e-4d3b-9b52-3f1c2a6e8d1';

describe('a file that is no stored picture', () => {
  test.each([
    `/uploads/profiles/${id}9.png`,
    `/uploads/profiles/${id}0.png.tmp`,
    `/uploads/profiles/${id}1.svg`,
    `/uploads/profiles/${id}2.png`,
    `/uploads/profiles/${id}3.png`,
    `/uploads/profiles/${id}4.png`,
    '/uploads/profiles/secret.png',
    '/uploads/profiles/..%2fcanary.png',
    '/uploads/profiles/%2e%2e%2fcanary.png',
    '/uploads/profiles/..%5ccanary.png',
    '/uploads/profiles/%252e%252e%252fcanary.png',
    '/uploads/profiles/..%2f..%2fanchor.db',
    '/uploads/profiles/%2fetc%2fpasswd',
    '/uploads/profiles/....//....//anchor.db',
    '/uploads/profiles/../canary.png',
    '/uploads/profiles/%c0%ae%c0%ae/canary.png',
    '/uploads/profiles/%00',
    `/uploads/profiles/${id}9.png%00.html`,
    `/uploads/profiles/${id}9.png%0d%0aX-Evil:%201`,
    '/uploads/profiles/%zz',
    '/uploads/profiles/',
    '/uploads/profiles',
    '/uploads/',
    '/uploads',
    '/uploads/profiles/..',
    '/uploads/profiles/.',
    '/uploads/profiles/*',
    `/uploads/profiles/${'a'.repeat(5000)}`,
    '/uploads/..%2fsecret.key',
  ])('is not found: %s', async (path) => {
    await using server = await withPicture();
    plant(server.app);
    const answer = await server.ask(path);
    const text = await answer.text();
    expect({ status: answer.status, body: JSON.parse(text) as unknown }).toMatchObject({
      status: 404,
      body: { statusCode: 404, code: 'not_found' },
    });
    expect(text).not.toContain('canary');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.has('x-evil')).toBe(false);
  });

  test('is not found in other letters than ours', async () => {
    await using server = await withPicture();
    const upper = server.path.replace(/[^/]+$/, (name) => name.toUpperCase());
    for (const path of [upper, `${server.path}/`, `${server.path}.png`, `${server.path}%20`]) {
      const status = (await server.ask(path)).status;
      expect({ path, status }).toEqual({ path, status: path.endsWith('/') ? status : 404 });
    }
  });
});
