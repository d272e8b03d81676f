import { expect, setDefaultTimeout, test } from 'bun:test';
import { visit } from '../support/browser.ts';
import { addPerson } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { arriveAt } from './people-at-pages.ts';

setDefaultTimeout(300_000);

test('a language that is chosen counts more than the one in the address', async () => {
  await using app = await createTestApp();
  await addPerson(app);
  const origin = app.listen();
  await visit({ origin, path: '/register?lang=fr' }, async (page) => {
    const inLanguage = (language: string) => page.locator(`html[lang=${language}]`).waitFor();
    await inLanguage('fr');
    await page.locator('select:has([lang=en])').first().selectOption('en');
    await inLanguage('en');
    expect(page.url()).toBe(`${origin}/register`);
    await page.reload();
    await arriveAt(page, 'Create');
    await inLanguage('en');
  });
});

test('a language that cannot be loaded leaves the page as it is, and says so', async () => {
  await using app = await createTestApp();
  await addPerson(app);
  const at = {
    origin: app.listen(),
    path: '/login',
    expected: /ERR_FAILED|dynamically imported/,
  };
  await visit(at, async (page) => {
    await page.locator('[name=email]').waitFor();
    await page.route('**/*.js', (route) => route.abort());
    await page.locator('select:has([lang=fr])').first().selectOption('fr');
    await page.getByText('That did not work. Please try again.').waitFor();
    await arriveAt(page, 'Sign in');
    expect(await page.evaluate<string>('document.documentElement.lang')).toBe('en');
  });
});
