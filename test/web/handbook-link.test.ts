// The link to the handbook, which leads to a page or is not there.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { namedProviders, providerLabels } from '../../src/core/providers/registry.ts';
import { captureIfAsked } from '../support/browser.ts';
import { addSignedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { visitPanel } from './admin-panel.ts';
import { arriveAt, checkPage, press, visitAs } from './people-at-pages.ts';

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

describe('the links to the pages about providers', () => {
  const guides = [
    ['OpenID Connect', '/docs/handbook/providers'],
    ...namedProviders.map((id) => [providerLabels[id], `/docs/handbook/provider-${id}`] as const),
  ] as const;

  test('are in the settings of each', async () => {
    await using app = await createTestApp();
    await visitPanel(app, { path: '/providers' }, async (page) => {
      for (const id of namedProviders) await press(page, `Set up ${providerLabels[id]}`);
      for (const [name, path] of guides) {
        const link = page.getByRole('link', { name: `How to set up ${name}`, exact: true });
        expect(await link.getAttribute('href')).toBe(path);
        expect((await app.get(path)).status).toBe(200);
      }
      await checkPage(page);
      await captureIfAsked(page, 'provider-guides');
    });
  });

  test('are absent when DOCS=off', async () => {
    await using app = await createTestApp({ DOCS: 'off' });
    await visitPanel(app, { path: '/providers' }, async (page) => {
      await press(page, 'Set up GitHub');
      await page.getByRole('form', { name: 'GitHub' }).waitFor();
      expect(await page.getByRole('link', { name: /^How to set up/ }).count()).toBe(0);
    });
  });
});
