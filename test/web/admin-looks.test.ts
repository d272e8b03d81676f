// Every page of the panel in every look: readable, operable, nothing cut off; the pictures are for people.
import { describe, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { createTestApp } from '../support/test-app.ts';
import { populate, visitPanel } from './admin-panel.ts';
import { checkLooks, press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

interface Stop {
  readonly name: string;
  /** What has to be there before anybody looks. */
  readonly ready: (page: Page) => Promise<void>;
}

const tab = (label: string, text: string): Stop['ready'] => {
  return async (page) => {
    await page.getByRole('navigation', { name: 'Administration' }).getByText(label).click();
    await page.getByText(text).first().waitFor();
  };
};

const stops: readonly Stop[] = [
  {
    name: 'overview',
    ready: async (page) => {
      await page.getByText('people wait for approval').waitFor();
      await page
        .getByRole('region', { name: 'Newest accounts' })
        .getByText('Ken Thompson')
        .waitFor();
      await page
        .getByRole('region', { name: 'Security events' })
        .getByText('could not sign in')
        .first()
        .waitFor();
    },
  },
  { name: 'users', ready: tab('Users', 'Wolfeschlegel') },
  {
    name: 'user',
    ready: async (page) => {
      await page.getByRole('link', { name: 'Ada Lovelace' }).click();
      await page.getByText('Last used').first().waitFor();
    },
  },
  {
    name: 'new-user',
    ready: async (page) => {
      await page.goBack();
      await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
      await press(page, 'New user');
      await press(page, 'Create user');
    },
  },
  {
    name: 'waiting',
    ready: async (page) => {
      await press(page, 'Cancel');
      await tab('Waiting', 'Barbara Liskov')(page);
    },
  },
  { name: 'registration', ready: tab('Registration', 'One of !') },
  {
    name: 'providers',
    ready: async (page) => {
      await tab('Providers', 'A secret is stored')(page);
      await press(page, 'Set up Microsoft');
    },
  },
  {
    name: 'audit',
    ready: async (page) => {
      await tab('Audit log', 'nobody@example.com')(page);
      await page.locator('summary').first().click();
    },
  },
];

// 640 pixels are what a page of 1280 has at 200 %.
describe.each([320, 640, 1280])('the panel at %d px', (width) => {
  test('has pages that everybody can use', async () => {
    await using app = await createTestApp();
    await populate(app);
    await visitPanel(app, { path: '', width }, async (page) => {
      for (const { name, ready } of stops) {
        await ready(page);
        await checkLooks(page, `admin-${name}`, width);
      }
    });
  });
});
