import { describe, expect, test } from 'bun:test';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const pages = ['/login', '/register', '/account', '/admin', '/admin/users'];

async function linkedFiles(app: TestApp): Promise<readonly string[]> {
  const { text } = await app.get('/login');
  return [...text.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, path = '']) => path);
}

describe('the document of the pages', () => {
  test.each(pages)('%s runs nothing inline and contacts no other server', async (path) => {
    await using app = await createTestApp();
    const { status, headers, text } = await app.get(path);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-cache');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toStartWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    const bare = text.replace(/<meta name="site" content="[^"]*">/, '');
    expect(bare).not.toMatch(/<style|<script(?![^>]* src=)|https?:|style=/);
  });

  test('sets the theme before anything paints, by a script that the browser waits for', async () => {
    await using app = await createTestApp();
    const { text } = await app.get('/login');
    const theme = text.search(/<script src="\/assets\/theme-[a-z0-9]{8}\.js"><\/script>/);
    expect(theme).toBePositive();
    expect(theme).toBeLessThan(text.indexOf('<link'));
  });

  test.each([
    ['/', '/account'],
    ['/?lang=de', '/account?lang=de'],
    ['/?lang=xx&next=//elsewhere.test', '/account'],
  ])('people who open %s come to %s', async (path, to) => {
    await using app = await createTestApp({ DOCS: 'off' });
    const { status, headers } = await app.get(path);
    expect({ status, to: headers.get('location') }).toEqual({ status: 302, to });
  });
});

describe('an address that leads nowhere', () => {
  const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';

  test.each(['/nope', '/Login', '/login/x', '/docs/nope', '/.env'])(
    'answers %s with a page to browsers, and with not found to programs',
    async (path) => {
      await using app = await createTestApp();
      const { status, headers, text } = await app.send({ path, headers: { accept } });
      expect(status).toBe(404);
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(headers.get('content-security-policy')).toContain("script-src 'self'");
      expect(text).toContain('<div id="app">');
      expect(await app.get(path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    },
  );

  test.each([
    ['/api/nope', 404],
    ['/auth/nope', 404],
    ['/api/auth/login', 405],
    ['/auth/signup', 405],
  ])('%s is the API’s affair, in a browser too', async (path, status) => {
    await using app = await createTestApp();
    const answer = await app.send({ path, headers: { accept } });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toStartWith('application/json');
  });
});

describe('the files of the pages', () => {
  test('are named by their content and may be kept for ever', async () => {
    await using app = await createTestApp();
    const files = await linkedFiles(app);
    expect(files.length).toBeGreaterThanOrEqual(4);
    for (const path of files) {
      const { status, headers } = await app.get(path);
      expect(path).toMatch(/^\/assets\/[\w-]+-[a-z0-9]{8}\.(?:js|css|svg)$/);
      expect(status).toBe(200);
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      const again = { 'if-none-match': headers.get('etag') ?? '' };
      expect((await app.send({ path, headers: again })).status).toBe(304);
    }
  });

  test.each(['/assets/page.js', '/assets/..%2fpage.html', '/assets/page.html', '/assets/'])(
    'there is no %s',
    async (path) => {
      await using app = await createTestApp();
      expect((await app.get(path)).status).toBe(404);
    },
  );
});
