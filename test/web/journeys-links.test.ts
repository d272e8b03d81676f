// Adding and removing ways to sign in, from the account page to the provider and back.
import { expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { addIdentity, addSignedIn } from '../support/people.ts';
import type { TestApp } from '../support/test-app.ts';
import { openNamedSite, openOidcSite, signInThere } from './journeys.ts';
import { press, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const path = '/account';

async function waysOf(app: TestApp, bearer: string): Promise<unknown> {
  const { authIdentities } = (await app.get('/api/auth/me', bearer)).body as {
    authIdentities: unknown;
  };
  return authIdentities;
}

/** Asks to unlink, and means it. */
async function unlink(page: Page, name: string): Promise<void> {
  await press(page, `Unlink ${name}`);
  await page.getByRole('dialog').getByRole('button', { name: 'Unlink' }).click();
}

test.concurrent('OpenID Connect is linked, unlinked and linked again', async () => {
  await using site = await openOidcSite();
  const { app, at } = site;
  const person = await addSignedIn(app, { email: 'ada@example.com' });
  await visitAs({ ...at, path, person }, async (page) => {
    await press(page, 'Link Pocket ID');
    await signInThere(page);
    await page.getByText('You can sign in with Pocket ID from now on.').waitFor();
    expect(page.url()).toBe(at.origin + path);
    expect(await waysOf(app, person.access_token)).toEqual(['local', 'oidc']);
    await unlink(page, 'Pocket ID');
    await page.getByText('Pocket ID is unlinked.').waitFor();
    await page.getByText('Your only way to sign in').waitFor();
    expect(await waysOf(app, person.access_token)).toEqual(['local']);
    await press(page, 'Link Pocket ID');
    await page.getByText('You can sign in with Pocket ID from now on.').waitFor();
  });
});

test.concurrent('a user who cancels at the provider is back where they were', async () => {
  await using site = await openOidcSite();
  const { app, at } = site;
  const person = await addSignedIn(app);
  await visitAs({ ...at, path, person }, async (page) => {
    await press(page, 'Link Pocket ID');
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.getByRole('alert').getByText('You cancelled').waitFor();
    await page.getByRole('button', { name: 'Link Pocket ID' }).waitFor();
    expect(await waysOf(app, person.access_token)).toEqual(['local']);
  });
});

test.concurrent('GitHub is linked, and cannot be linked to another user', async () => {
  await using site = await openNamedSite();
  const { app, at } = site;
  const ada = await addSignedIn(app, { email: 'ada@example.com' });
  await visitAs({ ...at, path, person: ada }, async (page) => {
    await press(page, 'Link GitHub');
    await page.getByText('You can sign in with GitHub from now on.').waitFor();
    await page.getByText('This device').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Unlink GitHub' }).waitFor();
    expect(await page.getByText('from now on').count()).toBe(0);
  });
  const alan = await addSignedIn(app, { email: 'alan@example.com' });
  await visitAs({ ...at, path, person: alan }, async (page) => {
    await press(page, 'Link GitHub');
    await page
      .getByText('This account at the provider is linked to another account here.')
      .waitFor();
    expect(page.url()).toBe(at.origin + path);
    expect(await waysOf(app, alan.access_token)).toEqual(['local']);
  });
});

test.concurrent('the last way in stays, and the page says why', async () => {
  await using site = await openNamedSite();
  const { app, at } = site;
  const person = await addSignedIn(app, { email: 'grace@example.com', password: null });
  await addIdentity(app, person.user, 'oidc');
  await visitAs({ ...at, path, person, expected: /status of 400/ }, async (page) => {
    await press(page, 'Link GitHub');
    await page.getByText('Your only way to sign in').waitFor();
    await page.getByText('Switched off on this server').waitFor();
    expect(await page.getByRole('button', { name: 'Unlink GitHub' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Unlink OpenID Connect' }).count()).toBe(1);
    await press(page, 'Link Google');
    await page.getByText('You can sign in with Google from now on.').waitFor();
    await page.getByRole('button', { name: 'Unlink Google' }).waitFor();
    // Behind the page's back: it still believes in GitHub as another way in.
    const other = { method: 'DELETE', path: '/api/auth/identities/github' };
    await app.send({ ...other, bearer: person.access_token });
    await unlink(page, 'Google');
    const question = page.getByRole('dialog');
    await question.getByText('This is your only way to sign in. Set up another one').waitFor();
    await question.press('Escape');
    expect(await waysOf(app, person.access_token)).toEqual(['oidc', 'google']);
  });
});

test.concurrent('a password that the operator has switched off is no other way in', async () => {
  await using site = await openOidcSite({ DISABLE_INTERNAL_AUTH: 'true' });
  const { app, at } = site;
  const person = await addSignedIn(app);
  await visitAs({ ...at, path, person }, async (page) => {
    await press(page, 'Link Pocket ID');
    await signInThere(page);
    await page.getByText('Your only way to sign in').waitFor();
    await page.getByText('Switched off on this server').waitFor();
    expect(await page.getByRole('button', { name: /^Unlink/ }).count()).toBe(0);
  });
});
