import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { captureIfAsked, overflow, visit } from '../support/browser.ts';
import { documentation } from '../support/documentation.ts';
import { addSignedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';

setDefaultTimeout(300_000);

const looks = [
  { width: 375, schemes: ['dark', 'light'] },
  { width: 1280, schemes: ['light', 'dark'] },
] as const;

describe('the documentation page', () => {
  test('lists every operation of the document', async () => {
    await using app = await createTestApp();
    const { paths } = await documentation();
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    await visit({ origin: app.listen(), path: '/docs' }, async (page) => {
      await page.waitForSelector('.opblock');
      expect(await page.title()).toBe('anchor-auth API');
      expect(await page.locator('.opblock').count()).toBe(operations.length);
    });
  });

  test.each(looks)('fits $width px, unfolded too, in $schemes', async ({ width, schemes }) => {
    await using app = await createTestApp();
    const [scheme] = schemes;
    await visit({ origin: app.listen(), path: '/docs', width, scheme }, async (page) => {
      await page.waitForSelector('.opblock');
      expect(await overflow(page)).toBe(0);
      await unfold(page);
      // It changes its colours with the system.
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme });
        await page.waitForSelector(
          colorScheme === 'dark' ? 'html.dark-mode' : 'html:not(.dark-mode)',
        );
        await captureIfAsked(page, `docs-${colorScheme}-${width}`);
        expect(await overflow(page)).toBe(0);
        expect(await readable(page, colorScheme)).toBe(true);
      }
    });
  });

  test('tries an operation out with the access token it was given', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const ada = await addSignedIn(app, { email: 'ada@example.com' });
    await visit({ origin, path: '/docs' }, async (page) => {
      await authorize(page, ada.access_token);
      expect(await tryOut(page, 'getMe')).toContain('"email": "ada@example.com"');
    });
  });

  test('signs out with the access token it was given', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const ada = await addSignedIn(app);
    await visit({ origin, path: '/docs' }, async (page) => {
      await authorize(page, ada.access_token);
      expect(await tryOut(page, 'logout')).toContain('"message": "Logged out successfully"');
    });
    expect((await app.get('/api/auth/me', ada.access_token)).status).toBe(401);
  });
});

describe('the documentation page for administrators', () => {
  test('asks for an access token, and signs the operations with it', async () => {
    await using app = await createTestApp({ DOCS: 'admin' });
    const origin = app.listen();
    const admin = await addSignedIn(app, { email: 'root@example.com', isAdmin: true });
    await visit({ origin, path: '/docs', width: 375, scheme: 'dark' }, async (page) => {
      await captureIfAsked(page, 'docs-admin');
      expect(await overflow(page)).toBe(0);
      await showToken(page, admin.access_token);
      expect(await tryOut(page, 'getMe')).toContain('"email": "root@example.com"');
    });
  });

  test('says why it shows nothing, and lets another token be tried', async () => {
    await using app = await createTestApp({ DOCS: 'admin' });
    const origin = app.listen();
    const admin = await addSignedIn(app, { isAdmin: true });
    const user = await addSignedIn(app);
    await visit({ origin, path: '/docs', expected: /status of 40[13]/ }, async (page) => {
      const notice = page.getByRole('alert');
      await showToken(page, 'garbage');
      await notice.getByText('Invalid or expired access token').waitFor();
      await showToken(page, user.access_token);
      await notice.getByText('Administrator access required').waitFor();
      await captureIfAsked(page, 'docs-admin-refused');
      expect(await page.locator('.opblock').count()).toBe(0);
      await showToken(page, admin.access_token);
      await page.waitForSelector('.opblock');
      expect(await notice.count()).toBe(0);
    });
  });
});

async function showToken(page: Page, token: string): Promise<void> {
  await page.getByLabel('Access token of an administrator').fill(token);
  await page.getByRole('button', { name: 'Show the documentation' }).click();
}

async function authorize(page: Page, token: string): Promise<void> {
  await page.getByRole('button', { name: 'Authorize' }).click();
  await page.getByLabel('auth-bearer-value').first().fill(token);
  await page.getByRole('button', { name: 'Apply credentials' }).first().click();
  await page.getByRole('button', { name: 'Close' }).first().click();
}

/** The live answer of an operation about sessions. */
async function tryOut(page: Page, name: string): Promise<string> {
  const operation = page.locator(`#operations-Sessions-${name}`);
  await operation.locator('.opblock-summary-control').click();
  await operation.getByRole('button', { name: 'Try it out' }).click();
  await operation.getByRole('button', { name: 'Execute' }).click();
  const answer = operation.locator('.live-responses-table td.response-col_description');
  return answer.last().innerText();
}

/** Opens what is folded away: the error codes, an operation with a body, its schema, the schemas below. */
async function unfold(page: Page): Promise<void> {
  await page.getByText(/^All \d+ error codes$/).click();
  const operation = page.locator('#operations-Accounts-register');
  await operation.locator('.opblock-summary-control').click();
  await operation.getByRole('tab', { name: 'Schema' }).first().click();
  await page.getByRole('button', { name: 'Schemas' }).click();
  await page.locator('.models .json-schema-2020-12-accordion').first().click();
}

/** Whether text and ground are as far apart as the scheme promises. */
async function readable(page: Page, scheme: 'light' | 'dark'): Promise<boolean> {
  const brightness = async (property: string, selector: string) => {
    const colour = await page.evaluate<string>(
      `getComputedStyle(document.querySelector('${selector}'))['${property}']`,
    );
    const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
    return (red + green + blue) / 3;
  };
  const ground = await brightness('background-color', 'body');
  const text = await brightness('color', '.info p');
  return scheme === 'light' ? ground > 200 && text < 90 : ground < 60 && text > 180;
}
