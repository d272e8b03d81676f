import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../core/languages.ts';
import type { AdministrationCatalogue, BaseCatalogue, Key, ValuesOf } from './catalogue.ts';
import { chosenLanguage, currentLanguage, storeChoice } from './choice.ts';

interface LanguageFiles {
  readonly base: () => Promise<BaseCatalogue>;
  readonly administration: () => Promise<AdministrationCatalogue>;
}

/** Each language has two files, so that a browser loads one language, and the panel's texts with the panel alone. */
const files: Readonly<Record<Language, LanguageFiles>> = {
  en: {
    base: async () => (await import('./en/base.ts')).base,
    administration: async () => (await import('./en/administration.ts')).administration,
  },
  de: {
    base: async () => (await import('./en/base.ts')).base,
    administration: async () => (await import('./en/administration.ts')).administration,
  },
  fr: {
    base: async () => (await import('./en/base.ts')).base,
    administration: async () => (await import('./en/administration.ts')).administration,
  },
  es: {
    base: async () => (await import('./en/base.ts')).base,
    administration: async () => (await import('./en/administration.ts')).administration,
  },
};

type AnyText = string | ((values: never) => string);

let catalogue: Readonly<Partial<Record<Key, AnyText>>> = {};
let shown: Language = 'en';
/** What is to be shown once it is loaded. */
let wanted: Language | null = null;
let needsAdministration = false;
const listeners = new Set<() => void>();

/** Loads the texts of the current language; to be called before anything is rendered. */
export function startWords(): Promise<void> {
  wanted = currentLanguage();
  return load();
}

/** Loads the texts of the panel as well; to be called before it is rendered. */
export function addAdministrationWords(): Promise<void> {
  needsAdministration = true;
  return load();
}

/** The language of the texts on the page. */
export function language(): Language {
  return shown;
}

/** Shows the pages in another language and remembers it in this browser; null goes back to the browser's own. */
export function chooseLanguage(choice: Language | null): Promise<void> {
  storeChoice(choice);
  wanted = currentLanguage();
  return load();
}

/** Shows the pages in the language that the account has, which may have been chosen in another browser. */
export async function followAccount(choice: Language | null): Promise<void> {
  if (choice !== null && choice !== chosenLanguage()) await chooseLanguage(choice);
}

/** Loads what is wanted, and again if that has changed by then, so that the order of answers does not matter. */
async function load(): Promise<void> {
  const language = (wanted ??= currentLanguage());
  const hasAdministration = needsAdministration;
  const { base, administration } = files[language];
  const parts = await Promise.all([base(), hasAdministration ? administration() : {}]);
  if (language !== wanted || hasAdministration !== needsAdministration) return load();
  catalogue = Object.assign({}, ...parts);
  shown = language;
  document.documentElement.lang = language;
  for (const listener of listeners) listener();
}

/** Renders the component again, with all below it, when the language changes. */
export function useLanguage(): Language {
  const [, setRound] = useState(0);
  useEffect(() => {
    const update = () => {
      setRound((before) => before + 1);
    };
    listeners.add(update);
    return () => {
      listeners.delete(update);
    };
  }, []);
  return shown;
}

type Arguments<K extends Key> = ValuesOf<K> extends undefined ? [] : [values: ValuesOf<K>];

/** The text of a key in the language of the page. Not to be called while a module loads: no language is loaded then. */
export function t<K extends Key>(key: K, ...[values]: Arguments<K>): string {
  const text = find(key);
  if (text === undefined) throw new Error(`The text ${key} was asked for before it was loaded`);
  return typeof text === 'string' ? text : text(values as never);
}

/** The text without values of a key that is only known while the program runs; undefined if there is none. */
export function textOf(key: string): string | undefined {
  const text = find(key);
  return typeof text === 'string' ? text : undefined;
}

/** As `textOf`, for a text that may have these values. */
export function textWith(
  key: string,
  values: Readonly<Record<string, string | number>>,
): string | undefined {
  const text = find(key);
  return typeof text === 'function' ? text(values as never) : text;
}

function find(key: string): AnyText | undefined {
  return Object.hasOwn(catalogue, key) ? catalogue[key as Key] : undefined;
}

/** A value of a sentence: text or a number, an element, or a function that makes an element of a part of it. */
type Part<Value> = Value extends (text: string) => string
  ? (text: string) => ComponentChildren
  : Value | ComponentChildren;

type Parts<Values> = { readonly [Name in keyof Values]: Part<Values[Name]> };

/** As `t`, with elements in place of values: a name in bold, or words of the sentence as a link. */
export function rich<K extends Key>(key: K, parts: Parts<ValuesOf<K>>): ComponentChildren {
  const elements: ComponentChildren[] = [];
  const mark = (element: ComponentChildren) => `${edge}${elements.push(element) - 1}${edge}`;
  const values = Object.entries<unknown>(parts).map(([name, part]) => [name, valueOf(part, mark)]);
  const render = t as (key: Key, values: unknown) => string;
  const pieces = render(key, Object.fromEntries(values)).split(edge);
  return pieces.map((piece, index) => (index % 2 === 0 ? piece : elements[Number(piece)]));
}

/** A private-use character, which no text contains. */
const edge = '\u{E000}';

function valueOf(part: unknown, mark: (element: ComponentChildren) => string): unknown {
  if (typeof part === 'function') {
    const wrap = part as (text: string) => ComponentChildren;
    return (text: string) => mark(wrap(text));
  }
  return typeof part === 'object' ? mark(part as ComponentChildren) : part;
}
