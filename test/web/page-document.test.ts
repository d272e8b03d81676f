// What the server writes into the document of its pages, for every brand that an operator could think of.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { visit } from '../support/browser.ts';
import { createTestApp, type Env } from '../support/test-app.ts';
import { svgLogo } from './logo.ts';

setDefaultTimeout(300_000);

interface Shown {
  readonly title: string;
  readonly language: string;
  readonly facts: unknown;
  readonly links: readonly string[];
  /** The names of all elements in the head. */
  readonly elements: readonly string[];
}

/** The document as a browser reads it, before any script has changed it. */
async function documentOf(env: Env): Promise<Shown> {
  await using app = await createTestApp(env);
  let shown: Shown | undefined;
  await visit({ origin: app.listen(), path: '/login' }, async (page) => {
    shown =
      await page.evaluate<Shown>(`fetch('/login').then((answer) => answer.text()).then((html) => {
      const { title, head, documentElement } = new DOMParser().parseFromString(html, 'text/html');
      return {
        title,
        language: documentElement.lang,
        facts: JSON.parse(head.querySelector('meta[name="site"]').content),
        links: [...head.querySelectorAll('link')].map((link) =>
          (link.rel + ' ' + link.getAttribute('href') + ' ' + link.media).trim()),
        elements: [...head.children].map((element) => element.localName),
      };
    })`);
  });
  if (shown === undefined) throw new Error('The page did not come');
  return { ...shown, links: shown.links.map((link) => link.replace(/-[a-z0-9]{8}\./, '-HASH.')) };
}

const hostile = [
  `</title><script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `' onload='alert(1)`,
  `&quot;&lt;b&gt;&amp;amp;`,
  `$& $1 $' $\` \\u003c \\" {"a":1}`,
  `--><!-- ]]> 👋 مرحبا`,
];

const plainLinks = ['icon /assets/anchor-HASH.svg', 'stylesheet /assets/page-HASH.css'];

describe('the document', () => {
  test('of a server without a brand has the defaults', async () => {
    expect(await documentOf({})).toMatchObject({
      title: 'Anchor',
      language: 'en',
      facts: {
        brand: { name: 'Anchor', logo: null, logoDark: null },
        appUrl: 'http://localhost:3000',
        language: 'en',
        supportContact: null,
        handbook: '/docs/handbook',
        docs: 'public',
      },
      links: plainLinks,
    });
  });

  test('has the brand, with its colour after the colours of the pages', async () => {
    const logo = svgLogo();
    const env = {
      APP_URL: 'https://auth.example.com',
      DOCS: 'off',
      BRAND_NAME: 'Miller',
      BRAND_COLOR: '#7a1fa2',
      BRAND_LOGO: logo,
      BRAND_LOGO_DARK: logo,
      SUPPORT_CONTACT: 'https://example.com/help?a=1&b=2',
      DEFAULT_LANGUAGE: 'fr',
    };
    expect(await documentOf(env)).toMatchObject({
      title: 'Miller',
      language: 'fr',
      facts: {
        brand: { name: 'Miller', logo: '/brand/logo', logoDark: '/brand/logo-dark' },
        appUrl: 'https://auth.example.com',
        language: 'fr',
        supportContact: 'https://example.com/help?a=1&b=2',
        handbook: null,
        docs: 'off',
      },
      links: [
        'stylesheet /assets/page-HASH.css',
        'stylesheet /brand.css',
        'icon /brand/logo (prefers-color-scheme: light)',
        'icon /brand/logo-dark (prefers-color-scheme: dark)',
      ],
    });
  });

  test('keeps every name as it is, and nothing of it becomes an element', async () => {
    const plain = await documentOf({});
    for (const name of hostile) {
      const shown = await documentOf({ BRAND_NAME: name, SUPPORT_CONTACT: name });
      expect(shown).toEqual({
        ...plain,
        title: name,
        facts: expect.objectContaining({
          brand: { name, logo: null, logoDark: null },
          supportContact: name,
        }),
      });
    }
  });
});
