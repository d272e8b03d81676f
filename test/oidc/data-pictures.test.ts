// A picture that the provider writes into the claim itself: taken like a fetched one, within its limits.
import { describe, expect, test } from 'bun:test';
import type { Exchanged } from '../../src/features/federation/login-codes/schema.ts';
import { jpegFile } from '../support/images/jpeg.ts';
import { html } from '../support/images/payloads.ts';
import { type Bytes, bytes, fourCorners, pngChunk, pngFile } from '../support/images/png.ts';
import { picturePath, picturesOf } from '../support/images/upload.ts';
import { webpFile } from '../support/images/webp.ts';
import { exchange, openScene, type Scene } from '../support/oidc-scene.ts';

const ada = { sub: 'person-1', email: 'ada@example.com', email_verified: true, name: 'Ada' };
const square = fourCorners(8, 8);
const megabyte = 1024 * 1024;

function dataUrl(file: Bytes, type = 'image/png'): string {
  return `data:${type};base64,${file.toString('base64')}`;
}

/** A picture of exactly this many bytes. */
function pngOf(size: number): Bytes {
  const shape = { width: 8, height: 8 };
  const empty = pngFile({ ...shape, extra: [pngChunk('paDd', Buffer.alloc(0))] });
  return pngFile({ ...shape, extra: [pngChunk('paDd', Buffer.alloc(size - empty.length, 'x'))] });
}

async function pictureAfterSignIn(scene: Scene): Promise<string | null> {
  const { query } = await scene.browser.signIn();
  const answer = await exchange(scene.app, query['code']);
  expect(answer.status).toBe(200);
  await scene.app.services.pictures.settle();
  const me = await scene.app.get('/api/auth/me', (answer.body as Exchanged).access_token);
  return (me.body as { profileImage: string | null }).profileImage;
}

describe('a picture in its own address', () => {
  const taken: readonly (readonly [string, () => Promise<string> | string])[] = [
    ['as PNG', () => dataUrl(square)],
    ['as JPEG', async () => dataUrl(await jpegFile(), 'image/jpeg')],
    ['as WebP', async () => dataUrl(await webpFile(), 'image/webp')],
    ['as JPEG under the name of PNG', async () => dataUrl(await jpegFile())],
    ['in capital letters', () => dataUrl(square).replace('data:image/png', 'DATA:Image/PNG')],
    ['of 1 MB', () => dataUrl(pngOf(megabyte))],
  ];

  test.each(taken)('is taken %s', async (_, url) => {
    await using scene = await openScene();
    scene.provider.person({ ...ada, picture: await url() });
    expect(await pictureAfterSignIn(scene)).toMatch(picturePath);
    expect(scene.provider.received('picture')).toEqual([]);
  });

  test('is taken from userinfo, plain or signed', async () => {
    await using scene = await openScene();
    scene.provider.person({ ...ada, picture: dataUrl(pngOf(megabyte)) }, { inUserinfoOnly: true });
    const plain = await pictureAfterSignIn(scene);
    expect(plain).toMatch(picturePath);
    scene.provider.person({ ...ada, picture: dataUrl(square) }, { inUserinfoOnly: true });
    scene.provider.script({ signedUserinfo: {} });
    const signed = await pictureAfterSignIn(scene);
    expect(signed).toMatch(picturePath);
    expect(signed).not.toBe(plain);
  });

  test('is in no row, file or line as it was sent', async () => {
    await using scene = await openScene({ env: { LOG_LEVEL: 'debug' } });
    const canary = Buffer.from('canary in the picture');
    const file = pngFile({ width: 8, height: 8, extra: [pngChunk('paDd', canary)] });
    scene.provider.person({ ...ada, picture: dataUrl(file) });
    await pictureAfterSignIn(scene);
    const audit = await scene.app.database.read.selectFrom('audit_log').selectAll().execute();
    const { app } = scene;
    const everything = JSON.stringify([await app.snapshot(), audit, app.lines]);
    for (const text of ['base64,', String(canary), canary.toString('base64').slice(0, -4)]) {
      expect(everything).not.toContain(text);
    }
  });

  const left: readonly (readonly [string, string])[] = [
    ['an SVG', dataUrl(bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml')],
    ['an SVG under the name of PNG', dataUrl(bytes('<svg onload="alert(1)"/>'))],
    ['a GIF', dataUrl(bytes('GIF89a\x01\0\x01\0\x80\0\0'), 'image/gif')],
    ['a GIF under the name of PNG', dataUrl(bytes('GIF89a\x01\0\x01\0\x80\0\0'))],
    ['a page', dataUrl(html, 'text/html')],
    ['a page under the name of PNG', dataUrl(html)],
    ['half a picture', dataUrl(square.subarray(0, 40))],
    ['more than 1 MB', dataUrl(pngOf(megabyte + 1))],
    ['without base64', `data:image/png,${encodeURIComponent(square.toString('latin1'))}`],
    ['without a type', dataUrl(square, '')],
    ['with a parameter of the type', dataUrl(square, 'image/png;charset=utf-8')],
    ['with a line break in it', dataUrl(square).replace('base64,', 'base64,\n')],
    ['with a query behind it', `${dataUrl(square)}?x=1`],
    ['empty', 'data:image/png;base64,'],
    ['without a comma', 'data:image/png;base64'],
    ['a scheme alone', 'data:'],
  ];

  test.each(left)('is left out when it is %s', async (_, picture) => {
    await using scene = await openScene();
    scene.provider.person({ ...ada, picture });
    expect(await pictureAfterSignIn(scene)).toBeNull();
    expect(await picturesOf(scene.app)).toEqual([]);
  });
});
