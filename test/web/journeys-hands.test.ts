// With fingers on a small screen, and with nothing but a keyboard.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { overflow, settle, visit } from '../support/browser.ts';
import { pngFile } from '../support/images/png.ts';
import { addPerson, addSignedIn, password } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { openOidcSite } from './journeys.ts';
import { arriveAt, fill, tabTo, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const email = 'ada@example.com';
const fieldIsFocused = (name: string) => `document.activeElement.name === '${name}'`;

/** Every target a finger has to meet, narrower or lower than 24 pixels (WCAG 2.5.8). */
const tooSmall = `[...document.querySelectorAll('a, button, input')]
  .filter((each) => each.checkVisibility() && !each.matches('.off-screen, p a'))
  .map((each) => [each.outerHTML, each.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 24 || height < 24)
  .map(([html]) => html)`;

describe('on a phone', () => {
  test('people sign in and take a picture from it', async () => {
    await using site = await openOidcSite();
    const { app, at } = site;
    await addPerson(app, { email });
    await visit({ ...at, path: '/', isPhone: true }, async (page) => {
      await arriveAt(page, 'Sign in');
      await page.getByLabel('E-mail').waitFor();
      // The keyboard would cover the page before anybody has read it.
      expect(await page.evaluate(fieldIsFocused('email'))).toBe(false);
      expect(await page.evaluate<string[]>(tooSmall)).toEqual([]);
      await page.getByLabel('E-mail').tap();
      await fill(page, { 'E-mail': email, Password: password });
      await page.getByRole('button', { name: 'Sign in' }).tap();
      await arriveAt(page, 'Your account');
      await page.getByText('This device').waitFor();
      expect(await overflow(page)).toBe(0);
      expect(await page.evaluate<string[]>(tooSmall)).toEqual([]);
      await takePicture(page);
      await settle(page);
      await page.getByRole('button', { name: 'Sign out' }).tap();
      await arriveAt(page, 'Sign in');
    });
  });
});

async function takePicture(page: Page): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Add a picture' }).tap();
  const chooser = await choosing;
  const buffer = Buffer.from(pngFile({ width: 60, height: 30 }));
  await chooser.setFiles({ name: 'me.png', mimeType: 'image/png', buffer });
  await page.getByRole('img', { name: /^Your picture/ }).waitFor();
  expect(await overflow(page)).toBe(0);
  await page.getByRole('button', { name: 'Save picture' }).tap();
  await page.getByText('Your picture is saved.').waitFor();
  await page.locator('.avatar.large img').waitFor();
}

/** Waits until the keyboard is where a page or a part of it begins. */
async function beginAt(page: Page, heading: string): Promise<void> {
  await page.locator('h1:focus, h2:focus', { hasText: heading }).waitFor();
}

/** The browser's own controls come between the last and the first of a window, where the page has no focus. */
const isBehind = `document.activeElement !== document.body && document.activeElement.closest('dialog') === null`;

describe('with the keyboard alone', () => {
  test('people register, open a question, leave it by Escape, and are where they were', async () => {
    await using app = await createTestApp();
    await addPerson(app);
    await visit({ origin: app.listen(), path: '/login' }, async (page) => {
      await page.locator('[name=email]:focus').waitFor();
      await tabTo(page, 'Create an account');
      await page.keyboard.press('Enter');
      await beginAt(page, 'Create account');
      await page.getByLabel('Name').waitFor();
      await tabTo(page, 'Name');
      await page.keyboard.type('Grace Hopper');
      await tabTo(page, 'E-mail');
      await page.keyboard.type('grace@example.com');
      await tabTo(page, 'Password');
      await page.keyboard.type(password);
      await page.keyboard.press('Enter');
      await beginAt(page, 'Your account');
      await page.getByText('Show API tokens').waitFor();
      await tabTo(page, 'Show API tokens');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Create token without a name' }).waitFor();
      await tabTo(page, 'Create token without a name');
      await page.keyboard.press('Enter');
      await page.getByRole('group', { name: 'API token' }).waitFor();
      await beginAt(page, 'For developers');
      await tabTo(page, 'Revoke');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.locator('button:focus', { hasText: 'Revoke' }).waitFor();
    });
  });

  test('the focus stays inside a question, and is not lost when its button goes', async () => {
    await using app = await createTestApp();
    const person = await addSignedIn(app, { email });
    await app.post('/api/auth/api-token/regenerate', undefined, person.access_token);
    await visitAs({ origin: app.listen(), path: '/account', person }, async (page) => {
      await page.getByText('Show API tokens').click();
      await page.getByRole('button', { name: 'Revoke' }).focus();
      await page.keyboard.press('Enter');
      const question = page.getByRole('dialog');
      await question.waitFor();
      for (let step = 0; step < 5; step++) {
        await page.keyboard.press('Tab');
        expect(await page.evaluate<boolean>(isBehind)).toBe(false);
      }
      await question.getByRole('button', { name: 'Revoke' }).press('Enter');
      await page.getByText('You have none.').waitFor();
      await beginAt(page, 'For developers');
    });
  });
});
