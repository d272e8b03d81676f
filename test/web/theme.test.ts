// Light and dark: by the system, by what a person chose, and in the colour of the brand.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { darkAccent, lightAccent } from '../../src/core/accent.ts';
import { visit } from '../support/browser.ts';
import { createTestApp } from '../support/test-app.ts';
import { arriveAt, checkPage } from './people-at-pages.ts';
import { svgLogo } from './logo.ts';

setDefaultTimeout(300_000);

const color = '#7a1fa2';
const grounds = { light: 'rgb(244, 246, 249)', dark: 'rgb(14, 19, 26)' };
const accents = { light: lightAccent(color), dark: darkAccent(color) };

const logos = { light: '/brand/logo', dark: '/brand/logo-dark' };

type Scheme = keyof typeof grounds;

/** The colours in use, and what tells the browser which ones its own controls take. */
function looks(page: Page) {
  return page.evaluate<Readonly<Record<string, string>>>(`(() => {
    const own = getComputedStyle(document.documentElement);
    return {
      ground: own.backgroundColor,
      scheme: own.colorScheme,
      meta: document.querySelector('meta[name="color-scheme"]').content,
      accent: own.getPropertyValue('--accent'),
      link: own.getPropertyValue('--link'),
    };
  })()`);
}

const looksOf = (scheme: Scheme, chosen: string) => ({
  ground: grounds[scheme],
  scheme: chosen,
  meta: chosen,
  accent: accents[scheme].accent,
  link: accents[scheme].link,
});

const both = 'light dark';

const rows: readonly (readonly [system: Scheme, stored: string | null, Scheme, string])[] = [
  ['light', null, 'light', both],
  ['dark', null, 'dark', both],
  ['light', 'light', 'light', 'light'],
  ['dark', 'light', 'light', 'light'],
  ['light', 'dark', 'dark', 'dark'],
  ['dark', 'dark', 'dark', 'dark'],
  ['dark', 'purple', 'dark', both],
];

/** The functions of the account page, which a test cannot import into a browser. */
async function themeFunctions(): Promise<string> {
  const source = await Bun.file('src/web/pages/client/theme.ts').text();
  const script = new Bun.Transpiler({ loader: 'ts' }).transformSync(source);
  return script.replaceAll(/^export /gm, '').replace(/\{\s*chosenTheme,[^}]*\};?/, '');
}

describe('the colours of a page', () => {
  test.each(rows)('on a %s system with the theme %p are %s', async (...row) => {
    const [system, stored, scheme, chosen] = row;
    const storage = stored === null ? {} : { 'anchor-auth.theme': stored };
    const env = { BRAND_COLOR: color, BRAND_LOGO: svgLogo(), BRAND_LOGO_DARK: svgLogo() };
    await using app = await createTestApp(env);
    const origin = app.listen();
    await visit({ origin, path: '/login', scheme: system, storage }, async (page) => {
      await arriveAt(page, 'Create the administrator account');
      expect(await looks(page)).toEqual(looksOf(scheme, chosen));
      const logo = page.locator('img[src^="/brand/"]:visible');
      expect(await logo.count()).toBe(1);
      expect(await logo.getAttribute('src')).toBe(logos[scheme]);
      await checkPage(page);
    });
  });

  test('are there before the first script of the page', async () => {
    await using app = await createTestApp();
    const storage = { 'anchor-auth.theme': 'dark' };
    const expected = /ERR_FAILED/;
    await visit({ origin: app.listen(), path: '/login', storage, expected }, async (page) => {
      await page.route('**/assets/page-*.js', (route) => route.abort());
      await page.reload();
      expect(await page.locator('#app').innerHTML()).toBe('');
      expect(await looks(page)).toMatchObject({ ground: grounds.dark, meta: 'dark' });
    });
  });

  test('follow a choice at once, in every open page', async () => {
    const functions = await themeFunctions();
    const run = (page: Page, call: string) =>
      page.evaluate<string>(`(() => { ${functions}; return ${call}; })()`);
    await using app = await createTestApp({ BRAND_COLOR: color });
    const origin = app.listen();
    await visit({ origin, path: '/login' }, async (page) => {
      const other = await page.context().newPage();
      await other.goto(`${origin}/login`);
      for (const [theme, scheme, chosen] of [
        ['dark', 'dark', 'dark'],
        ['system', 'light', both],
        ['light', 'light', 'light'],
      ] as const) {
        await run(page, `chooseTheme('${theme}')`);
        expect(await run(page, 'chosenTheme()')).toBe(theme);
        expect(await looks(page)).toEqual(looksOf(scheme, chosen));
        const meta = `document.querySelector('meta[name="color-scheme"]').content`;
        await other.waitForFunction(`${meta} === '${chosen}'`);
        expect(await looks(other)).toEqual(looksOf(scheme, chosen));
      }
    });
  });
});
