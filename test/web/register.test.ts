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
      await arriveAt(page, 'Create the administrator account');
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
      await page.getByText('grace@example.com').first().waitFor();
    });
  });

  test('says that an administrator approves, before and after', async () => {
    await using app = await createTestApp({ USER_SIGNUP: 'review' });
    await addPerson(app);
    await visit({ origin: app.listen(), path: '/login' }, async (page) => {
      await page.getByText('Your administrator approves it before you can use it.').waitFor();
      await page.getByRole('link', { name: 'Create an account' }).click();
      await page.getByText('Your administrator approves new accounts').waitFor();
      await fill(page, grace);
      await press(page, 'Create account');
      await arriveAt(page, 'Waiting for approval');
      await checkPage(page);
    });
  });

  test.each([
    [{}, 'Please ask your administrator.', null],
    [{ SUPPORT_CONTACT: 'Ada Lovelace' }, 'Please ask Ada Lovelace.', null],
    [
      { SUPPORT_CONTACT: 'ada+help@example.com' },
      'Please ask ada+help@example.com.',
      'mailto:ada%2Bhelp@example.com',
    ],
    [
      { SUPPORT_CONTACT: 'https://help.example.com/sign-in' },
      'Please ask your administrator.',
      'https://help.example.com/sign-in',
    ],
  ] as const)('with %o, says that registration is closed: %s', async (env, sentence, href) => {
    await using app = await createTestApp({ USER_SIGNUP: 'disabled', ...env });
    await addPerson(app);
    await visit({ origin: app.listen(), path: '/register' }, async (page) => {
      const text = `This server does not accept new accounts. ${sentence}`;
      const closed = page.getByRole('status').filter({ hasText: text });
      await closed.waitFor();
      const links = closed.getByRole('link');
      expect(await links.count()).toBe(href === null ? 0 : 1);
      if (href !== null) expect(await links.getAttribute('href')).toBe(href);
      expect(await page.getByLabel('Name').count()).toBe(0);
      await page.getByRole('link', { name: 'Sign in' }).click();
      await page.getByText(`No account yet? ${sentence}`).waitFor();
      expect(await page.getByRole('link', { name: 'Create an account' }).count()).toBe(0);
    });
  });

  test('tells password managers which fields hold the name and the new password', async () => {
    await using app = await createTestApp();
    await addPerson(app);
    await visit({ origin: app.listen(), path: '/register' }, async (page) => {
      const kinds = ['Name', 'E-mail', 'Password'].map((label) =>
        page.getByLabel(label, { exact: true }).getAttribute('autocomplete'),
      );
      expect(await Promise.all(kinds)).toEqual(['name', 'username', 'new-password']);
    });
  });

  test('counts while the password is typed', async () => {
    await using app = await createTestApp();
    await addPerson(app);
    await visit({ origin: app.listen(), path: '/register' }, async (page) => {
      await fill(page, { Password: 'abcde' });
      await page.getByText('3 more characters to go').waitFor();
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

  test('leads a user who has an account to the sign-in page, with the address', async () => {
    await using app = await createTestApp();
    await addPerson(app, { email: 'grace@example.com' });
    const origin = app.listen();
    await visit({ origin, path: '/register', expected: /status of 409/ }, async (page) => {
      await fill(page, grace);
      await press(page, 'Create account');
      await page.getByRole('alert').getByRole('link', { name: 'Sign in instead' }).click();
      await arriveAt(page, 'Sign in');
      expect(new URL(page.url()).search).toBe('');
      expect(await page.getByLabel('E-mail').inputValue()).toBe('grace@example.com');
      await page.locator('[name=password]:focus').waitFor();
      await page.keyboard.type(password);
      await page.keyboard.press('Enter');
      await arriveAt(page, 'Your account');
      expect(await page.evaluate<number>(`sessionStorage.length`)).toBe(1);
    });
  });
});
