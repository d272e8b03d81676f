import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../core/languages.ts';
import type {
  AdministrationCatalogue,
  BaseCatalogue,
  FindingsCatalogue,
  JoiningCatalogue,
  Key,
  LinksCatalogue,
  MailCatalogue,
  MoveCatalogue,
  PlainKey,
  TokensCatalogue,
  ValuesOf,
} from './catalogue.ts';
import { chosenLanguage, currentLanguage, storeChoice } from './choice.ts';

interface LanguageFiles {
  readonly base: () => Promise<BaseCatalogue>;
  readonly administration: () => Promise<AdministrationCatalogue>;
  readonly findings: () => Promise<FindingsCatalogue>;
  readonly tokens: () => Promise<TokensCatalogue>;
  readonly joining: () => Promise<JoiningCatalogue>;
  readonly links: () => Promise<LinksCatalogue>;
  readonly mail: () => Promise<MailCatalogue>;
  readonly providerMove: () => Promise<MoveCatalogue>;
}

/** The files of a language: a browser loads the parts that its pages need, in one language. */
const files: Readonly<Record<Language, LanguageFiles>> = {
  en: {
    base: async () => (await import('./en/base.ts')).base,
    administration: async () => (await import('./en/administration.ts')).administration,
    findings: async () => (await import('./en/findings.ts')).findings,
    tokens: async () => (await import('./en/tokens.ts')).tokens,
    joining: async () => (await import('./en/joining.ts')).joining,
    links: async () => (await import('./en/links.ts')).links,
    mail: async () => (await import('./en/mail.ts')).mail,
    providerMove: async () => (await import('./en/provider-move.ts')).providerMove,
  },
  de: {
    base: async () => (await import('./de/base.ts')).base,
    administration: async () => (await import('./de/administration.ts')).administration,
    findings: async () => (await import('./de/findings.ts')).findings,
    tokens: async () => (await import('./de/tokens.ts')).tokens,
    joining: async () => (await import('./de/joining.ts')).joining,
    links: async () => (await import('./de/links.ts')).links,
    mail: async () => (await import('./de/mail.ts')).mail,
    providerMove: async () => (await import('./de/provider-move.ts')).providerMove,
  },
  fr: {
    base: async () => (await import('./fr/base.ts')).base,
    administration: async () => (await import('./fr/administration.ts')).administration,
    findings: async () => (await import('./fr/findings.ts')).findings,
    tokens: async () => (await import('./fr/tokens.ts')).tokens,
    joining: async () => (await import('./fr/joining.ts')).joining,
    links: async () => (await import('./fr/links.ts')).links,
    mail: async () => (await import('./fr/mail.ts')).mail,
    providerMove: async () => (await import('./fr/provider-move.ts')).providerMove,
  },
  es: {
    base: async () => (await import('./es/base.ts')).base,
    administration: async () => (await import('./es/administration.ts')).administration,
    findings: async () => (await import('./es/findings.ts')).findings,
    tokens: async () => (await import('./es/tokens.ts')).tokens,
    joining: async () => (await import('./es/joining.ts')).joining,
    links: async () => (await import('./es/links.ts')).links,
    mail: async () => (await import('./es/mail.ts')).mail,
    providerMove: async () => (await import('./es/provider-move.ts')).providerMove,
  },
};

/** A method's parameters are compared in both directions, so that a text with any values has this type. */
type AnyText = string | { text(values: unknown): string }['text'];

let catalogue: Readonly<Record<string, AnyText>> = {};
let shown: Language = 'en';
/** What is to be shown once it is loaded. */
let wanted: Language | null = null;
const needed = new Set<keyof LanguageFiles>(['base']);
const listeners = new Set<() => void>();

/** Loads the texts of the current language; to be called before anything is rendered. */
export function startWords(): Promise<void> {
  wanted = currentLanguage();
  return load();
}

/** Loads further texts; to be called before anything is rendered that shows them. */
export function addWords(part: keyof LanguageFiles): Promise<void> {
  needed.add(part);
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
  if (choice === null || choice === chosenLanguage()) return;
  // The page can be used in the language that it has; the next page load tries again.
  await chooseLanguage(choice).catch(console.error);
}

/** Loads what is wanted, and again if that has changed by then, so that the order of answers does not matter. */
async function load(): Promise<void> {
  const next = (wanted ??= currentLanguage());
  const parts = [...needed];
  const loading = Promise.all(parts.map((part) => files[next][part]()));
  const texts = await loading.catch((error: unknown) => {
    // A page that has texts keeps them, and may still need further ones in their language.
    const hasTexts = Object.keys(catalogue).length > 0;
    if (hasTexts && next === wanted) wanted = shown;
    throw error;
  });
  if (next !== wanted || parts.length !== needed.size) return load();
  catalogue = Object.assign({}, ...texts);
  shown = next;
  document.documentElement.lang = next;
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

/** The text of a key in the language of the page. Not to be called while a module loads: no language is loaded then. */
export function t(key: PlainKey): string;
export function t<K extends Key>(key: K, values: ValuesOf<K>): string;
export function t(key: Key, values?: unknown): string {
  const text = textWith(key, values);
  if (text === undefined) throw new Error(`The text ${key} was asked for before it was loaded`);
  return text;
}

/** The text without values of a key that is only known while the program runs; undefined if there is none. */
export function textOf(key: string): string | undefined {
  const text = find(key);
  return typeof text === 'string' ? text : undefined;
}

/** As `textOf`, for a text that may have these values. */
export function textWith(key: string, values: unknown): string | undefined {
  const text = find(key);
  return typeof text === 'function' ? text(values) : text;
}

function find(key: string): AnyText | undefined {
  return Object.hasOwn(catalogue, key) ? catalogue[key] : undefined;
}

type Wrap = (text: string) => ComponentChildren;

/** A value of a sentence: text or a number, an element, or a function that makes an element of a part of it. */
type Part<Value> = Value extends (text: string) => string ? Wrap : Value | ComponentChildren;

type Parts<Names> = { readonly [Name in keyof Names]: Part<Names[Name]> };

/** As `t`, with elements in place of values: a name in bold, or words of the sentence as a link. */
export function rich<K extends Key>(key: K, parts: Parts<ValuesOf<K>>): ComponentChildren {
  const elements: ComponentChildren[] = [];
  const mark = (element: ComponentChildren) => `${edge}${elements.push(element) - 1}${edge}`;
  const given = Object.entries(parts as Readonly<Record<string, ComponentChildren | Wrap>>);
  const values = given.map(([name, part]) => [name, markedValue(part, mark)]);
  const text = textWith(key, Object.fromEntries(values)) ?? '';
  const pieces = text.split(edge);
  return pieces.map((piece, index) => (index % 2 === 0 ? piece : elements[Number(piece)]));
}

/** A private-use character, which no text of the catalogue contains; it is removed from values. */
const edge = '\u{E000}';

function markedValue(
  part: ComponentChildren | Wrap,
  mark: (element: ComponentChildren) => string,
): unknown {
  if (typeof part === 'function') return (text: string) => mark(part(text));
  if (typeof part === 'string') return part.replaceAll(edge, '');
  return typeof part === 'object' ? mark(part) : part;
}
