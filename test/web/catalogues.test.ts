// The catalogues of all languages are complete, and each text shows all of its values.
import { describe, expect, test } from 'bun:test';
import { type Language, languages } from '../../src/core/languages.ts';
import type {
  AdministrationCatalogue,
  BaseCatalogue,
} from '../../src/web/pages/words/catalogue.ts';
import { administration } from '../../src/web/pages/words/en/administration.ts';
import { base } from '../../src/web/pages/words/en/base.ts';
import { administration as frenchAdministration } from '../../src/web/pages/words/fr/administration.ts';
import { base as frenchBase } from '../../src/web/pages/words/fr/base.ts';

type Texts = Readonly<Record<string, string | ((values: never) => string)>>;

const en = { ...base, ...administration };

const catalogues: Readonly<Record<Language, BaseCatalogue & AdministrationCatalogue>> = {
  en,
  de: en,
  fr: { ...frenchBase, ...frenchAdministration },
  es: en,
};

/** A value that can be shown, counted and called, as the texts need it. */
function valueOf(number: number) {
  const mark = (text: string) => `<${number}>${text}`;
  return Object.assign(mark, { valueOf: () => number, toString: () => `<${number}>` });
}

/** What a text shows for a count, and the names of the values that it uses. */
function render(text: (values: never) => string, count: number) {
  const used = new Map<string, string>();
  const values = new Proxy(
    {},
    {
      get(_, name) {
        used.set(String(name), String(count));
        const value = valueOf(count);
        return Object.assign(value, { toLowerCase: () => value.toString() });
      },
    },
  );
  return { shown: text(values as never), used };
}

const counts = [0, 1, 2, 5, 1_000_000];

describe.each([...languages])('the catalogue in %s', (language) => {
  const texts: Texts = catalogues[language];

  test('has the keys of the English one', () => {
    expect(Object.keys(texts).toSorted()).toEqual(Object.keys(en).toSorted());
  });

  test('has text and values where the English one has them', () => {
    const english: Texts = en;
    for (const [key, text] of Object.entries(texts)) {
      expect([key, typeof text]).toEqual([key, typeof english[key]]);
      if (typeof text === 'string') continue;
      const original = english[key];
      if (typeof original !== 'function') continue;
      const names = [...render(text, 5).used.keys()].toSorted();
      expect([key, names]).toEqual([key, [...render(original, 5).used.keys()].toSorted()]);
    }
  });

  test('shows no empty text, no placeholder and no undefined value', () => {
    for (const [key, text] of Object.entries(texts)) {
      const shown = typeof text === 'string' ? [text] : counts.map((n) => render(text, n).shown);
      for (const each of shown) {
        expect([key, each]).toEqual([
          key,
          expect.stringMatching(/^(?!.*(?:undefined|NaN|#)).*\S/su),
        ]);
        expect([key, each]).toEqual([key, each.trim()]);
      }
    }
  });

  test('uses its own quotation marks and apostrophes', () => {
    for (const [key, text] of Object.entries(texts)) {
      if (typeof text === 'string')
        expect([key, text]).toEqual([key, expect.not.stringMatching(/\w'\w/u)]);
    }
  });
});

test('only the panel uses the texts of the panel, which are not loaded elsewhere', async () => {
  const pages = `${import.meta.dir}/../../src/web/pages`;
  const found: string[] = [];
  for await (const path of new Bun.Glob('**/*.{ts,tsx}').scan(pages)) {
    if (/^(?:admin|words)\//.test(path)) continue;
    const source = await Bun.file(`${pages}/${path}`).text();
    const keys = [...source.matchAll(/'(\w+\.\w+)'/g)].map(([, key = '']) => key);
    found.push(...keys.filter((key) => key in administration).map((key) => `${path} ${key}`));
  }
  expect(found).toEqual([]);
});
