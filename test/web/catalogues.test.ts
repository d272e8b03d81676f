// The catalogues of all languages are complete, and each text shows all of its values.
import { describe, expect, test } from 'bun:test';
import { type Language, languages } from '../../src/core/languages.ts';
import type {
  AdministrationCatalogue,
  BaseCatalogue,
  FindingsCatalogue,
  JoiningCatalogue,
  LinksCatalogue,
  MailCatalogue,
  MoveCatalogue,
  TokensCatalogue,
} from '../../src/web/pages/words/catalogue.ts';
import { administration as germanAdministration } from '../../src/web/pages/words/de/administration.ts';
import { base as germanBase } from '../../src/web/pages/words/de/base.ts';
import { findings as germanFindings } from '../../src/web/pages/words/de/findings.ts';
import { joining as germanJoining } from '../../src/web/pages/words/de/joining.ts';
import { links as germanLinks } from '../../src/web/pages/words/de/links.ts';
import { mail as germanMail } from '../../src/web/pages/words/de/mail.ts';
import { providerMove as germanMove } from '../../src/web/pages/words/de/provider-move.ts';
import { tokens as germanTokens } from '../../src/web/pages/words/de/tokens.ts';
import { administration } from '../../src/web/pages/words/en/administration.ts';
import { base } from '../../src/web/pages/words/en/base.ts';
import { findings } from '../../src/web/pages/words/en/findings.ts';
import { joining } from '../../src/web/pages/words/en/joining.ts';
import { links } from '../../src/web/pages/words/en/links.ts';
import { mail } from '../../src/web/pages/words/en/mail.ts';
import { providerMove } from '../../src/web/pages/words/en/provider-move.ts';
import { tokens } from '../../src/web/pages/words/en/tokens.ts';
import { administration as spanishAdministration } from '../../src/web/pages/words/es/administration.ts';
import { base as spanishBase } from '../../src/web/pages/words/es/base.ts';
import { findings as spanishFindings } from '../../src/web/pages/words/es/findings.ts';
import { joining as spanishJoining } from '../../src/web/pages/words/es/joining.ts';
import { links as spanishLinks } from '../../src/web/pages/words/es/links.ts';
import { mail as spanishMail } from '../../src/web/pages/words/es/mail.ts';
import { providerMove as spanishMove } from '../../src/web/pages/words/es/provider-move.ts';
import { tokens as spanishTokens } from '../../src/web/pages/words/es/tokens.ts';
import { administration as frenchAdministration } from '../../src/web/pages/words/fr/administration.ts';
import { base as frenchBase } from '../../src/web/pages/words/fr/base.ts';
import { findings as frenchFindings } from '../../src/web/pages/words/fr/findings.ts';
import { joining as frenchJoining } from '../../src/web/pages/words/fr/joining.ts';
import { links as frenchLinks } from '../../src/web/pages/words/fr/links.ts';
import { mail as frenchMail } from '../../src/web/pages/words/fr/mail.ts';
import { providerMove as frenchMove } from '../../src/web/pages/words/fr/provider-move.ts';
import { tokens as frenchTokens } from '../../src/web/pages/words/fr/tokens.ts';

type Texts = Readonly<Record<string, string | ((values: never) => string)>>;

type AllTexts = BaseCatalogue &
  AdministrationCatalogue &
  FindingsCatalogue &
  TokensCatalogue &
  JoiningCatalogue &
  LinksCatalogue &
  MailCatalogue &
  MoveCatalogue;

const en = {
  ...base,
  ...administration,
  ...findings,
  ...tokens,
  ...joining,
  ...links,
  ...mail,
  ...providerMove,
};

const catalogues: Readonly<Record<Language, AllTexts>> = {
  en,
  de: {
    ...germanBase,
    ...germanAdministration,
    ...germanFindings,
    ...germanTokens,
    ...germanJoining,
    ...germanLinks,
    ...germanMail,
    ...germanMove,
  },
  fr: {
    ...frenchBase,
    ...frenchAdministration,
    ...frenchFindings,
    ...frenchTokens,
    ...frenchJoining,
    ...frenchLinks,
    ...frenchMail,
    ...frenchMove,
  },
  es: {
    ...spanishBase,
    ...spanishAdministration,
    ...spanishFindings,
    ...spanishTokens,
    ...spanishJoining,
    ...spanishLinks,
    ...spanishMail,
    ...spanishMove,
  },
};

/** A value that can be shown, counted and called, as the texts need it. */
function valueOf(number: number) {
  const mark = (text: string) => `<${number}>${text}`;
  return Object.assign(mark, { valueOf: () => number, toString: () => `<${number}>` });
}

/** What a text shows when each value is the number that `numberFor` gives for its name, and the names it asks for. */
function render(text: (values: never) => string, numberFor: (name: string) => number) {
  const names = new Set<string>();
  const values = new Proxy(
    {},
    {
      get(_, name) {
        names.add(String(name));
        return valueOf(numberFor(String(name)));
      },
    },
  );
  return { shown: text(values as never), names };
}

/** A number of three digits, which every language writes alike, for each name of a value. */
function ownNumber(name: string): number {
  return 100 + (Bun.hash.crc32(name) % 900);
}

/** The names of the values that can be read in what a text shows. */
function shownNames(text: (values: never) => string): readonly string[] {
  const { shown, names } = render(text, ownNumber);
  return [...names].filter((name) => shown.includes(String(ownNumber(name)))).toSorted();
}

const counts = [0, 1, 2, 5, 1_000_000];

describe.each([...languages])('the catalogue in %s', (language) => {
  const texts: Texts = catalogues[language];

  test('has the keys of the English one', () => {
    expect(Object.keys(texts).toSorted()).toEqual(Object.keys(en).toSorted());
  });

  test('shows text and values where the English one shows them', () => {
    const english: Texts = en;
    for (const [key, text] of Object.entries(texts)) {
      expect([key, typeof text]).toEqual([key, typeof english[key]]);
      if (typeof text === 'string') continue;
      const original = english[key];
      if (typeof original !== 'function') continue;
      expect([key, shownNames(text)]).toEqual([key, shownNames(original)]);
    }
  });

  test('shows no empty text, no placeholder and no undefined value', () => {
    for (const [key, text] of Object.entries(texts)) {
      const shown =
        typeof text === 'string' ? [text] : counts.map((count) => render(text, () => count).shown);
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
    found.push(
      ...keys
        .filter((key) => key in administration || key in findings)
        .map((key) => `${path} ${key}`),
    );
  }
  expect(found).toEqual([]);
});
