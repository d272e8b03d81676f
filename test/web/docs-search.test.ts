import { expect, setDefaultTimeout, test } from 'bun:test';
import axe from 'axe-core';
import { overflow, visit } from '../support/browser.ts';
import { createTestApp } from '../support/test-app.ts';

setDefaultTimeout(300_000);

test.each([
  ['/api/auth/me', 'getMe'],
  ['signed-in user', 'getMe'],
  ['POST logout', 'logout'],
])('the search for %p finds %s by path, name or method', async (phrase, name) => {
  await using app = await createTestApp();
  await visit({ origin: app.listen(), path: '/docs' }, async (page) => {
    await page.waitForSelector('.opblock');
    const all = await page.locator('.opblock').count();
    await page.getByLabel('Search operations').fill(phrase);
    await page.getByText(/^\d+ of \d+ operations$/).waitFor();
    await page.locator(`#operations-Sessions-${name}`).waitFor();
    const count = page.getByText(/^\d+ of \d+ operations$/);
    const shown = await page.locator('.opblock').count();
    expect(await count.innerText()).toBe(`${shown} of ${all} operations`);
    expect(shown).toBeLessThan(all / 4);
  });
});

test('a search without a result says so, and an empty one shows everything again', async () => {
  await using app = await createTestApp();
  await visit({ origin: app.listen(), path: '/docs' }, async (page) => {
    await page.waitForSelector('.opblock');
    const all = await page.locator('.opblock').count();
    await page.getByLabel('Search operations').fill('no such operation');
    await page.getByText('No operation matches.').waitFor();
    expect(await page.locator('.opblock').count()).toBe(0);
    await page.getByLabel('Search operations').fill('');
    await page.getByText(`${all} operations`, { exact: true }).waitFor();
    await page.waitForSelector('.opblock');
    expect(await page.locator('.opblock').count()).toBe(all);
  });
});

/** Swagger UI puts links into its buttons, which no setting changes. */
const problems = `axe.run({ exclude: ['.swagger-ui'] }, { resultTypes: ['violations'] }).then(
  ({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id }) => id))`;

test.each([320, 1280])('works for screen readers and in both schemes at %d px', async (width) => {
  await using app = await createTestApp();
  await visit({ origin: app.listen(), path: '/docs', width }, async (page) => {
    await page.locator('#operations-Accounts-register .opblock-summary-control').click();
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.evaluate(axe.source);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await page.evaluate<readonly string[]>(problems)).toEqual([]);
      expect(await overflow(page)).toBe(0);
    }
  });
});
