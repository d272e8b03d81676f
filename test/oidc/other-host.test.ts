// A sign-in that is begun under another host than APP_URL's: its cookies would be missing at the callback.
import { describe, expect, test } from 'bun:test';
import { oidcPath, openScene } from '../support/oidc-scene.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const APP_URL = 'https://auth.example.com';

async function locationAt(app: TestApp, path: string, host: string): Promise<string> {
  const answer = await app.send({ path, headers: { host } });
  expect(answer.status).toBe(302);
  return answer.headers.get('location') ?? '';
}

const elsewhere = ['127.0.0.1:3000', 'auth.example.com:8443', 'AUTH.example.org', '[::1]:3000'];
const here = ['auth.example.com', 'AUTH.Example.COM', 'auth.example.com:443'];

describe('the start of a sign-in', () => {
  test.each(elsewhere)(
    'at %s is sent to APP_URL first, where it keeps what was asked',
    async (host) => {
      await using scene = await openScene({ env: { APP_URL } });
      scene.app.listen();
      const asked = `${oidcPath}/initiate?redirect=%2Faccount%3Fa%3Db%26c&prompt=login`;
      const url = new URL(await locationAt(scene.app, asked, host));
      expect(url.origin + url.pathname).toBe(`${APP_URL}${oidcPath}/initiate`);
      expect(Object.fromEntries(url.searchParams)).toEqual({
        redirect: '/account?a=b&c',
        prompt: 'login',
        sent_on: '1',
      });
      expect((await scene.app.snapshot())['sign_in_flows']).toEqual([]);
    },
  );

  test.each(elsewhere)('behind a proxy that names the host %s goes on at once', async (host) => {
    await using scene = await openScene({ env: { APP_URL } });
    scene.app.listen();
    const { pathname, search } = new URL(await locationAt(scene.app, `${oidcPath}/initiate`, host));
    expect(await locationAt(scene.app, pathname + search, host)).toStartWith(scene.provider.issuer);
  });

  test.each(here)('at %s is at APP_URL already', async (host) => {
    await using scene = await openScene({ env: { APP_URL } });
    scene.app.listen();
    expect(await locationAt(scene.app, `${oidcPath}/initiate`, host)).toStartWith(
      scene.provider.issuer,
    );
  });

  test('of a named provider is sent on, too; a program, which has no cookie, is not', async () => {
    using standIn = createStandIn();
    await using app = await createTestApp({ ...standIn.env, APP_URL });
    app.listen();
    const host = '127.0.0.1:3000';
    expect(await locationAt(app, '/api/auth/oauth/github/start', host)).toBe(
      `${APP_URL}/api/auth/oauth/github/start?sent_on=1`,
    );
    const program = await app.send({ path: '/api/auth/oauth/github', headers: { host } });
    expect(program.status).toBe(200);
  });
});
