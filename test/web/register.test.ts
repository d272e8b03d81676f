import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { visit } from '../support/browser.ts';
import { addPerson, password } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { arriveAt, checkPage, fill, press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const grace = { Name: 'Grace Hopper', 'E-mail': 'grace@example.com', Password: password };

describe('the first visitor of an empty server', () => {
  test('makes the administrator’s account', async () => {
    await using app = await createTestApp();
    await visit({ origin: app.listen(), path: '/' }, async (page) => {
      await arriveAt(page, 'Welcome');
      await page.getByText('the administrator’s').waitFor();
      await checkPage(page);
      await fill(page, grace);
      await press(page, 'Create account');
      await arriveAt(page, 'Overview');
    });
  });

  test('shows the setup token when the server asks for it', async () => {
    await using app = await createTestApp({ SETUP_TOKEN: 'open-sesame-please' });
    const origin = app.listen();
    await visit({ origin, path: '/register', expected: /status of 403/ }, async (page) => {
      await fill(page, { ...grace, 'Setup token': 'guess' });
      await press(page, 'Create account');
      await page.getByRole('alert').getByText('The setup token is missing or wrong.').waitFor();
      await fill(page, { 'Setup token': 'open-sesame-please' });
      await press(page, 'Create account');
      await arriveAt(page, 'Overview');
    });
  });
});

describe('the registration page', () => {
  test('signs a new user in while registration is open', async () => {
    await using app = await createTestApp();
    await addPerson(app);
    await visit({ origin: app.listen(), path: '/login' }, async (page) => {
      await page.getByRole('link', { name: 'Create an account' }).click();
      await arriveAt(page, 'Create account');
      await fill(page, grace);
      await press(page, 'Create account');
      await arriveAt(page, 'Your account');
      await page.getByText('grace@example.com').waitFor();
    });
  });

  test('says that an administrator approves, before and after', async () => {
    await using app = await createTestApp({ USER_SIGNUP: 'review' });
    await addPerson(app);
    const origin = app.listen();
    await visit({ origin, path: '/register', expected: /status of 403/ }, async (page) => {
      await page.getByText('An administrator approves new accounts').waitFor();
      await fill(page, grace);
      await press(page, 'Create account');
      await arriveAt(page, 'Almost there');
      await checkPage(page);
      await page.getByRole('link', { name: 'Try to sign in' }).click();
      await arriveAt(page, 'Sign in');
      await fill(page, { 'E-mail': 'grace@example.com', Password: password });
      await press(page, 'Sign in');
      await page.getByText('An administrator still has to approve your account.').waitFor();
    });
  });

  test('says that registration is closed', async () => {
    await using app = await createTestApp({ USER_SIGNUP: 'disabled' });
    await addPerson(app);
    await visit({ origin: app.listen(), path: '/register' }, async (page) => {
      await page.getByText('This server does not take new accounts.').waitFor();
      expect(await page.getByLabel('Name').count()).toBe(0);
      await page.getByRole('link', { name: 'Sign in' }).click();
      await page.getByText('An administrator of this server can make one for you.').waitFor();
      expect(await page.getByRole('link', { name: 'Create an account' }).count()).toBe(0);
    });
  });

  test('counts while the password is typed', async () => {
    await using app = await createTestApp();
    await addPerson(app);
    await visit({ origin: app.listen(), path: '/register' }, async (page) => {
      await fill(page, { Password: 'abcde' });
      await page.getByText('3 more to go').waitFor();
      await press(page, 'Create account');
      await page.getByText('Please use at least 8 characters.').waitFor();
      await fill(page, { Password: 'abcdefgh' });
      await page.getByText('Long enough; longer is stronger').waitFor();
    });
  });

  test('keeps what was typed, and shows at the password what the strict rules miss', async () => {
    await using app = await createTestApp({ ENABLE_PASSWORD_VALIDATION: 'true' });
    await addPerson(app);
    const origin = app.listen();
    await visit({ origin, path: '/register', expected: /status of 400/ }, async (page) => {
      await fill(page, grace);
      await press(page, 'Create account');
      await page.locator('.field-problem').getByText(/upper/).waitFor();
      expect(await page.getByLabel('Name').inputValue()).toBe('Grace Hopper');
      expect(await page.evaluate<string>('document.activeElement.name')).toBe('password');
    });
  });

  test('sends a user who has an account to the sign-in page', async () => {
    await using app = await createTestApp();
    await addPerson(app, { email: 'grace@example.com' });
    const origin = app.listen();
    await visit({ origin, path: '/register', expected: /status of 409/ }, async (page) => {
      await fill(page, grace);
      await press(page, 'Create account');
      await page.getByRole('alert').getByText('Please sign in instead.').waitFor();
    });
  });
});
