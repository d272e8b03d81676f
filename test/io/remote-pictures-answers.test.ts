import { describe, expect, test } from 'bun:test';
import { gzipSync } from 'node:zlib';
import {
  answer,
  picture,
  redirect,
  remotePictures,
  scripted,
} from '../support/outbound-pictures.ts';
import { dripping, httpServer, rawServer } from '../support/outbound-servers.ts';

describe('a redirect', () => {
  test.each([301, 302, 303, 307, 308])('of status %d is followed', async (status) => {
    const { outbound, requests } = scripted({
      'https://login.example/a/me': redirect('../b/me?c#d', status),
      'https://login.example/b/me?c#d': redirect('//cdn.example/me', status),
      'https://cdn.example/me': redirect('https://other.example/me', status),
    });
    const { fetch } = remotePictures({ outbound });
    expect(await fetch('https://login.example/a/me', null)).toEqual(picture);
    expect(requests.map(({ url }) => url).at(-1)).toBe('https://other.example/me');
  });

  test('is the last after three', async () => {
    const { outbound, requests } = scripted({ 'https://cdn.example/': redirect('/') });
    const { fetch } = remotePictures({ outbound });
    expect(await fetch('https://cdn.example/', null)).toBeNull();
    expect(requests).toHaveLength(4);
  });

  test.each([
    'http://cdn.example/me.png',
    'https://cdn.example:8443/',
    'https://user@cdn.example/',
    'file:///etc/passwd',
    'data:image/png;base64,iVBORw0KGgo=',
    'https://[',
    `/${'a'.repeat(2000)}`,
  ])('to %p is not followed', async (location) => {
    const { outbound, requests } = scripted({ 'https://cdn.example/': redirect(location) });
    const { fetch } = remotePictures({ outbound });
    expect(await fetch('https://cdn.example/', null)).toBeNull();
    expect(requests).toHaveLength(1);
  });

  test('away from a trusted origin leaves the trust behind', async () => {
    let privateCalls = 0;
    await using secret = httpServer(() => {
      privateCalls += 1;
      return answer();
    });
    const targets = [`http://localhost:${secret.port}/`, `http://127.0.0.1:${secret.port}/`];
    for (const target of [...targets, 'https://127.0.0.1/', 'https://router.example/']) {
      await using server = httpServer(() => Response.redirect(target));
      const origin = `http://login.example:${server.port}`;
      expect(await remotePictures().fetch(`${origin}/me`, origin)).toBeNull();
    }
    expect(privateCalls).toBe(0);
  });

  test('that names no place is no picture', async () => {
    const { outbound } = scripted({
      'https://cdn.example/': new Response(picture, { status: 302 }),
    });
    expect(await remotePictures({ outbound }).fetch('https://cdn.example/', null)).toBeNull();
  });
});

describe('a picture at its place', () => {
  const png = { 'content-type': 'image/png' };
  const limit = 5 * 1024 * 1024;
  const packed = new Uint8Array(gzipSync(Buffer.alloc(limit + 1)));

  const cases: readonly (readonly [kind: string, response: () => Response, isFetched: boolean])[] =
    [
      ['of an unknown type', answer, true],
      ['of the largest size', () => new Response(new Uint8Array(limit)), true],
      [
        'of a type that is not believed',
        () => new Response(picture, { headers: { 'content-type': 'a' } }),
        true,
      ],
      ['that is too large', () => new Response(new Uint8Array(limit + 1)), false],
      [
        'that is too large unpacked',
        () => new Response(packed, { headers: { 'content-encoding': 'gzip' } }),
        false,
      ],
      [
        'that is a page',
        () => new Response('<html>', { headers: { 'content-type': 'Text/HTML; a=b' } }),
        false,
      ],
      ['that is empty', () => new Response('', { headers: png }), false],
      ['that is not there', () => new Response(picture, { status: 404, headers: png }), false],
      [
        'of which there is a part',
        () => new Response(picture, { status: 206, headers: png }),
        false,
      ],
      ['that broke', () => new Response(picture, { status: 500, headers: png }), false],
    ];

  test.each(cases)('%s', async (_kind, response, isFetched) => {
    await using server = httpServer(response);
    const origin = `http://login.example:${server.port}`;
    expect((await remotePictures().fetch(`${origin}/me`, origin)) !== null).toBe(isFetched);
  });

  test('is waited for only so long, all redirects together', async () => {
    await using slow = await rawServer(dripping('', ''));
    await using server = httpServer(async ({ url }) => {
      await Bun.sleep(60);
      return Response.redirect(`${url}a`);
    });
    for (const { port } of [slow, server]) {
      const origin = `http://login.example:${port}`;
      const { fetch, lines } = remotePictures({ timeoutMs: 150 });
      expect(await fetch(`${origin}/me`, origin)).toBeNull();
      expect(lines.join()).toContain(`login.example:${port} did not answer in time`);
    }
    await slow.closed();
  });

  test('is waited for 5 seconds by default', async () => {
    const { outbound, requests } = scripted();
    await remotePictures({ outbound }).fetch('https://cdn.example/', null);
    expect(requests[0]?.timeoutMs).toBeWithin(4900, 5001);
  });
});

test('the log says which host and why, and nothing of the rest of the address', async () => {
  const { outbound } = scripted({
    'https://cdn.example/secret?secret': new Response(null, { status: 404 }),
    'https://away.example/secret': redirect('http://secret:secret@other.example/secret'),
  });
  const { fetch, lines } = remotePictures({ outbound });
  await fetch('https://cdn.example/secret?secret', null);
  await fetch('https://away.example/secret', null);
  await fetch('http://plain.example/secret#secret', null);
  await fetch('secret', null);
  expect(lines.map((line) => line.replace(/^\S+ /, ''))).toEqual([
    'DEBUG A picture was left out: cdn.example answered 404',
    'DEBUG A picture was left out: the address at other.example holds credentials',
    'DEBUG A picture was left out: plain.example is asked only by https on port 443',
    'DEBUG A picture was left out: its address is not a URL, or is too long',
  ]);
});
