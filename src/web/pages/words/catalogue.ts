import type { administration } from './en/administration.ts';
import type { base } from './en/base.ts';
import type { findings } from './en/findings.ts';
import type { joining } from './en/joining.ts';
import type { links } from './en/links.ts';
import type { mail } from './en/mail.ts';
import type { providerMove } from './en/provider-move.ts';
import type { tokens } from './en/tokens.ts';

type English = typeof base &
  typeof administration &
  typeof findings &
  typeof tokens &
  typeof joining &
  typeof links &
  typeof mail &
  typeof providerMove;

/** Texts with the keys and values of English ones, in any language. */
type Translation<Texts> = {
  readonly [K in keyof Texts]: Texts[K] extends (values: infer Values) => string
    ? (values: Values) => string
    : string;
};

/** The texts of the pages that all people see. English is the language from which the others take their keys. */
export type BaseCatalogue = Translation<typeof base>;

/** The texts of the panel. */
export type AdministrationCatalogue = Translation<typeof administration>;

/** What the tests of a provider can find, and its further settings. */
export type FindingsCatalogue = Translation<typeof findings>;

/** Invitations, and requests to link a sign-in. */
export type JoiningCatalogue = Translation<typeof joining>;

/** The settings of mail. */
export type MailCatalogue = Translation<typeof mail>;

/** The change of the OpenID provider. */
export type MoveCatalogue = Translation<typeof providerMove>;

/** What is shown about API tokens. */
export type TokensCatalogue = Translation<typeof tokens>;

/** The page of a one-time link. */
export type LinksCatalogue = Translation<typeof links>;

export type Key = keyof English;

/** The keys of texts without values. */
export type PlainKey = { [K in Key]: English[K] extends string ? K : never }[Key];

/** The values that the text of a key needs; `undefined` if none. */
export type ValuesOf<K extends Key> = English[K] extends (values: infer Values) => string
  ? Values
  : undefined;

/** Marks the part of a sentence that the page shows as a link or in bold. */
export type Mark = (text: string) => string;

/** A text for a code of the server whose `params` have these names: counts are numbers, all else is text. */
export type TextOf<Names extends readonly string[]> = Names extends readonly []
  ? string
  : (values: { readonly [Name in Names[number]]: Name extends Count ? number : string }) => string;

type Count = 'seconds' | 'min' | 'max' | 'maxMegapixels';
