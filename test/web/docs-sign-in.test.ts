// Signing in on the API reference: in its dialog, or by the session of the pages.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { settle, visit } from '../support/browser.ts';
import { addPerson, addSignedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { checkLooks, checkPage, press, visitAs } from './people-at-pages.ts';
import { openDialog, signIn, tryOut } from './reference.ts';

setDefaultTimeout(300_000);

const email = 'ada@example.com';
const password = 'correct horse battery';
const asAda = { name: `Signed in as ${email}` };

describe('the dialog', () => {
  test.each([375, 1280])('signs in at %d px, for the tab, until signed out', async (width) => {
    await using app = await createTestApp();
    await addPerson(app, { email, password });
    const visiting = { origin: app.listen(), path: '/docs', width, expected: /status of 401/ };
    await visit(visiting, async (page) => {
      await openDialog(page);
      await checkLooks(page, 'docs-authorize', width);
      await signIn(page, email, 'another password');
      await page.getByRole('alert').getByText('password is wrong').waitFor();
      await signIn(page, email, password);
      await page.getByRole('button', asAda).waitFor();
      expect(await tryOut(page, 'getMe')).toContain(`"email": "${email}"`);
      expect(await page.evaluate('localStorage.getItem("anchor-auth.session")')).toBeNull();
      await page.reload();
      await page.getByRole('button', asAda).click();
      await page.getByText(`Requests are sent as ${email}.`).waitFor();
      await page.getByRole('button', { name: 'Sign out', exact: true }).click();
      await page.getByRole('dialog').getByLabel('E-mail').waitFor();
      await page.reload();
      await page.getByRole('button', { name: 'Authorize', exact: true }).waitFor();
    });
  });

  test('renews an access token that is about to expire before a request', async () => {
    await using app = await createTestApp({ ACCESS_TOKEN_TTL: '15s' });
    await addPerson(app, { email, password });
    await visit({ origin: app.listen(), path: '/docs' }, async (page) => {
      await openDialog(page);
      await signIn(page, email, password);
      await page.getByRole('button', asAda).waitFor();
      await settle(page);
      const renewed = page.waitForRequest((request) => request.url().endsWith('/api/auth/refresh'));
      expect(await tryOut(page, 'getMe')).toContain(`"email": "${email}"`);
      await renewed;
    });
  });

  test('offers the session of this browser and uses it', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app, { email });
    await visitAs({ origin, path: '/docs', person }, async (page) => {
      await openDialog(page);
      await page.getByRole('button', { name: 'Use my session in this browser' }).click();
      await page.getByRole('button', asAda).waitFor();
      expect(await tryOut(page, 'getMe')).toContain(`"email": "${email}"`);
      expect(await page.locator('.docs-link[href="/admin"]').isVisible()).toBe(false);
    });
  });

  test('forgets the session and what it showed when its user signs out in another tab', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app, { email: 'edith@example.com' });
    await visitAs({ origin, path: '/docs', person }, async (page) => {
      await openDialog(page);
      await page.getByRole('button', { name: 'Use my session in this browser' }).click();
      await page.getByRole('button', { name: 'Signed in as edith@example.com' }).waitFor();
      expect(await tryOut(page, 'getMe')).toContain('edith@example.com');
      const other = await page.context().newPage();
      await other.goto(`${origin}/account`);
      await other.getByText('This device').waitFor();
      await press(other, 'Sign out');
      await page.getByRole('button', { name: 'Authorize', exact: true }).waitFor();
      expect(await page.locator('body').innerText()).not.toContain('edith');
    });
  });

  test('forgets the session and what it showed when another user signs in in another tab', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app, { email: 'edith@example.com' });
    const other = await addSignedIn(app, { email: 'grace@example.com' });
    await visitAs({ origin, path: '/docs', person }, async (page) => {
      await openDialog(page);
      await page.getByRole('button', { name: 'Use my session in this browser' }).click();
      await page.getByRole('button', { name: 'Signed in as edith@example.com' }).waitFor();
      const second = await page.context().newPage();
      await second.goto(`${origin}/login`);
      await second.getByText('This device').waitFor();
      const userId = formatId(other.user.id);
      const session = JSON.stringify({ refreshToken: other.refresh_token, userId });
      await second.evaluate(
        `localStorage.setItem('anchor-auth.session', ${JSON.stringify(session)})`,
      );
      await page.getByRole('button', { name: 'Authorize', exact: true }).click();
      await page.getByRole('dialog').getByText('grace@example.com').waitFor();
      expect(await page.locator('body').innerText()).not.toContain('edith');
    });
  });

  test('opens at the lock of an operation', async () => {
    await using app = await createTestApp();
    await visit({ origin: app.listen(), path: '/docs' }, async (page) => {
      await page.locator('#operations-Sessions-getMe .authorization__btn').click();
      await page.getByRole('dialog').getByLabel('E-mail').waitFor();
      await page.keyboard.press('Escape');
      expect(await page.getByRole('dialog').count()).toBe(0);
    });
  });
});

describe('with DOCS=admin', () => {
  test('an administrator reads it by the session of this browser', async () => {
    await using app = await createTestApp({ DOCS: 'admin' });
    const origin = app.listen();
    const person = await addSignedIn(app, { email, isAdmin: true });
    await visitAs({ origin, path: '/docs', person }, async (page) => {
      await page.getByRole('button', asAda).waitFor();
      await page.locator('.docs-link', { hasText: 'Administration' }).waitFor();
      expect(await tryOut(page, 'getMe')).toContain(`"email": "${email}"`);
    });
  });

  test.each([
    ['OpenAPI document', 'openapi.json', '/docs/json'],
    ['Typed client', 'anchor-auth.ts', '/docs/client.ts'],
  ])('an administrator saves the %s in the name of that session', async (name, saved, path) => {
    await using app = await createTestApp({ DOCS: 'admin' });
    const origin = app.listen();
    const person = await addSignedIn(app, { email, isAdmin: true });
    const file = await app.get(path, person.access_token);
    await visitAs({ origin, path: '/docs', person }, async (page) => {
      const arriving = page.waitForEvent('download');
      await page.getByRole('link', { name }).click();
      const download = await arriving;
      expect(download.suggestedFilename()).toBe(saved);
      expect(await Bun.file(await download.path()).text()).toBe(file.text);
    });
  });

  test('others are told why it is closed, and led to their account', async () => {
    await using app = await createTestApp({ DOCS: 'admin' });
    const origin = app.listen();
    const person = await addSignedIn(app, { email });
    await visitAs({ origin, path: '/docs', person }, async (page) => {
      await page.getByRole('heading', { name: 'For administrators only' }).waitFor();
      await page.getByText(`You are signed in as ${email}.`).waitFor();
      await checkPage(page);
      const link = page.getByRole('link', { name: 'Go to your account' });
      expect(await link.getAttribute('href')).toBe('/account');
      expect(await page.locator('.opblock').count()).toBe(0);
    });
  });

  test('without a session it leads to the sign-in page and back', async () => {
    await using app = await createTestApp({ DOCS: 'admin' });
    const origin = app.listen();
    await addPerson(app, { email, password, isAdmin: true });
    await visit({ origin, path: '/docs', width: 375 }, async (page) => {
      await page.getByRole('link', { name: 'Sign in', exact: true }).waitFor();
      await checkLooks(page, 'docs-signed-out', 375);
      await page.getByRole('link', { name: 'Sign in', exact: true }).click();
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByRole('button', asAda).waitFor();
    });
  });
});
