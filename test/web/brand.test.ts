// The brand as strangers receive it: style sheet, logos, and what a start says about files it cannot use.
import { afterAll, describe, expect, test } from 'bun:test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { brandOf, brandTags } from '../../src/web/brand.ts';
import { accentStyle } from '../../src/core/accent-style.ts';
import { transcript } from '../cli/transcript.ts';
import { configOf } from '../config/attempt.ts';
import { jpegFile } from '../support/images/jpeg.ts';
import { pixelsOf } from '../support/images/pixels.ts';
import { fourCorners } from '../support/images/png.ts';
import { webpFile } from '../support/images/webp.ts';
import { directory, endProcesses, runProgram } from '../support/process.ts';
import { createTestApp, type Env } from '../support/test-app.ts';
import { fileOf, svg } from './logo.ts';

afterAll(endProcesses);

const paths = ['/brand.css', '/brand/logo', '/brand/logo-dark'];

test.each(paths)('without a brand there is no %s', async (path) => {
  await using app = await createTestApp();
  expect(await app.get(path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

describe('the style sheet', () => {
  test('carries the colour, and is not sent again to a browser that has it', async () => {
    await using app = await createTestApp({ BRAND_COLOR: '#7A1FA2' });
    const { status, headers, text } = await app.get('/brand.css');
    expect({ status, type: headers.get('content-type'), text }).toEqual({
      status: 200,
      type: 'text/css; charset=utf-8',
      text: accentStyle('#7a1fa2'),
    });
    const again = { 'if-none-match': headers.get('etag') ?? '' };
    expect((await app.send({ path: '/brand.css', headers: again })).status).toBe(304);
  });
});

describe('the logo', () => {
  test('is the SVG as it is, which may style itself and do nothing else', async () => {
    await using app = await createTestApp({ BRAND_LOGO: fileOf(svg) });
    const { status, headers, text } = await app.get('/brand/logo');
    expect({ status, type: headers.get('content-type'), text }).toEqual({
      status: 200,
      type: 'image/svg+xml',
      text: svg,
    });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
    );
    const again = { 'if-none-match': headers.get('etag') ?? '' };
    expect((await app.send({ path: '/brand/logo', headers: again })).status).toBe(304);
    expect((await app.get('/brand/logo-dark')).status).toBe(404);
  });

  test.each([
    ['png', (png: Buffer<ArrayBuffer>) => png],
    ['jpeg', (png: Buffer<ArrayBuffer>) => jpegFile(png)],
    ['webp', (png: Buffer<ArrayBuffer>) => webpFile(png)],
  ])('is a %s made small', async (format, encode) => {
    const file = fileOf(await encode(fourCorners(2048, 1024)));
    await using app = await createTestApp({ BRAND_LOGO: fileOf(svg), BRAND_LOGO_DARK: file });
    const origin = app.listen();
    const answer = await fetch(`${origin}/brand/logo-dark`);
    expect(answer.headers.get('content-type')).toBe(`image/${format}`);
    const { width, height } = await pixelsOf(new Uint8Array(await answer.arrayBuffer()));
    expect({ width, height }).toEqual({ width: 512, height: 256 });
  });
});

const takes =
  'it takes the path of a PNG, JPEG or WebP file of at most 5 MB, or of an SVG file of at most 100 KB';

const unusable: readonly (readonly [string, () => string, string])[] = [
  ['that is missing', () => join(directory(), 'none.png'), 'cannot be read (ENOENT)'],
  ['that is a directory', madeDirectory, 'is not a file'],
  ['without content', () => fileOf(''), 'cannot be used: '],
  ['that is a text', () => fileOf('a text'), 'cannot be used: '],
  ['that is a GIF', () => fileOf('GIF89a'), 'cannot be used: '],
  ['that is cut', () => fileOf(fourCorners(64, 64).subarray(0, 60)), 'cannot be used: '],
  ['of more than 5 MB', () => fileOf(Buffer.alloc(5 * 1024 * 1024 + 1)), 'is too large'],
  [
    'with an SVG of more than 100 KB',
    () => fileOf(svg.padEnd(100 * 1024 + 1)),
    'is an SVG file that is too large',
  ],
];

function madeDirectory(): string {
  const place = join(directory(), 'logo');
  mkdirSync(place);
  return place;
}

describe('a server does not start with a logo', () => {
  test.each(unusable)('%s, and says why', async (_, make, why) => {
    const file = make();
    const good = fileOf(svg.padEnd(100 * 1024));
    for (const [variable, env] of [
      ['BRAND_LOGO', { BRAND_LOGO: file }],
      ['BRAND_LOGO_DARK', { BRAND_LOGO: good, BRAND_LOGO_DARK: file }],
    ] as const satisfies readonly (readonly [string, Env])[]) {
      const refusal = await createTestApp(env).then(
        () => null,
        (error: unknown) => error,
      );
      expect(refusal).toMatchObject({
        name: 'StartupError',
        message: expect.stringContaining(`${variable}=${file} ${why}`),
        cure: takes,
      });
    }
  });

  test('config check says the same, and so does the program', async () => {
    const file = join(directory(), 'none.png');
    const env = { DATA_DIR: join(directory(), 'data'), BRAND_LOGO: file, PORT: '0' };
    const line = `BRAND_LOGO=${file} cannot be read (ENOENT); ${takes}`;
    const checked = await transcript(['config', 'check'], { env });
    expect(checked.exitCode).toBe(1);
    expect(checked.err.join('\n')).toContain(line);
    const served = await runProgram(['serve'], { env });
    expect(served).toEqual({ exitCode: 1, out: '', err: `anchor-auth: ${line}\n` });
  });
});

test.each([
  [{}, []],
  [{ BRAND_COLOR: '#123456' }, ['<link rel="stylesheet" href="/brand.css">']],
  [{ BRAND_LOGO: 'a' }, ['<link rel="icon" href="/brand/logo">']],
  [
    { BRAND_LOGO: 'a', BRAND_LOGO_DARK: 'b' },
    [
      '<link rel="icon" href="/brand/logo" media="(prefers-color-scheme: light)">',
      '<link rel="icon" href="/brand/logo-dark" media="(prefers-color-scheme: dark)">',
    ],
  ],
])('the tags of %j', (env: Env, tags) => {
  expect(brandTags(brandOf(configOf(env)))).toBe(tags.join('\n'));
});
