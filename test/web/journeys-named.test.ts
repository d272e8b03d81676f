// Signing in at the providers of the registry while there is no OpenID provider.
import { expect, setDefaultTimeout, test } from 'bun:test';
import { providerLabels } from '../../src/core/providers/registry.ts';
import { visit } from '../support/browser.ts';
import { addPerson } from '../support/people.ts';
import { oneOfEachKind } from '../support/stand-in/wires.ts';
import { continueWith, openNamedSite } from './journeys.ts';
import { press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

test.concurrent.each(oneOfEachKind.map((provider) => [providerLabels[provider]] as const))(
  'a user who signs in with %s ends at the page they wanted',
  async (label) => {
    await using site = await openNamedSite();
    const { app, at, standIn } = site;
    await addPerson(app);
    standIn.refusal = 'access_denied';
    await visit({ ...at, path: '/admin/users' }, async (page) => {
      await continueWith(page, label);
      await page.getByRole('alert').getByText('You cancelled the sign-in').waitFor();
      standIn.refusal = null;
      await page.goto(`${at.origin}/admin/users`);
      await continueWith(page, label);
      await page.getByText('This page is for administrators').waitFor();
      expect(page.url()).toBe(`${at.origin}/admin/users`);
      await page.getByRole('link', { name: 'Back to your account' }).click();
      await page.getByText(`with ${label}`).waitFor();
      await press(page, 'Sign out');
      await continueWith(page, label);
      await page.getByText('grace@example.com').first().waitFor();
      expect((await app.snapshot())['users']).toHaveLength(2);
    });
  },
);

test.concurrent(
  'passwords that are switched off show no form when GitHub alone is there',
  async () => {
    await using site = await openNamedSite({ DISABLE_INTERNAL_AUTH: 'true' });
    const { app, at } = site;
    await addPerson(app);
    await visit({ ...at, path: '/login' }, async (page) => {
      await page.getByRole('link', { name: 'Continue with GitHub' }).waitFor();
      expect(await page.getByLabel('Password').count()).toBe(0);
      await page.goto(`${at.origin}/register`);
      await page.getByText('Accounts on this server come from an identity provider.').waitFor();
    });
  },
);

test.concurrent(
  'a user with a password account is told of it when the address is unverified',
  async () => {
    await using site = await openNamedSite();
    const { app, at, standIn } = site;
    await addPerson(app, { email: 'grace@example.com' });
    standIn.member = { ...standIn.member, emailVerified: false };
    await visit({ ...at, path: '/login' }, async (page) => {
      await continueWith(page, 'Google');
      await page.getByText('There is an account with your address already').waitFor();
    });
  },
);
