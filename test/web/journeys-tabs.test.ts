// Tabs that sleep, servers that come and go, and pages that a browser has kept as they were.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { settle, visit } from '../support/browser.ts';
import { advance, restoreClockAfterEach } from '../support/clock.ts';
import { addPerson, addSignedIn, password } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { openNamedSite } from './journeys.ts';
import { arriveAt, fill, press, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);
restoreClockAfterEach();

const path = '/account';

async function rename(page: Page, name: string): Promise<void> {
  await fill(page, { Name: name });
  await press(page, 'Save');
}

describe('a tab that was suspended longer than its access token is valid', () => {
  test('gets a new one before it asks for anything, where its clock went on', async () => {
    await using app = await createTestApp();
    const person = await addSignedIn(app);
    await visitAs({ origin: app.listen(), path, person }, async (page) => {
      await page.getByText('This device').waitFor();
      await page.clock.install();
      await page.reload();
      await page.getByText('This device').waitFor();
      await settle(page);
      advance(20, 'm');
      await page.clock.fastForward('20:00');
      await rename(page, 'Ada King');
      await page.getByText('Your name is saved.').waitFor();
    });
  });

  test('gets a new one when it is refused, where its clock stood still', async () => {
    await using app = await createTestApp();
    const person = await addSignedIn(app);
    const expected = /status of 401/;
    await visitAs({ origin: app.listen(), path, person, expected }, async (page) => {
      await page.getByText('This device').waitFor();
      advance(20, 'm');
      await rename(page, 'Ada King');
      await page.getByText('Your name is saved.').waitFor();
    });
  });

  test('is at the sign-in page when everything has expired, and back afterwards', async () => {
    await using app = await createTestApp({ REFRESH_TOKEN_TTL: '1h' });
    const person = await addSignedIn(app, { email: 'ada@example.com', isAdmin: true });
    const asleep = { origin: app.listen(), path: '/admin/users?search=ada', person };
    await visitAs({ ...asleep, expected: /status of 401/ }, async (page) => {
      await page
        .getByRole('cell', { name: 'ada@example.com' })
        .or(page.getByText('ada@example.com'))
        .first()
        .waitFor();
      advance(2, 'h');
      await page.reload();
      await page.getByRole('status').getByText('Your session has ended.').waitFor();
      await fill(page, { 'E-mail': 'ada@example.com', Password: password });
      await press(page, 'Sign in');
      await arriveAt(page, 'Users');
      expect(page.url()).toBe(asleep.origin + asleep.path);
    });
  });
});

test('a server that is gone for a while ends no session and loses no typed text', async () => {
  await using site = await openNamedSite();
  const { app, at } = site;
  const person = await addSignedIn(app);
  await visitAs({ ...at, path, person, expected: /ERR_CONNECTION_REFUSED/ }, async (page) => {
    await page.getByText('This device').waitFor();
    await settle(page);
    const start = await site.stop();
    await rename(page, 'Ada King');
    await page.getByText('The server cannot be reached.').waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('Ada King');
    start();
    await press(page, 'Save');
    await page.getByText('Your name is saved.').waitFor();
    await page.reload();
    await page.getByText('This device').waitFor();
  });
});

describe('two tabs', () => {
  test('show one person when another signs in', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app, { email: 'ada@example.com' });
    await addPerson(app, { email: 'grace@example.com', name: 'Grace Hopper' });
    await visitAs({ origin, path, person }, async (page) => {
      await page.getByText('ada@example.com').first().waitFor();
      const other = await page.context().newPage();
      await other.goto(`${origin}/account`);
      await press(other, 'Sign out');
      await arriveAt(page, 'Sign in');
      await fill(other, { 'E-mail': 'grace@example.com', Password: password });
      await press(other, 'Sign in');
      await arriveAt(other, 'Your account');
      await arriveAt(page, 'Your account');
      await page.getByText('grace@example.com').first().waitFor();
    });
  });

  test('that sign in at once both get in', async () => {
    await using site = await openNamedSite();
    const { app, at } = site;
    await addPerson(app);
    await visit({ ...at, path: '/login' }, async (page) => {
      const other = await page.context().newPage();
      await other.goto(`${at.origin}/login`);
      for (const tab of [page, other]) {
        await tab.getByRole('link', { name: 'Continue with GitHub' }).waitFor();
      }
      const links = [page, other].map((tab) =>
        tab.getByRole('link', { name: 'Continue with GitHub' }),
      );
      await Promise.all(links.map((link) => link.click()));
      for (const tab of [page, other]) await arriveAt(tab, 'Your account');
    });
  });
});

test('a page that the browser kept as it was shows nothing of a person who is gone', async () => {
  await using app = await createTestApp();
  const person = await addSignedIn(app);
  await visitAs({ origin: app.listen(), path, person }, async (page) => {
    await page.getByText('This device').waitFor();
    await page.evaluate(`localStorage.clear();
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`);
    await arriveAt(page, 'Sign in');
  });
});
