// The link to the handbook, which leads to a page or is not there.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { captureIfAsked } from '../support/browser.ts';
import { addSignedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { arriveAt, checkPage, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const pages = [
  { path: '/account', heading: 'Your account', isAdmin: false },
  { path: '/admin', heading: 'Overview', isAdmin: true },
] as const;

const served = pages.flatMap((page) =>
  (['public', 'admin'] as const).flatMap((access) =>
    [375, 1280].map((width) => [page.path, access, width, page] as const),
  ),
);

describe('the link to the handbook', () => {
  test.each(served)('of %s with DOCS=%s opens it, at %d px', async (path, access, width, on) => {
    const { heading, isAdmin } = on;
    await using app = await createTestApp({ DOCS: access });
    const origin = app.listen();
    const person = await addSignedIn(app, { isAdmin });
    await visitAs({ origin, path, person, width }, async (page) => {
      await arriveAt(page, heading);
      const link = page.getByRole('link', { name: 'Handbook', exact: true });
      await link.waitFor();
      await captureIfAsked(page, `handbook-link${path.replace('/', '-')}-${width}`);
      await checkPage(page);
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.request().isNavigationRequest()),
        link.click(),
      ]);
      expect(answer.status()).toBe(200);
      await page.getByRole('heading', { level: 1, name: 'Handbook' }).waitFor();
    });
  });

  test.each(pages)('is absent from $path when DOCS=off', async ({ path, heading, isAdmin }) => {
    await using app = await createTestApp({ DOCS: 'off' });
    const origin = app.listen();
    const person = await addSignedIn(app, { isAdmin });
    await visitAs({ origin, path, person }, async (page) => {
      await arriveAt(page, heading);
      expect(await page.getByRole('link', { name: 'Handbook' }).count()).toBe(0);
    });
  });
});
