import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { formatId } from '../../src/core/uuid.ts';
import { addSignedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { dialogOf, populate, visitPanel } from './admin-panel.ts';
import { arriveAt, fill, press, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

interface Held {
  /** The server has answered; the page does not know yet. */
  readonly answered: Promise<void>;
  readonly release: () => void;
}

/** Keeps the answer to the next request of this kind from the page. */
async function hold(page: Page, path: string, method: string): Promise<Held> {
  const answered = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  let isHeld = false;
  await page.route(path, async (route) => {
    if (isHeld || route.request().method() !== method) return route.fallback();
    isHeld = true;
    const response = await route.fetch();
    answered.resolve();
    await released.promise;
    return route.fulfill({ response });
  });
  return { answered: answered.promise, release: released.resolve };
}

describe('what is answered late', () => {
  test('says what was changed on the page of a user that was left', async () => {
    await using app = await createTestApp();
    await populate(app);
    await visitPanel(app, { path: '/users' }, async (page) => {
      const late = await hold(page, '**/api/admin/users/*', 'PATCH');
      await page.getByRole('link', { name: 'Alan Turing' }).click();
      await press(page, 'Enable');
      await late.answered;
      await page.goBack();
      await page.getByRole('link', { name: 'Ada Lovelace' }).click();
      await arriveAt(page, 'Ada Lovelace');
      await fill(page, { Name: 'Ada King' });
      late.release();
      await page.getByText("Alan Turing's account is enabled.").waitFor();
      await press(page, 'Save');
      await page.getByText('The changes are saved.').waitFor();
    });
    const { users } = await app.services.admin.users({ search: 'a' });
    const names = users.map(({ name }) => name);
    expect(names).toContain('Ada King');
    expect(names).toContain('Alan Turing');
  });

  test('keeps the window of a new account open until its password is shown', async () => {
    await using app = await createTestApp();
    await visitPanel(app, { path: '/users' }, async (page) => {
      const late = await hold(page, '**/api/admin/users', 'POST');
      await press(page, 'New user');
      await fill(page, { Name: 'Ada Lovelace', 'E-mail': 'ada@example.com' });
      await press(page, 'Create user');
      await late.answered;
      await press(page, 'Cancel');
      await page.keyboard.press('Escape');
      late.release();
      const shown = await page.getByRole('group', { name: 'Password' }).innerText();
      const login = { email: 'ada@example.com', password: shown };
      expect((await app.post('/api/auth/login', login)).status).toBe(200);
    });
  });

  test('keeps the window of a reset open until the password is shown', async () => {
    await using app = await createTestApp();
    await populate(app);
    await visitPanel(app, { path: '/users' }, async (page) => {
      const late = await hold(page, '**/reset-password', 'POST');
      await page.getByRole('link', { name: 'Ada Lovelace' }).click();
      await press(page, 'Reset password');
      const question = dialogOf(page, 'Reset the password of Ada Lovelace?');
      await question.getByRole('radio', { name: 'With a password that you hand over' }).check();
      await question.getByRole('button', { name: 'Reset password' }).click();
      await late.answered;
      expect(await question.getByRole('button', { name: 'Cancel' }).isDisabled()).toBe(true);
      await page.keyboard.press('Escape');
      late.release();
      const shown = await page.getByRole('group', { name: 'Password' }).innerText();
      const login = { email: 'ada@example.com', password: shown };
      expect((await app.post('/api/auth/login', login)).status).toBe(200);
    });
  });

  test('does not undo a filter that was chosen while typing', async () => {
    await using app = await createTestApp();
    await populate(app);
    await visitPanel(app, { path: '' }, async (page) => {
      const late = await hold(page, '**/api/admin/users?*', 'GET');
      await page.getByRole('link', { name: 'Users', exact: true }).click();
      await late.answered;
      await page.getByLabel('Search by name or e-mail').fill('example');
      late.release();
      await page.getByText('Ada Lovelace').waitFor();
      await page.getByLabel('Status', { exact: true }).selectOption('disabled');
      await page.waitForURL(/search=example/);
      expect(new URL(page.url()).searchParams.get('status')).toBe('disabled');
    });
  });
});

test('a list that cannot be loaded again says so above what was there before', async () => {
  await using app = await createTestApp();
  await populate(app);
  await visitPanel(app, { path: '/users', expected: /ERR_FAILED/ }, async (page) => {
    await page.getByText('Ada Lovelace').waitFor();
    await page.route('**/api/admin/users?*', (route) => route.abort());
    await page.getByLabel('Status', { exact: true }).selectOption('disabled');
    await page.getByText('The server cannot be reached.').waitFor();
    await page.unroute('**/api/admin/users?*');
    await press(page, 'Try again');
    await page.getByText('Ada Lovelace').waitFor({ state: 'detached' });
    await page.getByText('Alan Turing').waitFor();
    expect(await page.getByText('The server cannot be reached.').count()).toBe(0);
  });
});

describe('a page that was left', () => {
  test('does not take the place of the next when it comes late', async () => {
    await using app = await createTestApp();
    const person = await addSignedIn(app, { isAdmin: true });
    await visitAs({ origin: app.listen(), path: '/account', person }, async (page) => {
      await page.getByText('This device').waitFor();
      const late = await hold(page, '**/assets/*.js', 'GET');
      await page.getByRole('link', { name: 'Administration' }).click();
      await late.answered;
      await page.goBack();
      await arriveAt(page, 'Your account');
      const arrived = page.waitForResponse('**/assets/*.js');
      late.release();
      await (await arrived).finished();
      await page.waitForLoadState('networkidle');
      await arriveAt(page, 'Your account');
    });
  });

  test('does not leave its trouble to the next', async () => {
    await using app = await createTestApp();
    const person = await addSignedIn(app, { isAdmin: true });
    const first = { origin: app.listen(), path: '/admin', person, expected: /TypeError/ };
    await visitAs(first, async (page) => {
      await arriveAt(page, 'Overview');
      await page.route('**/users/pending', (route) => route.fulfill({ json: [null] }));
      await page.getByRole('link', { name: 'Waiting', exact: true }).click();
      await page.getByText('This page ran into a problem.').waitFor();
      await page.goBack();
      await arriveAt(page, 'Overview');
    });
  });
});

describe('another user who signs in while a tab asks for new tokens', () => {
  for (const isOver of [false, true]) {
    const state = isOver ? 'an ended session' : 'a live one';
    test(`is not signed out by the answer about ${state}`, async () => {
      await using app = await createTestApp();
      const origin = app.listen();
      const ada = await addSignedIn(app, { email: 'ada@example.com', name: 'Ada Lovelace' });
      const grace = await addSignedIn(app, { email: 'grace@example.com', name: 'Grace Hopper' });
      if (isOver) await app.post('/api/auth/logout', undefined, ada.access_token);
      const first = { origin, path: '/docs/page.css', person: ada, expected: /status of 401/ };
      await visitAs(first, async (page) => {
        const late = await hold(page, '**/api/auth/refresh', 'POST');
        await page.goto(`${origin}/account`, { waitUntil: 'commit' });
        await late.answered;
        const other = await page.context().newPage();
        await other.goto(`${origin}/docs/page.css`);
        const { refresh_token: refreshToken, user } = grace;
        const session = JSON.stringify({ refreshToken, userId: formatId(user.id) });
        await other.evaluate((text) => {
          localStorage.setItem('anchor-auth.session', text);
        }, session);
        late.release();
        await page.locator('.page-header', { hasText: 'grace@example.com' }).waitFor();
      });
    });
  }
});

test('people are signed out in their browser at once, however long the server takes', async () => {
  await using app = await createTestApp();
  const person = await addSignedIn(app);
  await visitAs({ origin: app.listen(), path: '/account', person }, async (page) => {
    await page.getByText('This device').waitFor();
    const late = await hold(page, '**/api/auth/logout', 'POST');
    await press(page, 'Sign out');
    await arriveAt(page, 'Sign in');
    await page.getByText('You are signed out.').waitFor();
    await late.answered;
    late.release();
  });
  expect((await app.get('/api/auth/me', person.access_token)).status).toBe(401);
});
