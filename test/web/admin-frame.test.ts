// What all pages of the panel share: how soon they come, the row of tabs, the heading.
import { expect, setDefaultTimeout, test } from 'bun:test';
import type { Page, Request } from 'playwright-core';
import { overflow, settle } from '../support/browser.ts';
import { addPerson } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { visitPanel } from './admin-panel.ts';
import { arriveAt } from './people-at-pages.ts';

setDefaultTimeout(300_000);

/** Holds the answers of the API back: returns the requests that came since the last time, then lets them be answered. */
async function inRounds(page: Page) {
  let round: Request[] = [];
  let release: (() => void)[] = [];
  await page.route('**/api/**', async (route) => {
    const released = Promise.withResolvers<void>();
    round.push(route.request());
    release.push(released.resolve);
    await released.promise;
    await route.continue();
  });
  return async (expected: RegExp) => {
    while (!round.some((request) => expected.test(request.url()))) await Bun.sleep(10);
    const paths = round.map((request) => new URL(request.url()).pathname);
    for (const answer of release) answer();
    [round, release] = [[], []];
    return paths;
  };
}

test('the list is there after two round trips: for the token, and for everything else at once', async () => {
  await using app = await createTestApp();
  await addPerson(app, { name: 'Ada Lovelace' });
  await visitPanel(app, { path: '/users' }, async (page) => {
    await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
    await settle(page);
    const next = await inRounds(page);
    await page.evaluate('sessionStorage.clear()');
    await page.reload({ waitUntil: 'commit' });
    expect(await next(/refresh$/)).toEqual(['/api/auth/refresh']);
    // The frame is there before anything is answered.
    await page.getByRole('navigation', { name: 'Administration' }).waitFor();
    const second = await next(/\/api\/admin\/users\?/);
    expect(second).toContain('/api/auth/me');
    await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
  });
});

test('a reload with a valid token needs one round trip', async () => {
  await using app = await createTestApp();
  await addPerson(app, { name: 'Ada Lovelace' });
  await visitPanel(app, { path: '/users' }, async (page) => {
    await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
    await settle(page);
    const next = await inRounds(page);
    await page.reload({ waitUntil: 'commit' });
    await next(/\/api\/admin\/users\?/);
    await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
  });
});

const pages = [
  ['', 'Overview'],
  ['/users', 'Users'],
  ['/waiting', 'Review requests'],
  ['/registration', 'Registration'],
  ['/providers', 'Providers'],
  ['/audit', 'Audit log'],
] as const;

test.each(pages)(
  '%s has its heading high on a phone, and its tab in view',
  async (path, heading) => {
    await using app = await createTestApp();
    await visitPanel(app, { path, width: 375 }, async (page) => {
      await arriveAt(page, heading);
      const top = `document.querySelector('h1').getBoundingClientRect().top`;
      expect(await page.evaluate<number>(top)).toBeLessThanOrEqual(140);
      expect(await page.evaluate<boolean>(isInView)).toBe(true);
      expect(await overflow(page)).toBe(0);
    });
  },
);

const isInView = `(() => {
  const { left, right } = document.querySelector('.tab[aria-current]').getBoundingClientRect();
  return left >= 0 && right <= innerWidth;
})()`;

test('the row of tabs fades where more follow', async () => {
  await using app = await createTestApp();
  await visitPanel(app, { path: '', width: 375 }, async (page) => {
    await page.locator('.tabs.more-after:not(.more-before)').waitFor();
    await page.getByRole('link', { name: 'Providers' }).focus();
    await page.locator('.tabs.more-before').waitFor();
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.locator('.tabs:not(.more-before, .more-after)').waitFor();
  });
});

test('the chosen tab is marked in colours that the reader has chosen', async () => {
  await using app = await createTestApp();
  await visitPanel(app, { path: '/users' }, async (page) => {
    await page.emulateMedia({ forcedColors: 'active' });
    const outlines = `Array.from(document.querySelectorAll('.tab'), (tab) => getComputedStyle(tab).outlineStyle)`;
    const found = await page.evaluate<readonly string[]>(outlines);
    expect(found.filter((style) => style === 'solid')).toHaveLength(1);
    expect(found[1]).toBe('solid');
  });
});

test('an address of the panel that does not exist shows the overview', async () => {
  await using app = await createTestApp();
  await visitPanel(app, { path: '/nothing' }, async (page) => {
    await arriveAt(page, 'Overview');
  });
});
