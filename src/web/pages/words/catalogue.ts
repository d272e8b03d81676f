import type { en } from './en/index.ts';

/** A catalogue that is complete, in any language. English is the one from which the others take their keys. */
export type Catalogue = {
  readonly [K in Key]: (typeof en)[K] extends (values: infer Values) => string
    ? (values: Values) => string
    : string;
};

export type Key = keyof typeof en;

/** The keys of texts without values. */
export type PlainKey = { [K in Key]: (typeof en)[K] extends string ? K : never }[Key];

/** The values that the text of a key needs; `undefined` if none. */
export type ValuesOf<K extends Key> = (typeof en)[K] extends (values: infer Values) => string
  ? Values
  : undefined;

/** Marks the part of a sentence that the page shows as a link or in bold. */
export type Mark = (text: string) => string;

/** A text for a code of the server whose `params` have these names: counts are numbers, all else is text. */
export type TextOf<Names extends readonly string[]> = Names extends readonly []
  ? string
  : (values: { readonly [Name in Names[number]]: Name extends Count ? number : string }) => string;

type Count = 'seconds' | 'min' | 'max' | 'maxMegapixels';
