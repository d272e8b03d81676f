// A sign-in page that goes to the one provider at once (OIDC_AUTO_REDIRECT), and when it does not.
import { expect, setDefaultTimeout, test } from 'bun:test';
import { visit } from '../support/browser.ts';
import { addPerson, password, setSetting } from '../support/people.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import { openOidcSite, signInThere } from './journeys.ts';
import { arriveAt, fill, press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const env = { OIDC_AUTO_REDIRECT: 'true' };
const here = 'Sign in';

test('the way leads over the provider to the page asked for', async () => {
  await using site = await openOidcSite(env);
  await addPerson(site.app);
  const path = '/login?redirect=%2Fdocs%2Fhandbook%2Fapps';
  await visit({ ...site.at, path }, async (page) => {
    await signInThere(page);
    await page.waitForURL(`${site.at.origin}/docs/handbook/apps`);
  });
});

test('the Back button leads from the provider to the page before, not there again', async () => {
  await using site = await openOidcSite(env);
  await addPerson(site.app);
  const { origin } = site.at;
  await visit({ ...site.at, path: '/docs/handbook/apps' }, async (page) => {
    await page.goto(`${origin}/account`);
    await page.getByPlaceholder('Enter any login').waitFor();
    await page.goBack();
    await page.waitForURL(`${origin}/docs/handbook/apps`);
  });
});

test('after a sign-out the page stays, also when it is loaded again, until the next sign-in', async () => {
  await using site = await openOidcSite(env);
  await addPerson(site.app);
  const { origin } = site.at;
  await visit({ ...site.at, path: '/login' }, async (page) => {
    await signInThere(page);
    await arriveAt(page, 'Your account');
    await press(page, 'Sign out');
    await arriveAt(page, here);
    await page.reload();
    await arriveAt(page, here);
    await page.getByRole('link', { name: 'Continue with Pocket ID' }).click();
    await arriveAt(page, 'Your account');
    await page.evaluate<void>('localStorage.clear()');
    await page.goto(`${origin}/login`);
    // The provider still knows the person, so the way leads there and back without a question.
    await arriveAt(page, 'Your account');
  });
});

test('?local shows the page, on which passwords work, and stays in the address', async () => {
  await using site = await openOidcSite(env);
  await addPerson(site.app, { email: 'ada@example.com' });
  await visit({ ...site.at, path: '/login?local&redirect=%2Faccount%3Fx' }, async (page) => {
    await arriveAt(page, here);
    expect(page.url()).toBe(`${site.at.origin}/login?local&redirect=%2Faccount%3Fx`);
    await page.reload();
    await arriveAt(page, here);
    await fill(page, { 'E-mail': 'ada@example.com', Password: password });
    await press(page, 'Sign in');
    await arriveAt(page, 'Your account');
  });
});

test('a person who cancels at the provider sees why, and is not sent there again', async () => {
  await using site = await openOidcSite(env);
  await addPerson(site.app);
  await visit({ ...site.at, path: '/login' }, async (page) => {
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.getByRole('alert').getByText('You cancelled the sign-in').waitFor();
    await arriveAt(page, here);
  });
});

test('a provider that does not answer leads to the page with the reason, not to a raw error', async () => {
  await using site = await openOidcSite({ ...env, OIDC_ISSUER_URL: 'http://127.0.0.1:9' });
  await addPerson(site.app);
  const path = '/login?redirect=%2Fadmin%2Fusers';
  await visit({ ...site.at, path }, async (page) => {
    await page.getByRole('alert').getByText('cannot be reached right now').waitFor();
    await arriveAt(page, here);
    expect(page.url()).toBe(`${site.at.origin}/login?redirect=%2Fadmin%2Fusers`);
  });
});

test('the page stays while there is a choice of providers, and for the first person of a server', async () => {
  using standIn = createStandIn();
  await using site = await openOidcSite({ ...env, ...standIn.env });
  const { origin } = site.at;
  await visit({ ...site.at, path: '/login' }, async (page) => {
    await page.waitForURL(`${origin}/register`);
    await addPerson(site.app);
    await page.goto(`${origin}/login`);
    await page.getByRole('link', { name: 'Continue with Pocket ID' }).waitFor();
    await arriveAt(page, here);
  });
});

test('the choice of the panel counts at once', async () => {
  await using site = await openOidcSite();
  await addPerson(site.app);
  const { origin } = site.at;
  await visit({ ...site.at, path: '/login' }, async (page) => {
    await arriveAt(page, here);
    await setSetting(site.app, 'oidc.auto_redirect', 'true');
    await page.goto(`${origin}/login`);
    await page.getByPlaceholder('Enter any login').waitFor();
  });
});

test('a page that was opened under another address stays, because the way back leads elsewhere', async () => {
  await using site = await openOidcSite(env);
  await addPerson(site.app);
  const { port, origin } = new URL(site.at.origin);
  const other = `http://127.0.0.1:${port}`;
  await visit({ origin: other, alsoAt: [origin], path: '/login' }, async (page) => {
    await arriveAt(page, here);
    await page.getByRole('link', { name: 'Continue with Pocket ID' }).waitFor();
  });
});
