// The page of a person who waits for approval: it asks by itself, and shows when an administrator has decided.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { formatId } from '../../src/core/uuid.ts';
import { settle, visit } from '../support/browser.ts';
import { advance, restoreClockAfterEach } from '../support/clock.ts';
import { addPerson, addSignedIn, changePerson, password } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { arriveAt, checkPage, fill, press } from './people-at-pages.ts';

setDefaultTimeout(300_000);
restoreClockAfterEach();

const email = 'grace@example.com';
const expected = /status of 40[03]/;

/** A server on which a person waits, and an administrator who decides. */
async function openQueue() {
  const app = await createTestApp();
  const admin = await addSignedIn(app, { isAdmin: true });
  const user = await addPerson(app, { email, status: 'pending' });
  const decide = (act: 'approve' | 'reject') =>
    app.post(`/api/admin/users/${formatId(user.id)}/${act}`, {}, admin.access_token);
  return {
    app,
    user,
    decide,
    origin: app.listen(),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

async function signIn(page: Page): Promise<void> {
  await fill(page, { 'E-mail': email, Password: password });
  await press(page, 'Sign in');
}

/** Waits until the tab of the browser has this title, which follows the heading. */
async function tabReads(page: Page, title: string): Promise<void> {
  while ((await page.title()) !== title) await Bun.sleep(10);
}

/** Counts the questions of a page from now on. */
function countQuestions(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/api/auth/pending')) count += 1;
  });
  return () => count;
}

/** Tells the page that its tab is in the background or in front. */
function setHidden(page: Page, isHidden: boolean): Promise<unknown> {
  return page.evaluate(`Object.defineProperty(document, 'hidden',
    { configurable: true, get: () => ${isHidden} });
    document.dispatchEvent(new Event('visibilitychange'))`);
}

describe('a person who waits', () => {
  test('is told calmly, also after a reload, and signs in once approved', async () => {
    await using queue = await openQueue();
    const { decide, origin } = queue;
    await visit({ origin, path: '/login?redirect=%2Fdocs', expected }, async (page) => {
      await page.clock.install();
      await signIn(page);
      await arriveAt(page, 'Waiting for approval');
      await page.getByRole('status').getByText('Your account still waits').waitFor();
      expect(await page.getByRole('alert').count()).toBe(0);
      await checkPage(page);
      await page.reload();
      await arriveAt(page, 'Waiting for approval');
      await settle(page);
      await decide('approve');
      await page.clock.fastForward('01:00');
      await arriveAt(page, 'Your account is approved');
      await page.getByRole('status').getByText('You can sign in now.').waitFor();
      await tabReads(page, 'Your account is approved · Anchor');
      await checkPage(page);
      await press(page, 'Sign in');
      expect(await page.getByLabel('E-mail').inputValue()).toBe(email);
      await fill(page, { Password: password });
      await press(page, 'Sign in');
      await page.waitForURL(`${origin}/docs`);
      expect(await page.evaluate("sessionStorage.getItem('anchor-auth.pending')")).toBeNull();
    });
  });

  test('learns kindly that the request was not approved, and whom to ask', async () => {
    await using queue = await openQueue();
    const { decide, origin } = queue;
    await visit({ origin, path: '/login', expected }, async (page) => {
      await page.clock.install();
      await signIn(page);
      await arriveAt(page, 'Waiting for approval');
      await settle(page);
      await decide('reject');
      await page.clock.fastForward('01:00');
      await arriveAt(page, 'Your account was not approved');
      await page.getByText('Please ask your administrator.').waitFor();
      await checkPage(page);
      await press(page, 'Back to the sign-in page');
      expect(await page.getByLabel('E-mail').inputValue()).toBe('');
      await page.reload();
      await arriveAt(page, 'Sign in');
    });
  });

  test('is asked to sign in again when the ticket has expired', async () => {
    await using queue = await openQueue();
    const { origin } = queue;
    await visit({ origin, path: '/login', expected }, async (page) => {
      await page.clock.install();
      await signIn(page);
      await arriveAt(page, 'Waiting for approval');
      await settle(page);
      advance(25, 'h');
      const asked = countQuestions(page);
      await page.clock.fastForward('01:00');
      await page.getByText('This page has stopped checking.').waitFor();
      await page.clock.fastForward('10:00');
      await settle(page);
      expect(asked()).toBe(1);
      await press(page, 'Sign in');
      expect(await page.getByLabel('E-mail').inputValue()).toBe(email);
    });
  });

  test('can sign in with another account', async () => {
    await using queue = await openQueue();
    const { origin } = queue;
    await visit({ origin, path: '/login', expected }, async (page) => {
      await signIn(page);
      await arriveAt(page, 'Waiting for approval');
      await press(page, 'Use another account');
      await arriveAt(page, 'Sign in');
      expect(await page.getByLabel('E-mail').inputValue()).toBe('');
    });
  });
});

describe('the page that waits', () => {
  test('does not ask while it is hidden, and asks at once when it is seen again', async () => {
    await using queue = await openQueue();
    const { app, user, origin } = queue;
    await visit({ origin, path: '/login', expected }, async (page) => {
      await page.clock.install();
      await signIn(page);
      await arriveAt(page, 'Waiting for approval');
      await settle(page);
      await setHidden(page, true);
      const asked = countQuestions(page);
      await page.clock.fastForward('30:00');
      await settle(page);
      expect(asked()).toBe(0);
      await changePerson(app, user, { status: 'active' });
      await setHidden(page, false);
      await page.clock.runFor(1);
      await arriveAt(page, 'Your account is approved');
    });
  });

  test('goes on when the server cannot be reached for a while', async () => {
    await using queue = await openQueue();
    const { decide, origin } = queue;
    const lost = /status of 403|ERR_FAILED/;
    await visit({ origin, path: '/login', expected: lost }, async (page) => {
      await page.clock.install();
      await signIn(page);
      await arriveAt(page, 'Waiting for approval');
      await settle(page);
      await page.route('**/api/auth/pending', (route) => route.abort());
      const asked = countQuestions(page);
      await page.clock.fastForward('01:00');
      await settle(page);
      expect(asked()).toBeGreaterThan(0);
      await arriveAt(page, 'Waiting for approval');
      await page.unroute('**/api/auth/pending');
      await decide('approve');
      await page.clock.fastForward('01:00');
      await arriveAt(page, 'Your account is approved');
    });
  });
});
