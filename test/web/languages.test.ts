// The pages speak the language that the person chose, that the browser prefers, or that the server has.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { formatId } from '../../src/core/uuid.ts';
import { type Language, languages } from '../../src/core/languages.ts';
import { base as de } from '../../src/web/pages/words/de/base.ts';
import { base as en } from '../../src/web/pages/words/en/base.ts';
import { base as es } from '../../src/web/pages/words/es/base.ts';
import { base as fr } from '../../src/web/pages/words/fr/base.ts';
import { captureIfAsked, visit } from '../support/browser.ts';
import { addPerson, addSignedIn, changePerson, password } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { populate } from './admin-panel.ts';
import { arriveAt, checkPage, press, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const words = { de, en, es, fr } as const satisfies Record<Language, unknown>;
const email = 'ada@example.com';

function shownLanguage(page: Page): Promise<string> {
  return page.evaluate<string>('document.documentElement.lang');
}

/** Waits for the sign-in page in a language. */
async function arriveAtSignIn(page: Page, language: Language): Promise<void> {
  await page.getByLabel(words[language]['field.password'], { exact: true }).waitFor();
  expect(await shownLanguage(page)).toBe(language);
}

describe('without a choice', () => {
  const rows = [
    ['de-AT', 'en', 'de'],
    ['fr', 'de', 'fr'],
    ['es-MX', 'en', 'es'],
    ['nl-NL', 'fr', 'fr'],
    ['ja', 'en', 'en'],
  ] as const;
  test.each(rows)(
    'a browser that prefers %s at a server with %s gets %s',
    async (locale, own, shown) => {
      await using app = await createTestApp({ DEFAULT_LANGUAGE: own });
      await addPerson(app, { email });
      await visit({ origin: app.listen(), path: '/login', locale }, async (page) => {
        await arriveAtSignIn(page, shown);
      });
    },
  );
});

test('a choice changes the page at once, keeps what was typed, and holds for this browser', async () => {
  await using app = await createTestApp();
  await addPerson(app, { email });
  await visit({ origin: app.listen(), path: '/login' }, async (page) => {
    await arriveAtSignIn(page, 'en');
    await page.locator('[name=email]').fill(email);
    await page.getByRole('combobox', { name: en['language.label'] }).selectOption('fr');
    await arriveAtSignIn(page, 'fr');
    expect(await page.locator('[name=email]').inputValue()).toBe(email);
    await page.reload();
    await arriveAtSignIn(page, 'fr');
  });
});

test('a language in the address holds for the tab, not for the browser', async () => {
  await using app = await createTestApp();
  await addPerson(app, { email });
  const origin = app.listen();
  await visit({ origin, path: '/login?lang=es' }, async (page) => {
    await arriveAtSignIn(page, 'es');
    await page.goto(`${origin}/login`);
    await arriveAtSignIn(page, 'es');
    const other = await page.context().newPage();
    await other.goto(`${origin}/login`);
    await arriveAtSignIn(other, 'en');
  });
});

test('the language of an account follows the person into another browser', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app, { email });
  await changePerson(app, user, { language: 'de' });
  await visit({ origin: app.listen(), path: '/login' }, async (page) => {
    await arriveAtSignIn(page, 'en');
    await page.locator('[name=email]').fill(email);
    await page.locator('[name=password]').fill(password);
    await press(page, en['page.login']);
    await arriveAt(page, de['page.account']);
    expect(await shownLanguage(page)).toBe('de');
  });
});

test('what the server says about a field is shown in the language of the page', async () => {
  await using app = await createTestApp({ ENABLE_PASSWORD_VALIDATION: 'true' });
  await addPerson(app, { email });
  const visiting = {
    origin: app.listen(),
    path: '/register',
    locale: 'de',
    expected: /status of 400/,
  };
  await visit(visiting, async (page) => {
    await page.locator('[name=name]').fill('Grace');
    await page.locator('[name=email]').fill('grace@example.com');
    await page.locator('[name=password]').fill('lowercase only');
    await page.locator('[type=submit]').click();
    const missing = [de['need.upper_case'], de['need.digit'], de['need.special_character']];
    const list = new Intl.ListFormat('de').format(missing);
    await page.getByText(de['fault.password_too_weak']({ needs: list })).waitFor();
  });
});

test('a page whose texts cannot be loaded says so in its language', async () => {
  await using app = await createTestApp();
  await addPerson(app, { email });
  const origin = app.listen();
  await visit(
    { origin, path: '/login?lang=fr', expected: /Failed to (?:load|fetch)/ },
    async (page) => {
      await arriveAtSignIn(page, 'fr');
      const scripts = await page.evaluate<readonly string[]>(
        "performance.getEntriesByType('resource').map(({ name }) => name)",
      );
      for (const script of scripts.filter((name) => /base-[a-z0-9]+\.js$/.test(name))) {
        await page.route(script, (route) => route.abort());
      }
      await page.reload();
      await page.getByRole('alert').getByText('n’a pas pu être chargée').waitFor();
    },
  );
});

describe.each(languages.filter((language) => language !== 'en'))('in %s', (language) => {
  test('every page fits a narrow phone, and screen readers find their way', async () => {
    await using app = await createTestApp();
    const { ada } = await populate(app);
    const origin = app.listen();
    const look = { origin, locale: language, width: 320 } as const;
    for (const path of ['/login', '/register']) {
      await visit({ ...look, path }, async (page) => {
        await page.locator('[name=email]').waitFor();
        await checkPage(page);
        await captureIfAsked(page, `${language}${path.replaceAll('/', '-')}`);
      });
    }
    const person = await addSignedIn(app, { email: 'root@example.com', isAdmin: true });
    const paths = ['/account', '/admin', '/admin/users', '/admin/waiting', '/admin/registration'];
    const all = [
      ...paths,
      '/admin/providers',
      '/admin/keys',
      '/admin/audit',
      `/admin/users/${formatId(ada.id)}`,
    ];
    await visitAs({ ...look, path: '/account', person }, async (page) => {
      await page.waitForLoadState('networkidle');
      for (const path of all) {
        await page.goto(origin + path);
        await page.waitForLoadState('networkidle');
        await page.getByRole('heading', { level: 1 }).waitFor();
        expect(await shownLanguage(page)).toBe(language);
        await checkPage(page);
        await captureIfAsked(page, `${language}${path.replaceAll('/', '-')}`);
      }
    });
  });
});
