// T62: every cookie the server ever sets is hidden from scripts, stays with this site, is small, and is taken
// away when it has done its work. T14 needs them; nothing else has one.
import { describe, expect, test } from 'bun:test';
import { openScene, oidcPath } from '../support/oidc-scene.ts';
import { addSignedIn } from '../support/people.ts';
import type { Answer } from '../support/answer-rules.ts';

const sites = [
  ['http', 'http://localhost:3000'],
  ['https', 'https://auth.example.com'],
] as const;

describe.each([...sites])('on %s', (scheme, appUrl) => {
  const env = {
    APP_URL: appUrl,
    GITHUB_CLIENT_ID: 'our-client',
    GITHUB_CLIENT_SECRET: 'our-secret',
  };

  test('every cookie is hidden, of this site, secure where it can be, and small', async () => {
    await using scene = await openScene({ env });
    const { app } = scene;
    const { access_token: bearer } = await addSignedIn(app);
    const answers = [
      await app.get(`${oidcPath}/initiate`),
      await app.get(`${oidcPath}/initiate?redirect=/${'a'.repeat(1900)}`),
      await app.get('/api/auth/oauth/github/start'),
      await app.get('/api/auth/link/github', bearer),
      await app.get('/api/auth/link/oidc', bearer),
      await app.get(`${oidcPath}/callback?state=x&code=y`),
      await app.get('/api/auth/oauth/github/callback?error=x&state=z'),
      (await scene.browser.signIn()).answer,
    ];
    const cookies = answers.flatMap(({ headers }) => headers.getSetCookie());
    expect(cookies.length).toBeGreaterThanOrEqual(7);
    for (const cookie of cookies) {
      const attributes = cookie.split('; ').slice(1);
      expect(attributes).toContain('HttpOnly');
      expect(attributes).toContain('Path=/');
      const { sameSite } = Bun.Cookie.parse(cookie);
      expect(sameSite).toBe(cookie.includes('anchor-code-') ? 'strict' : 'lax');
      expect(attributes.includes('Secure')).toBe(scheme === 'https');
      expect(cookie.startsWith('__Host-')).toBe(scheme === 'https');
      expect(attributes.join()).not.toContain('Domain');
      expect(ageOf(cookie)).toBeLessThanOrEqual(600);
      expect(Buffer.byteLength(cookie)).toBeLessThanOrEqual(4096);
    }
  });

  test('a sign-in leaves no more than a mark of its code, and its tokens come in no cookie', async () => {
    await using scene = await openScene({ env });
    const { browser } = scene;
    const { answer, query } = await browser.signIn();
    expect(answer.headers.getSetCookie().map(ageOf)).toEqual([10, 60]);
    expect([...browser.jar.keys()].at(-1)).toMatch(/^(?:__Host-)?anchor-code-[0-9a-f]{12}$/);
    const tokens: Answer = await browser.exchange(query['code']);
    expect(tokens.status).toBe(200);
    // The mark outlives the memory of a used code, which is a day and at most an hour.
    expect(tokens.headers.getSetCookie().map(ageOf)).toEqual([0, 26 * 3600]);
    const cookies = tokens.headers.getSetCookie().join('\n');
    for (const secret of Object.values(tokens.body as object).map(String)) {
      expect(cookies).not.toContain(secret);
    }
  });
});

function ageOf(cookie: string): number {
  return Number(/; Max-Age=(\d+)/.exec(cookie)?.[1] ?? Number.NaN);
}
