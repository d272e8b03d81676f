// The sign-in page with the longest names, in scripts of other directions, and by the keyboard alone.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { visit } from '../support/browser.ts';
import { addPerson } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { arriveAt, checkLooks, fill, press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

const oidc = {
  OIDC_ENABLED: 'true',
  OIDC_ISSUER_URL: 'https://id.example.com',
  OIDC_CLIENT_ID: 'anchor',
  GITHUB_CLIENT_ID: 'anchor',
  GITHUB_CLIENT_SECRET: 'secret',
};

/** The longest e-mail address there is: 254 characters. */
const longest = `${'a'.repeat(64)}@${['b', 'c', 'd'].map((each) => each.repeat(59)).join('.')}.example`;

const longNames = [
  ['long words', 'Vereinigte-Genossenschaften-Unterelbe-eG', 'Anmeldung der Genossenschaften'],
  ['no spaces', 'W'.repeat(40), 'M'.repeat(60)],
  ['right to left', 'המרשם המרכזי', 'בית המשפט (ID)'],
  ['East Asian', '株式会社アンカー認証サービス東京本社', '統合認証基盤'],
] as const;

const widths = [320, 1280];

describe.each(widths)('at %d px', (width) => {
  test.each(longNames)('names with %s fit', async (kind, brand, provider) => {
    const SUPPORT_CONTACT = brand;
    const env = { ...oidc, BRAND_NAME: brand, OIDC_PROVIDER_NAME: provider, SUPPORT_CONTACT };
    await using app = await createTestApp(env);
    await addPerson(app);
    const path = '/login';
    const origin = app.listen();
    await visit({ origin, path, width, expected: /status of 401/ }, async (page) => {
      await page.getByRole('link', { name: `Continue with ${provider}` }).waitFor();
      await fill(page, { 'E-mail': longest, Password: 'wrong password' });
      await press(page, 'Sign in');
      await page.getByRole('alert').waitFor();
      expect(await cutOff(page)).toEqual([]);
      await checkLooks(page, `login-${kind.replaceAll(' ', '-')}`, width);
    });
  });
});

/** Texts that are wider than the box around them. */
function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll('h1, p, bdi, a, .button span')]
    .filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0)
    .map((each) => each.outerHTML)`);
}

test('the Tab key goes through the form, then to the links and the language', async () => {
  await using app = await createTestApp({ SUPPORT_CONTACT: 'help@example.com' });
  await addPerson(app);
  await visit({ origin: app.listen(), path: '/login' }, async (page) => {
    await arriveAt(page, 'Sign in');
    await page.locator('[name=email]:focus').waitFor();
    const names: string[] = [];
    for (let step = 0; step < 7; step++) {
      names.push(await focusedName(page));
      await page.keyboard.press('Tab');
    }
    expect(names).toEqual([
      'E-mail',
      'Password',
      'Show: Password',
      'Sign in',
      'help@example.com',
      'Create an account',
      'Language',
    ]);
  });
});

function focusedName(page: Page): Promise<string> {
  return page.evaluate<string>(`(() => {
    const { activeElement: it } = document;
    return it.getAttribute('aria-label') ?? it.labels?.[0]?.querySelector('span')?.textContent ??
      it.labels?.[0]?.textContent ?? it.textContent;
  })()`);
}
