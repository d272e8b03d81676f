// A person who signs out on the pages is signed out at the provider too (OIDC_LOGOUT).
import { expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { settle, visit } from '../support/browser.ts';
import { addPerson } from '../support/people.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import { continueWith, openOidcSite, signInThere } from './journeys.ts';
import { arriveAt, press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const env = { OIDC_LOGOUT: 'true' };

async function signOut(page: Page): Promise<void> {
  await press(page, 'Sign out');
  await page.getByRole('button', { name: 'Sign me out' }).click();
  await arriveAt(page, 'Sign in');
}

test('the way leads there and back, and the next sign-in asks for everything again', async () => {
  await using site = await openOidcSite(env);
  await addPerson(site.app);
  const { origin } = site.at;
  await visit({ ...site.at, path: '/login' }, async (page) => {
    await continueWith(page, 'Pocket ID');
    await signInThere(page);
    await arriveAt(page, 'Your account');
    await signOut(page);
    expect(page.url()).toBe(`${origin}/login`);
    expect(await page.evaluate<string | null>(`localStorage.getItem('anchor-auth.session')`)).toBe(
      null,
    );
    await continueWith(page, 'Pocket ID');
    await page.getByPlaceholder('Enter any login').waitFor();
  });
});

test('a page that goes to the provider by itself stays after the way back', async () => {
  await using site = await openOidcSite({ ...env, OIDC_AUTO_REDIRECT: 'true' });
  await addPerson(site.app);
  await visit({ ...site.at, path: '/login' }, async (page) => {
    await signInThere(page);
    await arriveAt(page, 'Your account');
    await signOut(page);
    await page.getByRole('link', { name: 'Continue with Pocket ID' }).waitFor();
  });
});

test('without a connection the session here ends, and the page stays', async () => {
  await using site = await openOidcSite(env);
  await addPerson(site.app);
  await visit({ ...site.at, path: '/login', expected: /Failed to load resource/ }, async (page) => {
    await continueWith(page, 'Pocket ID');
    await signInThere(page);
    await arriveAt(page, 'Your account');
    await page.route('**/api/auth/logout', (route) => route.abort());
    await press(page, 'Sign out');
    await arriveAt(page, 'Sign in');
    await page.reload();
    await arriveAt(page, 'Sign in');
  });
});

test('a person who signs in again for a change is not signed out at the provider', async () => {
  using standIn = createStandIn();
  await using site = await openOidcSite({ ...env, ...standIn.env });
  await addPerson(site.app, { email: 'ada@example.com' });
  const { origin } = site.at;
  await visit({ ...site.at, path: '/login', expected: /status of 403/ }, async (page) => {
    await continueWith(page, 'Pocket ID');
    await signInThere(page);
    await arriveAt(page, 'Your account');
    await site.app.database.write((trx) =>
      trx.updateTable('sessions').set({ created_at: 0, authenticated_at: 0 }).execute(),
    );
    await page.evaluate<void>('sessionStorage.clear()');
    await page.reload();
    await press(page, 'Link GitHub');
    await page.getByRole('link', { name: 'Sign in again with Pocket ID' }).click();
    await page.getByPlaceholder('Enter any login').fill('grace-0001');
    await page.getByPlaceholder('and password').fill('anything');
    await page.getByRole('button', { name: 'Sign-in' }).click();
    await page.getByText('Thank you, you are confirmed.').waitFor();
    await settle(page);
    expect(page.url()).toBe(`${origin}/account`);
    // The session before has ended here, and the one at the provider goes on.
    await page.goto(`${origin}/api/auth/oidc/initiate`);
    await arriveAt(page, 'Your account');
  });
});
