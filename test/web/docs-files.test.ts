import { describe, expect, test } from 'bun:test';
import { addSignedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';

const files = [
  ['/docs/page.js', 'text/javascript'],
  ['/docs/theme.js', 'text/javascript'],
  ['/docs/page.css', 'text/css'],
  ['/docs/swagger-ui-bundle.js', 'text/javascript'],
  ['/docs/handbook.css', 'text/css'],
  ['/docs/json', 'application/json'],
  ['/docs/client.ts', 'text/plain'],
] as const;

const everything = ['/docs', ...files.map(([path]) => path)];

describe('the files of the documentation page', () => {
  test.each(files)(
    '%s comes with its type and is asked for again each time',
    async (path, type) => {
      await using app = await createTestApp();
      app.listen();
      const answer = await app.get(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(answer.headers.get('vary')).toBe('Accept-Encoding');
    },
  );

  test.each([
    ['its own tag', (tag: string) => tag],
    ['its tag in a list', (tag: string) => `"other", ${tag}`],
    ['its tag without the weak mark', (tag: string) => tag.slice(2)],
    ['any tag', () => '*'],
  ])('a browser that sends %s gets 304', async (_, shown) => {
    await using app = await createTestApp();
    app.listen();
    const tag = (await app.get('/docs/page.js')).headers.get('etag') ?? '';
    const answer = await app.send({
      path: '/docs/page.js',
      headers: { 'if-none-match': shown(tag) },
    });
    expect({ status: answer.status, text: answer.text }).toEqual({ status: 304, text: '' });
    expect(answer.headers.get('etag')).toBe(tag);
  });

  test.each([
    ['gzip', 'gzip'],
    ['br, GZIP;q=0.5', 'gzip'],
    ['gzip;q=0', null],
    ['identity', null],
  ])('Accept-Encoding %p is answered with the encoding %p', async (accepted, encoding) => {
    await using app = await createTestApp();
    const path = '/docs/swagger-ui-bundle.js';
    const answer = await app.send({ path, headers: { 'accept-encoding': accepted } });
    expect(answer.headers.get('content-encoding')).toBe(encoding);
  });

  test('the answers differ by origin too where other origins may read', async () => {
    await using app = await createTestApp({ CORS_ORIGINS: 'https://app.example.com' });
    const { headers } = await app.get('/docs/page.js');
    expect(headers.get('vary')).toBe('Origin, Accept-Encoding');
  });

  test.each(everything)('HEAD %s says what GET would, without the body', async (path) => {
    await using app = await createTestApp();
    app.listen();
    const headers = { 'accept-encoding': 'identity' };
    const whole = await app.send({ path, headers });
    const head = await app.send({ method: 'HEAD', path, headers });
    expect({ status: head.status, text: head.text }).toEqual({ status: 200, text: '' });
    for (const name of ['content-type', 'content-length', 'etag', 'cache-control']) {
      expect(head.headers.get(name)).toBe(whole.headers.get(name));
    }
  });
});

describe('the policy of the page', () => {
  test('nothing inline runs, and nothing comes from elsewhere', async () => {
    await using app = await createTestApp();
    const answer = await app.get('/docs');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(answer.text).not.toMatch(/<style|<script>|(?:src|href)="https?:/);
  });
});

describe('who may read the documentation', () => {
  test('everybody, unless the operator says otherwise', async () => {
    await using app = await createTestApp();
    expect((await app.get('/docs/json')).body).toHaveProperty('openapi', '3.1.0');
  });

  test.each(everything)('with DOCS=off there is no %s', async (path) => {
    await using app = await createTestApp({ DOCS: 'off' });
    expect((await app.get(path)).status).toBe(404);
  });

  test.each(['/docs/json', '/docs/client.ts'])(
    'with DOCS=admin the page is there and %s is for administrators',
    async (path) => {
      await using app = await createTestApp({ DOCS: 'admin' });
      const admin = await addSignedIn(app, { isAdmin: true });
      const user = await addSignedIn(app);
      expect((await app.get('/docs')).status).toBe(200);
      expect((await app.get(path)).status).toBe(401);
      expect((await app.get(path, 'garbage')).status).toBe(401);
      expect((await app.get(path, user.access_token)).status).toBe(403);
      expect((await app.get(path, admin.access_token)).status).toBe(200);
    },
  );
});
