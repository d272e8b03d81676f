import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { visit } from '../support/browser.ts';
import { addPerson, addSignedIn, password } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { arriveAt, fill, press, until, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const email = 'ada@example.com';

describe('the sign-in page', () => {
  test('signs a user in and leads to the account page', async () => {
    await using app = await createTestApp();
    await addPerson(app, { email, name: 'Ada Lovelace' });
    await visit({ origin: app.listen(), path: '/' }, async (page) => {
      await arriveAt(page, 'Sign in');
      await fill(page, { 'E-mail': email, Password: password });
      await press(page, 'Sign in');
      await arriveAt(page, 'Your account');
      await until(page, `document.title === 'Your account · Anchor'`);
      expect(new URL(page.url()).pathname).toBe('/account');
      await page.reload();
      await page.getByText(email).first().waitFor();
    });
  });

  test('keeps the address and selects the password when it was wrong', async () => {
    await using app = await createTestApp();
    await addPerson(app, { email });
    const origin = app.listen();
    await visit({ origin, path: '/login', expected: /status of 401/ }, async (page) => {
      await fill(page, { 'E-mail': email, Password: 'wrong password' });
      await page.getByLabel('Password', { exact: true }).press('Enter');
      await page.getByRole('alert').getByText('e-mail address or the password is wrong').waitFor();
      expect(await page.getByLabel('E-mail').inputValue()).toBe(email);
      expect(await page.evaluate<string>('document.activeElement.name')).toBe('password');
      await page.keyboard.type(password);
      await page.keyboard.press('Enter');
      await arriveAt(page, 'Your account');
    });
  });

  test('says which field is missing, and goes there', async () => {
    await using app = await createTestApp();
    await addPerson(app);
    await visit({ origin: app.listen(), path: '/login' }, async (page) => {
      await fill(page, { 'E-mail': 'nonsense' });
      await press(page, 'Sign in');
      await page.getByText('Please enter your password.').waitFor();
      await page.getByText('Please enter an e-mail address, such as').waitFor();
      const field = page.getByLabel('E-mail');
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      expect(await page.evaluate<string>('document.activeElement.name')).toBe('email');
    });
  });

  test('tells a user that the account is disabled', async () => {
    await using app = await createTestApp();
    await addPerson(app, { email, status: 'disabled' });
    const origin = app.listen();
    await visit({ origin, path: '/login', expected: /status of 403/ }, async (page) => {
      await fill(page, { 'E-mail': email, Password: password });
      await press(page, 'Sign in');
      await page.getByRole('alert').getByText('Your account is disabled.').waitFor();
    });
  });

  test('says how long to wait after too many attempts', async () => {
    await using app = await createTestApp();
    await addPerson(app, { email });
    const origin = app.listen();
    for (let attempt = 0; attempt < 100; attempt += 1) {
      await app.services.limits.loginFailures.consume(email);
    }
    await visit({ origin, path: '/login', expected: /status of 429/ }, async (page) => {
      await fill(page, { 'E-mail': email, Password: password });
      await press(page, 'Sign in');
      await page.getByText(/Too many attempts\. Please try again in \d+ minutes?\./).waitFor();
    });
  });

  test('shows the password on request', async () => {
    await using app = await createTestApp();
    await addPerson(app);
    await visit({ origin: app.listen(), path: '/login' }, async (page) => {
      const field = page.getByLabel('Password', { exact: true });
      expect(await field.getAttribute('type')).toBe('password');
      await page.getByLabel('Show: Password').click();
      expect(await field.getAttribute('type')).toBe('text');
    });
  });
});

describe('a user who forgot the password', () => {
  test.each([
    [{}, 'Please ask your administrator.', null],
    [{ SUPPORT_CONTACT: 'Ada Lovelace' }, 'Please ask Ada Lovelace.', null],
    [
      { SUPPORT_CONTACT: 'help@example.com' },
      'Please ask help@example.com.',
      'mailto:help@example.com',
    ],
  ] as const)('with %o, reads before and after a wrong one: %s', async (env, sentence, href) => {
    await using app = await createTestApp(env);
    await addPerson(app, { email });
    const origin = app.listen();
    await visit({ origin, path: '/login', expected: /status of 401/ }, async (page) => {
      const line = page.getByText(`Forgot your password? ${sentence}`);
      await line.waitFor();
      await fill(page, { 'E-mail': email, Password: 'wrong password' });
      await press(page, 'Sign in');
      const alert = page.getByRole('alert');
      await alert.getByText(`Forgot your password? ${sentence}`).waitFor();
      expect(await line.filter({ visible: true }).count()).toBe(1);
      if (href !== null) {
        expect(await alert.getByRole('link').getAttribute('href')).toBe(href);
      }
    });
  });
});

describe('a session that the server ended', () => {
  test('on another device is told on the sign-in page, once', async () => {
    await using app = await createTestApp();
    const person = await addSignedIn(app, { email });
    const at = { origin: app.listen(), path: '/account', person, expected: /status of 401/ };
    await visitAs(at, async (page) => {
      await page.getByText('This device').waitFor();
      await app.post('/api/auth/logout', { refreshToken: person.refresh_token });
      await page.reload();
      const notice = page.getByRole('status').getByText('You were signed out on another device.');
      await notice.waitFor();
      expect(new URL(page.url()).pathname).toBe('/login');
      await page.reload();
      await arriveAt(page, 'Sign in');
      await page.getByLabel('E-mail').waitFor();
      expect(await notice.count()).toBe(0);
    });
  });

  test('is not told to a user who signs out', async () => {
    await using app = await createTestApp();
    const person = await addSignedIn(app, { email });
    await visitAs({ origin: app.listen(), path: '/account', person }, async (page) => {
      await page.getByText('This device').waitFor();
      await press(page, 'Sign out');
      await arriveAt(page, 'Sign in');
      await page.getByLabel('E-mail').waitFor();
      expect(await page.getByText('on another device').count()).toBe(0);
    });
  });
});

describe('what the address of the sign-in page brings', () => {
  test.each([
    ['/docs?x=1', '/docs?x=1'],
    ['//elsewhere.test/', '/account'],
    ['/login', '/account'],
  ])('redirect=%s leads to %s after signing in', async (redirect, expected) => {
    await using app = await createTestApp();
    await addPerson(app, { email });
    const origin = app.listen();
    const path = `/login?redirect=${encodeURIComponent(redirect)}`;
    await visit({ origin, path }, async (page) => {
      await fill(page, { 'E-mail': email, Password: password });
      await press(page, 'Sign in');
      await page.waitForURL((url) => !url.pathname.startsWith('/login'));
      expect(page.url().replace(origin, '')).toBe(expected);
    });
  });

  test('an error is shown by its code in the page’s words, never in those of the link', async () => {
    await using app = await createTestApp();
    await addPerson(app);
    const query = 'error=Call%20this%20number&error_code=sign_in_denied';
    await visit({ origin: app.listen(), path: `/login?${query}` }, async (page) => {
      await page.getByRole('alert').getByText('You cancelled the sign-in').waitFor();
      expect(await page.locator('body').innerText()).not.toContain('number');
      expect(new URL(page.url()).search).toBe('');
    });
  });

  test('an unknown error gets a general message', async () => {
    await using app = await createTestApp();
    await addPerson(app);
    const path = '/login?error=Call%20me&error_code=constructor';
    await visit({ origin: app.listen(), path }, async (page) => {
      await page.getByRole('alert').getByText('The sign-in did not work.').waitFor();
    });
  });

  test.each([
    ['/login?lang=de', '/login'],
    ['/account?lang=de', '/login?redirect=%2Faccount%3Flang%3Dde'],
  ])('the language of %s is kept', async (path, expected) => {
    await using app = await createTestApp();
    await addPerson(app);
    const origin = app.listen();
    await visit({ origin, path }, async (page) => {
      await page.waitForURL(origin + expected);
      await page.locator('[name=email]').waitFor();
      expect(await page.evaluate<string>('document.documentElement.lang')).toBe('de');
      await page.reload();
      await page.locator('[name=email]').waitFor();
      expect(await page.evaluate<string>('document.documentElement.lang')).toBe('de');
    });
  });

  test('a code leaves the address bar at once, and a used one is explained', async () => {
    await using app = await createTestApp();
    await addPerson(app);
    const origin = app.listen();
    const path = '/login?code=abc&redirect=%2Fdocs';
    await visit({ origin, path, expected: /status of 400/ }, async (page) => {
      await page.getByRole('alert').getByText('took too long or was used already').waitFor();
      expect(page.url()).toBe(`${origin}/login?redirect=%2Fdocs`);
    });
  });
});
