import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { captureIfAsked, visit } from '../support/browser.ts';
import { addPerson, addSignedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { arriveAt, checkPage, until, visitAs } from './people-at-pages.ts';

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
  ['/admin', 'Overview'],
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
      await until(page, `document.title === 'Page not found · Anchor'`);
      await page.getByRole('link', { name: 'Go to your account' }).click();
      await arriveAt(page, 'Sign in');
    });
  }
});

interface Gate {
  /** Waits until the page has asked for all of these. */
  readonly asked: (...paths: readonly RegExp[]) => Promise<void>;
  /** Lets the server answer what was asked so far. */
  readonly open: () => Promise<void>;
}

/** Holds all requests of a page but those of its document, so that what waits for what can be seen. */
async function holdRequests(page: Page, document: string): Promise<Gate> {
  const held = new Map<string, () => Promise<void>>();
  await page.route(/\/(?:assets|api)\//, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (document.includes(pathname)) await route.continue();
    else held.set(pathname, () => route.continue());
  });
  return {
    asked: async (...paths) => {
      while (!paths.every((path) => held.keys().some((each) => path.test(each))))
        await Bun.sleep(10);
    },
    open: async () => {
      const answers = [...held.values()];
      held.clear();
      await Promise.all(answers.map((answer) => answer()));
    },
  };
}

const parts = [/\/account-page-/, /\/base-/] as const;
const publicFacts = [/\/providers$/, /\/registration-mode$/, /\/oidc\/config$/] as const;
const ownFacts = [/\/auth\/me$/, /\/auth\/sessions$/] as const;

describe('what a page needs is asked for at once', () => {
  test('after the document, when the access token has to be renewed, in two steps', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app);
    await visitAs({ origin, path: '/docs/page.css', person }, async (page) => {
      const gate = await holdRequests(page, await (await fetch(`${origin}/account`)).text());
      await page.goto(`${origin}/account`, { waitUntil: 'commit' });
      await gate.asked(/\/auth\/refresh$/, ...parts, ...publicFacts);
      await gate.open();
      await gate.asked(...ownFacts);
      // The frame of the page is there already.
      await arriveAt(page, 'Your account');
      await page.getByRole('button', { name: 'Sign out' }).waitFor();
      await page.getByRole('status', { name: 'Loading' }).first().waitFor();
      await gate.open();
      await page.getByText('This device').waitFor();
      expect(await page.getByLabel('Name').inputValue()).toBe(person.user.name);
    });
  });

  test('after the document, with a valid access token, in one step', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app);
    await visitAs({ origin, path: '/account', person }, async (page) => {
      await page.getByText('This device').waitFor();
      const gate = await holdRequests(page, await (await fetch(`${origin}/account`)).text());
      // Without the cache of the browser, in which the code is.
      await page.reload({ waitUntil: 'commit' });
      await gate.asked(...ownFacts, ...parts, ...publicFacts);
      await gate.open();
      await page.getByText('This device').waitFor();
    });
  });

  test('and the frame stands while the code of the page is on the way', async () => {
    await using app = await createTestApp();
    const origin = app.listen();
    const person = await addSignedIn(app);
    await visitAs({ origin, path: '/docs/page.css', person }, async (page) => {
      const released = Promise.withResolvers<void>();
      await page.route('**/assets/account-page-*', async (route) => {
        await released.promise;
        await route.continue();
      });
      await page.goto(`${origin}/account`, { waitUntil: 'commit' });
      await arriveAt(page, 'Your account');
      await page.getByRole('button', { name: 'Sign out' }).waitFor();
      released.resolve();
      await page.getByText('This device').waitFor();
    });
  });
});
