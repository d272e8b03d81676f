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
