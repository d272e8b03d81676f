// Signing in at a certified OpenID provider, click by click.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { visit } from '../support/browser.ts';
import { addPerson, addSignedIn } from '../support/people.ts';
import { continueWith, openOidcSite, signInThere } from './journeys.ts';
import { arriveAt, press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

test.concurrent(
  'a newcomer signs in at the provider, signs out, and gets in again without a question',
  async () => {
    await using site = await openOidcSite();
    const { app, at } = site;
    await addPerson(app);
    await visit({ ...at, path: '/' }, async (page) => {
      await continueWith(page, 'Pocket ID');
      await signInThere(page);
      await arriveAt(page, 'Your account');
      expect(page.url()).toBe(`${at.origin}/account`);
      expect(await page.getByLabel('Name').inputValue()).toBe('Grace Hopper');
      await page.reload();
      await page.getByText('with Pocket ID').waitFor();
      await press(page, 'Sign out');
      await continueWith(page, 'Pocket ID');
      await arriveAt(page, 'Your account');
      expect((await app.snapshot())['users']).toHaveLength(2);
    });
  },
);

test.concurrent(
  'a provider on another site that posts its answer signs a newcomer in',
  async () => {
    await using site = await openOidcSite({ OIDC_RESPONSE_MODE: 'form_post' });
    const { app, at } = site;
    // Cookies with SameSite=Lax go by sites, which are host names: ports do not count.
    const hosts = [at.origin, ...(at.alsoAt ?? [])].map((origin) => new URL(origin).hostname);
    expect(new Set(hosts).size).toBe(2);
    await addPerson(app);
    await visit({ ...at, path: '/login' }, async (page) => {
      const callbacks: Promise<readonly [string, boolean]>[] = [];
      page.on('request', (request) => {
        if (!request.url().includes('/oidc/callback')) return;
        const headers = request.allHeaders();
        callbacks.push(headers.then(({ cookie }) => [request.method(), cookie !== undefined]));
      });
      await continueWith(page, 'Pocket ID');
      await signInThere(page);
      await arriveAt(page, 'Your account');
      // The browser itself keeps the cookie from the post, and sends it with what the post is answered with.
      expect(await Promise.all(callbacks)).toEqual([
        ['POST', false],
        ['GET', true],
      ]);
    });
  },
);

test.concurrent('who signs out at the provider is signed out here', async () => {
  await using site = await openOidcSite();
  const { app, at } = site;
  await addPerson(app);
  const issuer = at.alsoAt?.[0] ?? '';
  await visit({ ...at, path: '/login', expected: /status of 401/ }, async (page) => {
    await continueWith(page, 'Pocket ID');
    await signInThere(page);
    await arriveAt(page, 'Your account');
    await page.goto(`${issuer}/session/end`);
    await page.getByRole('button', { name: 'Sign me out' }).click();
    await page.getByRole('heading', { name: 'Signed out' }).waitFor();
    await page.goto(`${at.origin}/account`);
    await page.getByRole('link', { name: 'Pocket ID' }).waitFor();
  });
  const rows = await app.database.read.selectFrom('sessions').select('end_reason').execute();
  expect(rows).toEqual([{ end_reason: 'ended_by_provider' }]);
});

test.concurrent('the way back does not lead to a form or a used code', async () => {
  await using site = await openOidcSite();
  const { app, at } = site;
  await addPerson(app);
  // What the provider makes of its own pages seen again.
  await visit({ ...at, path: '/login', expected: /status of 400/ }, async (page) => {
    await continueWith(page, 'Pocket ID');
    await signInThere(page);
    await arriveAt(page, 'Your account');
    const ours: string[] = [];
    page.on('framenavigated', (frame) => ours.push(frame.url()));
    while (ours.at(-1)?.startsWith(at.origin) !== true) await page.goBack();
    await arriveAt(page, 'Your account');
    await page.goForward();
    await page.goForward();
    await page.goForward();
    await arriveAt(page, 'Your account');
    expect(ours.filter((url) => url.includes('code='))).toEqual([]);
  });
});

test.concurrent(
  'a user who cancels at the provider sees a message of this server, and may try again',
  async () => {
    await using site = await openOidcSite();
    const { app, at } = site;
    await addPerson(app);
    await visit({ ...at, path: '/login' }, async (page) => {
      await continueWith(page, 'Pocket ID');
      await page.getByRole('link', { name: 'Cancel' }).click();
      await page.getByRole('alert').getByText('You cancelled the sign-in').waitFor();
      expect(await page.locator('body').innerText()).not.toContain('aborted');
      expect(page.url()).toBe(`${at.origin}/login?redirect=%2Faccount`);
      await continueWith(page, 'Pocket ID');
      await signInThere(page);
      await arriveAt(page, 'Your account');
    });
  },
);

test.concurrent(
  'the first person of a server without passwords becomes its administrator, on the page asked for',
  async () => {
    await using site = await openOidcSite({ DISABLE_INTERNAL_AUTH: 'true' });
    const { at } = site;
    await visit({ ...at, path: '/admin/users' }, async (page) => {
      await page.getByText('becomes the administrator of this server').waitFor();
      await continueWith(page, 'Pocket ID');
      await signInThere(page);
      await arriveAt(page, 'Users');
      expect(page.url()).toBe(`${at.origin}/admin/users`);
      await page.getByText('grace@example.com').first().waitFor();
    });
  },
);

test.concurrent(
  'an unproven account loses its password, and its owner sees one notice',
  async () => {
    await using site = await openOidcSite();
    const { app, at } = site;
    await addPerson(app, { email: 'grace@example.com' });
    await visit({ ...at, path: '/login?redirect=%2Faccount%3Fx' }, async (page) => {
      await continueWith(page, 'Pocket ID');
      await signInThere(page);
      await arriveAt(page, 'You are signed in');
      await page.getByText('its password, sessions and API token were removed').waitFor();
      expect(page.url()).not.toContain('code=');
      await press(page, 'Continue');
      await page.getByText('You have no password here. Pocket ID manages it.').waitFor();
      await press(page, 'Sign out');
      await continueWith(page, 'Pocket ID');
      await arriveAt(page, 'Your account');
    });
  },
);

test.concurrent(
  'a newcomer waits in one browser until an administrator approves in another',
  async () => {
    await using site = await openOidcSite({ USER_SIGNUP: 'review' });
    const { app, at } = site;
    const admin = await addSignedIn(app, { isAdmin: true });
    await visit({ ...at, path: '/login' }, async (page) => {
      await continueWith(page, 'Pocket ID');
      await signInThere(page);
      await arriveAt(page, 'Waiting for approval');
      expect(page.url()).toBe(`${at.origin}/login?redirect=%2Faccount`);
      await press(page, 'Use another account');
      await continueWith(page, 'Pocket ID');
      await arriveAt(page, 'Waiting for approval');
      const waiting = await app.get('/api/admin/users/pending', admin.access_token);
      const [grace] = waiting.body as { id: string }[];
      await app.post(`/api/admin/users/${grace?.id}/approve`, {}, admin.access_token);
      await page.reload();
      await arriveAt(page, 'Your account is approved');
      await press(page, 'Sign in');
      await continueWith(page, 'Pocket ID');
      await arriveAt(page, 'Your account');
    });
  },
);

describe('with scripts switched off', () => {
  test.concurrent.each(['/login', '/register', '/account'])(
    '%s says what it needs',
    async (path) => {
      await using site = await openOidcSite();
      await visit({ ...site.at, path, hasScripts: false }, async (page) => {
        const sentence = page.locator('.no-script');
        await sentence.waitFor();
        expect(await sentence.innerText()).toStartWith('These pages need JavaScript.');
      });
    },
  );
});
