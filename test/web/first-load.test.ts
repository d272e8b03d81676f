import { expect, setDefaultTimeout, test } from 'bun:test';
import { captureIfAsked, visit } from '../support/browser.ts';
import { addPerson, addSignedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { arriveAt, checkPage, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const maxBytes = 100_000;

/** What travelled for scripts and styles, compressed. */
const travelled = `performance.getEntriesByType('resource')
  .filter(({ name }) => /\\/assets\\/.*\\.(js|css)$/.test(name))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`;

test.each([
  ['/login', 'Sign in'],
  ['/register', 'Create account'],
])('%s comes whole in less than 100 kB', async (path, heading) => {
  await using app = await createTestApp();
  await addPerson(app);
  await visit({ origin: app.listen(), path }, async (page) => {
    await arriveAt(page, heading);
    expect(await page.evaluate<number>(travelled)).toBeWithin(1000, maxBytes);
  });
});

test.each([
  ['/account', 'Your account'],
  ['/admin', 'Administration'],
])('%s loads completely in less than 100 kB for a signed-in user', async (path, heading) => {
  await using app = await createTestApp();
  const origin = app.listen();
  const person = await addSignedIn(app, { isAdmin: true });
  await visitAs({ origin, path, person }, async (page) => {
    await arriveAt(page, heading);
    expect(await page.evaluate<number>(travelled)).toBeWithin(1000, maxBytes);
  });
});

test('a page whose script does not come is loaded anew once, says what to do, and comes when asked again', async () => {
  await using app = await createTestApp();
  await addPerson(app);
  const expected = /ERR_FAILED|dynamically imported/;
  await visit({ origin: app.listen(), path: '/login', expected }, async (page) => {
    await arriveAt(page, 'Sign in');
    const script = '**/assets/register-page*';
    let asked = 0;
    await page.route(script, async (route) => {
      asked += 1;
      await route.abort();
    });
    await page.getByRole('link', { name: 'Create an account' }).click();
    await page.getByText('This page could not be loaded.').waitFor();
    expect(asked).toBe(2);
    await page.unroute(script);
    await page.getByRole('button', { name: 'Try again' }).click();
    await arriveAt(page, 'Create account');
    // The next lost page is worth a reload again.
    expect(await page.evaluate<number>('sessionStorage.length')).toBe(0);
  });
});

test('a mistyped address shows a page that says so and leads on', async () => {
  await using app = await createTestApp();
  await addPerson(app);
  for (const [width, scheme] of [
    [375, 'dark'],
    [1280, 'light'],
  ] as const) {
    const expected = /status of 404/;
    await visit({ origin: app.listen(), path: '/Login', width, scheme, expected }, async (page) => {
      await arriveAt(page, 'Page not found');
      await captureIfAsked(page, `nowhere-${width}-${scheme}`);
      await checkPage(page);
      expect(await page.title()).toBe('Page not found · Anchor');
      await page.getByRole('link', { name: 'Go to your account' }).click();
      await arriveAt(page, 'Sign in');
    });
  }
});
