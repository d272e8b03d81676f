// Changes that are not saved yet are not lost by a click.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { addSignedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { arriveAt, checkPage, fill, press, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const path = '/account';

function questionOf(page: Page) {
  return page.getByRole('dialog', { name: 'Leave this page?' });
}

/** Opens the account page behind the panel, so that there is a page to go back to. */
async function atAccount(act: (page: Page, origin: string) => Promise<void>): Promise<void> {
  await using app = await createTestApp();
  const origin = app.listen();
  const person = await addSignedIn(app, { name: 'Ada Lovelace', isAdmin: true });
  await visitAs({ origin, path: '/admin', person }, async (page) => {
    await page.getByRole('link', { name: 'Account', exact: true }).click();
    await arriveAt(page, 'Your account');
    await page.getByText('This device').waitFor();
    await act(page, origin);
  });
}

function toPanel(page: Page): Promise<void> {
  return page.getByRole('link', { name: 'Administration', exact: true }).click();
}

describe('a form with changes asks before it is left', () => {
  test('by a link, in order, and keeps them if the person stays', () =>
    atAccount(async (page) => {
      await fill(page, { Name: 'Ada King' });
      await toPanel(page);
      const question = questionOf(page);
      await question.waitFor();
      await checkPage(page);
      const buttons = await question.getByRole('button').allInnerTexts();
      expect(buttons).toEqual(['Keep editing', 'Leave without saving']);
      await press(page, 'Keep editing');
      expect(new URL(page.url()).pathname).toBe(path);
      expect(await page.getByLabel('Name').inputValue()).toBe('Ada King');
      await toPanel(page);
      await press(page, 'Leave without saving');
      await page.waitForURL('**/admin');
      expect(await page.getByLabel('Name').count()).toBe(0);
    }));

  test('by the Back button, which works again once the person agrees', () =>
    atAccount(async (page) => {
      await fill(page, { Name: 'Ada King' });
      await page.goBack();
      await questionOf(page).waitFor();
      await page.keyboard.press('Escape');
      await questionOf(page).waitFor({ state: 'detached' });
      expect(new URL(page.url()).pathname).toBe(path);
      expect(await page.getByLabel('Name').inputValue()).toBe('Ada King');
      await page.goBack();
      await press(page, 'Leave without saving');
      await page.waitForURL('**/admin');
      await page.goForward();
      await arriveAt(page, 'Your account');
      await page.waitForFunction(`document.querySelector('[name=name]')?.value === 'Ada Lovelace'`);
    }));

  test('by a reload', () =>
    atAccount(async (page) => {
      await page.getByLabel('Name').click();
      await page.keyboard.type('x');
      const asked = new Promise<string>((resolve) => {
        page.once('dialog', (dialog) => {
          resolve(dialog.type());
          void dialog.accept();
        });
      });
      await page.reload();
      expect(await asked).toBe('beforeunload');
      await page.waitForFunction(`document.querySelector('[name=name]')?.value === 'Ada Lovelace'`);
    }));
});

describe('a form does not ask', () => {
  test.each([
    ['before it is changed', () => Promise.resolve()],
    [
      'when a change is taken back',
      async (page: Page) => {
        await fill(page, { Name: 'Ada King' });
        await fill(page, { Name: 'Ada Lovelace' });
      },
    ],
    [
      'after it is saved',
      async (page: Page) => {
        await fill(page, { Name: 'Ada King' });
        await press(page, 'Save');
        await page.getByText('Your name is saved.').waitFor();
      },
    ],
    [
      'about passwords alone',
      async (page: Page) => {
        await fill(page, { 'Current password': 'typed', 'New password': 'typed too' });
      },
    ],
  ])('%s', (_, act) =>
    atAccount(async (page) => {
      await act(page);
      await toPanel(page);
      await page.waitForURL('**/admin');
      expect(await questionOf(page).count()).toBe(0);
    }),
  );

  test('when the person signs out', () =>
    atAccount(async (page) => {
      await fill(page, { Name: 'Ada King' });
      await press(page, 'Sign out');
      await arriveAt(page, 'Sign in');
      expect(await page.getByRole('dialog').count()).toBe(0);
    }));
});
