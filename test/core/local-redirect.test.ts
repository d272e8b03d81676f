import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { localRedirect } from '../../src/core/local-redirect.ts';

const appUrl = 'https://auth.example.com';

describe('a place of this site to return to', () => {
  test.each([
    ['/', '/'],
    ['/notes', '/notes'],
    ['/notes/', '/notes/'],
    ['/notes?sort=new&page=2#top', '/notes?sort=new&page=2#top'],
    ['/notes/../account', '/account'],
    ['/./notes', '/notes'],
    ['/%2e%2e/notes', '/notes'],
    ['/grün/日記', '/gr%C3%BCn/%E6%97%A5%E8%A8%98'],
    ['/100%25', '/100%25'],
    ['/a%20b', '/a%20b'],
    ['/100%', '/100%'],
    ['/search?q=a//b', '/search?q=a//b'],
    ['/sign-in?next=https://other.example/', '/sign-in?next=https://other.example/'],
    ['/sign-in?next=%2F%2Fother.example', '/sign-in?next=%2F%2Fother.example'],
    ['/?q=%0d%0a', '/?q=%0d%0a'],
    ['/#//other.example', '/#//other.example'],
    ['/@other.example', '/@other.example'],
    ['/other.example', '/other.example'],
    ['/a:b', '/a:b'],
    ['/javascript:alert(1)', '/javascript:alert(1)'],
    ['/"><script>', '/%22%3E%3Cscript%3E'],
    ['https://auth.example.com', '/'],
    ['https://auth.example.com/', '/'],
    ['https://auth.example.com/notes?a=b#c', '/notes?a=b#c'],
    ['https://auth.example.com?a=b', '/?a=b'],
    ['https://auth.example.com#c', '/#c'],
    ['HTTPS://AUTH.EXAMPLE.COM/notes', '/notes'],
    ['https://auth.example.com:443/notes', '/notes'],
    [`/${'a'.repeat(1999)}`, `/${'a'.repeat(1999)}`],
  ])('%p is %p', (text, path) => {
    expect(localRedirect(text, appUrl)).toBe(path);
  });

  test('the port and the scheme of APP_URL count', () => {
    const onPort = 'http://localhost:3000';
    expect(localRedirect('http://localhost:3000/a', onPort)).toBe('/a');
    expect(localRedirect('http://localhost/a', onPort)).toBeNull();
    expect(localRedirect('https://localhost:3000/a', onPort)).toBeNull();
  });
});

const elsewhere: readonly (readonly [kind: string, ...texts: string[]])[] = [
  [
    'another site',
    'https://other.example/',
    'http://other.example',
    'https://auth.example.com.evil',
  ],
  ['another scheme', 'http://auth.example.com/', 'ftp://auth.example.com/', 'file:///etc/passwd'],
  ['another port', 'https://auth.example.com:444/', 'https://auth.example.com:80/'],
  ['a script', 'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\tscript:alert(1)'],
  [
    'a script in disguise',
    'javascript://auth.example.com/%0aalert(1)',
    '\u0001javascript:alert(1)',
  ],
  [
    'data',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'blob:https://auth.example.com/x',
  ],
  ['a site without a scheme', '//other.example', '///other.example', '////other.example'],
  ['a user and a site', '//auth.example.com@other.example', '//other.example/auth.example.com'],
  ['a backslash', '/\\other.example', '\\\\other.example', '/\\/other.example', '\\/other.example'],
  ['a backslash further on', '/a\\b', '/a?b=\\', '/a#\\', 'https:\\\\auth.example.com\\a'],
  ['credentials', 'https://a@auth.example.com/', 'https://a:b@auth.example.com/'],
  ['empty credentials', 'https://@auth.example.com/', 'https://:@auth.example.com/'],
  [
    'a site behind a user',
    'https://auth.example.com@other.example/',
    'https://auth.example.com:x@b/',
  ],
  [
    'too few slashes',
    'https:/auth.example.com/a',
    'https:auth.example.com/a',
    'https:other.example',
  ],
  ['too many slashes', 'https:///auth.example.com/a', 'https:///other.example'],
  ['a tab or a line break', '/\t/other.example', '/\n/other.example', '/\r/other.example'],
  ['a line break further on', '/a\r\nSet-Cookie: a=b', '/a\nb', '/a?b\tc', '/a#\r'],
  ['a space', ' /a', '/a ', '/ /other.example', '/a b', ' //other.example', ' javascript:alert(1)'],
  [
    'a control character',
    '/\0/other.example',
    '\0/a',
    '/a\u0007',
    '/a\u007f',
    '/a\u0085',
    '/a\u001b',
  ],
  ['a space of Unicode', '/\u00a0/a', '\u2003/a', '/a\u2028b', '\ufeff/a', '/\u3000/a'],
  ['a character that is not seen', '/\u200b/a', '/a\u202eb', '\u00ad//a', '/\u2060/other.example'],
  ['half a character', '/\ud800', '/a\udc00b'],
  ['two slashes after the dots are gone', '/..//other.example', '/.//other.example', '/a/..//b'],
  ['encoded dots before two slashes', '/%2e%2e//other.example', '/%2e//b', '/%2E%2e//b'],
  ['two slashes further on', '/a//other.example', '/a//', '//', '/a//..'],
  [
    'two slashes after this site',
    'https://auth.example.com//other.example',
    'https://auth.example.com///a',
  ],
  ['an encoded slash', '/%2f%2fother.example', '/%2Fother.example', '/%2f/other.example', '/a%2fb'],
  ['an encoded slash after dots', '/..%2f..%2fother.example', '/.%2fother.example', '/%2e%2e%2fa'],
  ['an encoded backslash', '/%5cother.example', '/%5C%5Cother.example', '/a%5cb'],
  ['a slash encoded twice', '/%252fother.example', '/%25252Fother.example', '/%255cother.example'],
  [
    'a slash in broken layers',
    '/%%32fother.example',
    '/%2%66other.example',
    '/%25%32%66a',
    '/%zz%2fa',
  ],
  ['an encoded control character', '/%00', '/a%0d%0aSet-Cookie:a', '/%09/a', '/%7f', '/%250a'],
  [
    'what looks like a slash',
    '/\uff0fother.example',
    '/\u2044other.example',
    '/\u2215a',
    '/\u29f8a',
  ],
  ['what looks like a backslash', '/\uff3cother.example', '/\ufe68a', '/\u2216a', '/\u29f5a'],
  ['an encoded look-alike', '/%EF%BC%8Fother.example', '/%ef%bc%bca', '/%e2%88%95a'],
  [
    'a look-alike instead of a slash',
    '\uff0f\uff0fother.example',
    'https:\uff0f\uff0fauth.example.com',
  ],
  ['a relative path', 'notes', './notes', '../notes', '?a=b', '#c', '.', '@other.example', ':80'],
  ['a site alone', 'auth.example.com', 'auth.example.com/notes', 'other.example:443/'],
  ['no address', '', 'https://', 'https://?', 'https:', 'http://[::1', 'null', 'undefined'],
  [
    'a host that is read as another',
    'https://auth.example.com%2eother.example/',
    'https://auth%00/',
  ],
  [
    'a look-alike host',
    'https://auth.example.com\u3002other.example/',
    'https://\u0430uth.example.com/',
  ],
  [
    'too long a path',
    `/${'a'.repeat(2000)}`,
    `/${'ü'.repeat(500)}`,
    `/?${'a'.repeat(1999)}`,
    `/${'./'.repeat(1000)}`,
  ],
];

describe('a way out of this site is refused', () => {
  test.each(elsewhere)('%s', (_kind, ...texts) => {
    for (const text of texts) expect([text, localRedirect(text, appUrl)]).toEqual([text, null]);
  });
});

/** Pieces that redirect tricks are made of, in any order. */
const pieces =
  '/ \\ . .. %2e %2f %5C %25 % 2f // ? # : @ ; \t \n \r \0 \u3000 \uff0f \u200b %EF%BC%8F %0a ü a https: http: javascript: https://auth.example.com other.example [::1]'
    .split(' ')
    .concat(' ');

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 9 }).map((parts) => parts.join('')),
  fc.array(fc.constantFrom(...pieces), { maxLength: 9 }).map((parts) => `/${parts.join('')}`),
);

describe('for every text', () => {
  test('what is accepted stays on this site, and is accepted again unchanged', () => {
    let accepted = 0;
    fc.assert(
      fc.property(anyText, (text) => {
        const path = localRedirect(text, appUrl);
        if (path === null) return;
        accepted += 1;
        expect(new URL(path, appUrl).origin).toBe(appUrl);
        expect(path).toMatch(/^\/(?![/\\])[!-~]*$/);
        expect(localRedirect(path, appUrl)).toBe(path);
      }),
      { numRuns: 5000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  test('what is accepted stays on this site however often a router decodes its path', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let path = localRedirect(text, appUrl)?.split(/[?#]/, 1)[0];
        while (path !== undefined) {
          expect(new URL(path, appUrl).origin).toBe(appUrl);
          path = decodedOnce(path);
        }
      }),
      { numRuns: 5000 },
    );
  });
});

/** The path a router sees; undefined when there is nothing left to decode, or it would answer 400. */
function decodedOnce(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path);
    return decoded === path ? undefined : decoded;
  } catch {
    return undefined;
  }
}
