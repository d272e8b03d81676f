import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { base as de } from '../../src/web/pages/words/de/base.ts';
import { visit } from '../support/browser.ts';
import { openScene } from '../support/oidc-scene.ts';
import { addPerson } from '../support/people.ts';
import { openOidcSite } from './journeys.ts';
import { arriveAt, checkPage, press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

describe('a user who comes back from the identity provider', () => {
  test('is signed in, goes where they wanted to, and leaves no code behind', async () => {
    await using scene = await openScene();
    const { query } = await scene.browser.signIn('/docs');
    const origin = scene.app.listen();
    const { jar: cookies } = scene.browser;
    const path = `/login?code=${query['code']}&redirect=%2Fdocs`;
    await visit({ origin, path, cookies }, async (page) => {
      await page.waitForURL(`${origin}/docs`);
      await page.goto(`${origin}/account`);
      await page.getByText('ada@example.com').first().waitFor();
      await page.getByText('Your only way to sign in').waitFor();
      expect(await page.evaluate<string>('document.referrer')).not.toContain('code');
    });
  });

  test('sees a notice when an unproven account lost its password to them', async () => {
    await using scene = await openScene();
    await addPerson(scene.app, { email: 'ada@example.com' });
    const { query } = await scene.browser.signIn('/account');
    const origin = scene.app.listen();
    const { jar: cookies } = scene.browser;
    await visit({ origin, path: `/login?code=${query['code']}`, cookies }, async (page) => {
      await arriveAt(page, 'You are signed in');
      await page.getByText('its password, sessions and API token were removed').waitFor();
      await checkPage(page);
      await press(page, 'Continue');
      await arriveAt(page, 'Your account');
      await page.getByText('manages it').waitFor();
    });
  });

  test('is not signed in with a code of another user, who still gets in', async () => {
    await using scene = await openScene();
    await addPerson(scene.app);
    const { query } = await scene.browser.signIn();
    const origin = scene.app.listen();
    const path = `/login?code=${query['code']}`;
    await visit({ origin, path, expected: /status of 400/ }, async (page) => {
      await page.getByRole('alert').getByText('This sign-in').waitFor();
      await arriveAt(page, 'Sign in');
      expect(await page.evaluate<number>('localStorage.length')).toBe(0);
    });
    expect((await scene.browser.exchange(query['code'])).status).toBe(200);
  });

  test('finds no password form where the operator has switched it off', async () => {
    await using site = await openOidcSite({ DISABLE_INTERNAL_AUTH: 'true' });
    const { origin } = site.at;
    await visit({ origin, path: '/login' }, async (page) => {
      const link = page.getByRole('link', { name: /^Continue with / });
      expect(await link.getAttribute('href')).toBe(
        '/api/auth/oidc/initiate?redirect=%2Faccount&errors=page',
      );
      await page.getByText('becomes the administrator of this server').waitFor();
      expect(await page.getByLabel('Password').count()).toBe(0);
      expect(await page.getByRole('link').count()).toBe(1);
      await page.goto(`${origin}/register`);
      await page.getByText('Accounts on this server come from an identity provider.').waitFor();
    });
  });

  test('begins under the address that the provider knows, and is told so', async () => {
    await using site = await openOidcSite();
    await addPerson(site.app);
    const { port, host, origin } = new URL(site.at.origin);
    const other = `http://127.0.0.1:${port}`;
    const name = de['signIn.continueWith']({ provider: 'Pocket ID' });
    const path = '/login?redirect=%2Fadmin%2Fusers&lang=de';
    await visit({ origin: other, alsoAt: [origin], path }, async (page) => {
      await page.getByText(de['signIn.providersAt']({ host })).waitFor();
      await page.getByRole('link', { name }).click();
      await page.waitForURL(`${origin}/login?redirect=%2Fadmin%2Fusers`);
      const link = page.getByRole('link', { name });
      await link.waitFor();
      expect(await page.getByText(de['signIn.providersAt']({ host })).count()).toBe(0);
      expect(await page.evaluate<string>('document.documentElement.lang')).toBe('de');
      expect(await link.getAttribute('href')).toBe(
        '/api/auth/oidc/initiate?redirect=%2Fadmin%2Fusers&errors=page',
      );
    });
  });
});

test('a button of a provider that does not answer leads to the page with the reason', async () => {
  await using site = await openOidcSite({ OIDC_ISSUER_URL: 'http://127.0.0.1:9' });
  await addPerson(site.app);
  const path = '/login?redirect=%2Fadmin%2Fusers';
  await visit({ ...site.at, path }, async (page) => {
    await page.getByRole('link', { name: /^Continue with / }).click();
    await page.getByRole('alert').getByText('cannot be reached right now').waitFor();
    await arriveAt(page, 'Sign in');
    expect(page.url()).toBe(`${site.at.origin}/login?redirect=%2Fadmin%2Fusers`);
  });
});
