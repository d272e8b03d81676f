import { describe, expect, test } from 'bun:test';
import { createOutbound } from '../../src/io/outbound.ts';
import { answer, picture, remotePictures, scripted } from '../support/outbound-pictures.ts';
import { httpServer } from '../support/outbound-servers.ts';

describe('a picture at the issuer itself', () => {
  test('may have any address and port, and http if the issuer has it', async () => {
    await using server = httpServer(answer);
    const origin = `http://login.example:${server.port}`;
    const { fetch } = remotePictures();
    expect(await fetch(`${origin}/me.png`, origin)).toEqual(picture);
    expect(await fetch(`${origin}/me.png`, `${origin}/realms/home`)).toEqual(picture);
    expect(await fetch(`HTTP://LOGIN.example:${server.port}/me.png`, origin)).toEqual(picture);
  });

  test('is meant to the letter: another port, scheme or name is another origin', async () => {
    await using server = httpServer(answer);
    const url = `http://login.example:${server.port}/me.png`;
    const { fetch } = remotePictures();
    const others = [
      'http://login.example',
      `https://login.example:${server.port}`,
      `http://www.login.example:${server.port}`,
      `http://example:${server.port}`,
      'data:text/plain,a',
      'null',
      '',
      null,
    ];
    for (const origin of others) expect(await fetch(url, origin)).toBeNull();
  });
});

describe('a picture on a host the operator allows', () => {
  test.each([
    ['pictures.lan:PORT', 'http://pictures.lan:PORT/', true],
    ['pictures.lan:PORT', 'http://PICTURES.lan:PORT/', true],
    ['127.0.0.1:PORT', 'http://127.0.0.1:PORT/', true],
    ['127.0.0.1:PORT', 'http://0x7f.1:PORT/', true],
    ['[::ffff:127.0.0.1]:PORT', 'http://[::ffff:7f00:1]:PORT/', true],
    ['pictures.lan:1', 'http://pictures.lan:PORT/', false],
    ['pictures.lan', 'http://pictures.lan:PORT/', false],
    ['pictures.lan:PORT', 'http://other.lan:PORT/', false],
    ['pictures.lan:PORT', 'http://a.pictures.lan:PORT/', false],
    ['pictures.lan:PORT', 'http://pictures.lan.evil:PORT/', false],
    ['pictures.lan:PORT', 'http://user@pictures.lan:PORT/', false],
  ])('%s, asked for %s: fetched is %p', async (host, url, isFetched) => {
    await using server = httpServer(answer);
    const port = String(server.port);
    const { fetch } = remotePictures({ allowHosts: [host.replace('PORT', port)] });
    expect(await fetch(url.replace('PORT', port), null)).toEqual(isFetched ? picture : null);
  });

  test.each([
    ['pictures.lan', 'http://pictures.lan/me.png'],
    ['pictures.lan', 'https://pictures.lan/me.png'],
    ['pictures.lan', 'https://pictures.lan:443/me.png'],
    ['pictures.lan:80', 'http://pictures.lan/me.png'],
    ['pictures.lan:443', 'https://pictures.lan/me.png'],
    ['[fd00:0::1]', 'https://[fd00::1]/me.png'],
    ['10.0.0.1', 'http://10.0.0.1/me.png'],
  ])('%s alone means the usual ports: %s', async (host, url) => {
    const internet = scripted();
    const { fetch } = remotePictures({ outbound: internet.outbound, allowHosts: [host] });
    expect(await fetch(url, null)).toEqual(picture);
    expect(internet.requests[0]?.allowAddress('10.0.0.1')).toBe(true);
  });
});

describe('a picture anywhere else', () => {
  test('is fetched by https from public addresses', async () => {
    const { outbound, requests } = scripted();
    const { fetch } = remotePictures({ outbound });
    expect(await fetch('https://cdn.example/me.png?size=200', 'https://login.example')).toEqual(
      picture,
    );
    expect(requests[0]?.allowAddress('93.184.215.14')).toBe(true);
    for (const address of ['127.0.0.1', '10.0.0.1', '169.254.169.254', 'fd00::1', '::']) {
      expect(requests[0]?.allowAddress(address)).toBe(false);
    }
  });

  test.each([
    'http://cdn.example/me.png',
    'http://cdn.example:443/me.png',
    'https://cdn.example:80/me.png',
    'https://cdn.example:8443/me.png',
    'https://user@cdn.example/me.png',
    'https://user:password@cdn.example/me.png',
    'https://:password@cdn.example/me.png',
    'data:image/svg+xml;base64,PHN2Zy8+',
    'file:///etc/passwd',
    'ftp://cdn.example/me.png',
    'blob:https://cdn.example/1',
    'javascript:alert(1)',
    '//cdn.example/me.png',
    '/me.png',
    'me.png',
    'https://',
    '',
    `https://cdn.example/${'a'.repeat(2000)}`,
  ])('is not even asked for at %p', async (url) => {
    const { outbound, requests } = scripted();
    const { fetch } = remotePictures({ outbound });
    expect(await fetch(url, 'https://login.example')).toBeNull();
    expect(requests).toEqual([]);
  });

  test.each([
    ['a private address', ['192.168.1.1']],
    ['a public and a private address', ['93.184.215.14', '127.0.0.1']],
    ['the metadata service of a cloud', ['169.254.169.254']],
  ])('is not fetched from a name with %s', async (_kind, addresses) => {
    const outbound = createOutbound({ resolve: () => Promise.resolve(addresses) });
    const { fetch, lines } = remotePictures({ outbound });
    expect(await fetch('https://cdn.example/me.png', null)).toBeNull();
    expect(lines.join()).toContain('cdn.example has an address that may not be called');
  });

  test.each(['127.0.0.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:7f00:1]', '[64:ff9b::a00:1]'])(
    'is not fetched from %s',
    async (host) => {
      const { fetch, lines } = remotePictures();
      expect(await fetch(`https://${host}/me.png`, null)).toBeNull();
      expect(lines.join()).toContain('has an address that may not be called');
    },
  );
});
