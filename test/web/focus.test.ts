import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { settle, visit } from '../support/browser.ts';
import { addPerson, addSignedIn, password, setSetting } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { dialogOf, populate, visitPanel } from './admin-panel.ts';
import { fill, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

/** Waits until keyboard and screen reader are at this control or heading. */
async function isAt(page: Page, selector: string, text: string): Promise<void> {
  await page.locator(`${selector}:focus`, { hasText: text }).waitFor();
}

function hit(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).press('Enter');
}

describe('the keyboard is not lost', () => {
  test('when a form shows that the user has to wait', async () => {
    await using app = await createTestApp({ USER_SIGNUP: 'review' });
    await addPerson(app);
    await visit({ origin: app.listen(), path: '/register' }, async (page) => {
      await fill(page, { Name: 'Grace Hopper', 'E-mail': 'grace@example.com', Password: password });
      await page.keyboard.press('Enter');
      await isAt(page, 'h1', 'Waiting for approval');
    });
  });

  test('when a token takes the place of the button that made it', async () => {
    await using app = await createTestApp();
    const person = await addSignedIn(app);
    await visitAs({ origin: app.listen(), path: '/account', person }, async (page) => {
      await page.getByText('Show API tokens').click();
      await hit(page, 'Create token without a name');
      await isAt(page, 'h2', 'For developers');
    });
  });

  test('when a button turns into its opposite', async () => {
    await using app = await createTestApp();
    await populate(app);
    await visitPanel(app, { path: '/users' }, async (page) => {
      await page.getByRole('link', { name: 'Alan Turing' }).press('Enter');
      await isAt(page, 'h1', 'Alan Turing');
      await hit(page, 'Enable');
      await page.getByText("Alan Turing's account is enabled.").waitFor();
      await isAt(page, 'h2', 'Danger zone');
      await hit(page, 'Disable');
      await dialogOf(page, "Disable Alan Turing's account?")
        .getByRole('button', { name: 'Disable' })
        .press('Enter');
      await page.getByText("Alan Turing's account is disabled.").waitFor();
      await isAt(page, 'h2', 'Danger zone');
    });
  });

  test('when a row goes with the decision about it', async () => {
    await using app = await createTestApp();
    await populate(app);
    await visitPanel(app, { path: '/waiting' }, async (page) => {
      await hit(page, 'Approve Ken Thompson');
      await isAt(page, 'h1', 'Review requests');
      await hit(page, 'Reject Barbara Liskov');
      await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).press('Enter');
      await page.getByText('No requests are waiting').waitFor();
      await isAt(page, 'h1', 'Review requests');
    });
  });

  test('when passwords are switched on again', async () => {
    await using app = await createTestApp();
    await populate(app);
    await setSetting(app, 'local.disabled', 'true');
    await visitPanel(app, { path: '/providers' }, async (page) => {
      await hit(page, 'Switch passwords on');
      await page.getByText('Passwords are switched on.').waitFor();
      await isAt(page, 'h2', 'Passwords');
    });
  });

  test('when a saved form begins anew', async () => {
    await using app = await createTestApp();
    await visitPanel(app, { path: '/providers' }, async (page) => {
      await hit(page, 'Save');
      await page.getByText('OpenID Connect is saved.').waitFor();
      await isAt(page, 'button', 'Save');
    });
  });
});

describe('a form that begins anew', () => {
  test('no longer praises the password that was saved', async () => {
    await using app = await createTestApp();
    const person = await addSignedIn(app);
    await visitAs({ origin: app.listen(), path: '/account', person }, async (page) => {
      const next = 'staple correct horse';
      await fill(page, { 'Current password': password, 'New password': next });
      await page.getByText('Good length').waitFor();
      // A request that meets the change with the old access token is refused, and repeated.
      await settle(page);
      await page.keyboard.press('Enter');
      await page.getByText('Your password is changed.').waitFor();
      await page.getByText('At least 8 characters').waitFor();
      await isAt(page, 'button', 'Change password');
    });
  });

  test('keeps what was typed when only the secret is removed', async () => {
    await using app = await createTestApp();
    await populate(app);
    await visitPanel(app, { path: '/providers' }, async (page) => {
      await fill(page, { 'Client ID': 'another' });
      await hit(page, 'Remove');
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).press('Enter');
      await page.getByText('The client secret is removed.').waitFor();
      expect(await page.getByLabel('Client ID').inputValue()).toBe('another');
    });
  });
});
