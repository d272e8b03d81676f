import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { captureIfAsked, overflow, visit } from '../support/browser.ts';
import { documentation } from '../support/documentation.ts';
import { addSignedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { authorize, tryOut } from './reference.ts';

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
      expect(await page.title()).toBe('API reference – Anchor');
      expect(await page.locator('.opblock').count()).toBe(operations.length);
    });
  });

  test.each([
    ['OpenAPI document', '/docs/json', '"openapi": "3.1.0"'],
    ['Typed client', '/docs/client.ts', 'export class AnchorAuth'],
  ])('leads to the file “%s”, which the browser shows', async (name, path, text) => {
    await using app = await createTestApp();
    const origin = app.listen();
    await visit({ origin, path: '/docs' }, async (page) => {
      await page.getByRole('link', { name }).click();
      await page.getByText(text).waitFor();
      expect(page.url()).toBe(origin + path);
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
        // Colours change over a moment; the time limit of the test ends the waiting.
        while (!(await readable(page, colorScheme))) await page.waitForTimeout(50);
      }
    });
  });

  test('tries an operation out with a pasted API token', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const ada = await addSignedIn(app, { email: 'token@example.com' });
    const answer = await app.post('/api/auth/api-token/regenerate', undefined, ada.access_token);
    const { apiToken } = answer.body as { readonly apiToken: string };
    await visit({ origin, path: '/docs' }, async (page) => {
      await authorize(page, apiToken);
      expect(await tryOut(page, 'getMe')).toContain('"email": "token@example.com"');
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
