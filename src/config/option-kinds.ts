import type { AnyOptionValue, ListItem, OidcOption } from '../core/oidc-options.ts';
import type { CheckedField } from '../core/result.ts';
import { codePoints } from '../core/text.ts';
import { type FieldParser, oneOf, secondsOrNever, toggle } from './kinds.ts';

const trueOrFalse = toggle('true or false');

/** Reads the text of a variable, which is also how a value is stored. */
export function parseOption(option: OidcOption, text: string): CheckedField<AnyOptionValue> {
  if (option.kind === 'list') return parseList(option.items, text.split(separators[option.items]));
  if (option.kind === 'choice') {
    const parsed = oneOf(...option.words)(text);
    if ('value' in parsed) return parsed;
    return { ...parsed, code: 'unknown_value', params: { allowed: option.words } };
  }
  const parse = option.kind === 'flag' ? trueOrFalse : secondsOrNever(option.min, option.max);
  const parsed = parse(text);
  return 'value' in parsed ? parsed : { ...parsed, code: 'malformed' };
}

/** Checks a value as a request brings it: a list as an array, a flag as a boolean, all others as text. */
export function checkOption(
  option: OidcOption,
  given: boolean | string | readonly string[],
): CheckedField<AnyOptionValue> {
  if (option.kind !== 'list' || typeof given !== 'object')
    return parseOption(option, String(given));
  return parseList(option.items, given);
}

/** Writes a value as `parseOption` reads it. */
export function formatOption(value: AnyOptionValue): string {
  return typeof value === 'number' ? formatSeconds(value) : String(value);
}

function formatSeconds(seconds: number): string {
  const [size, unit] = units.find(([each]) => seconds % each === 0) ?? [1, 's'];
  return seconds === 0 ? '0' : `${seconds / size}${unit}`;
}

const units = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'm'],
] as const;

function parseList(items: ListItem, texts: readonly string[]): CheckedField<readonly string[]> {
  const values = new Set<string>();
  for (const text of texts.map((each) => each.trim()).filter((each) => each !== '')) {
    const parsed = listItems[items](text);
    if (!('value' in parsed)) return parsed;
    values.add(parsed.value);
  }
  if ([...values].join().length <= maxListLength) return { value: [...values] };
  const problem = `takes a list of at most ${maxListLength} characters`;
  return { problem, code: 'too_long', params: { max: maxListLength } };
}

const maxListLength = 4000;
const maxClaimLength = 200;
const maxGroupLength = 100;
const maxScopeLength = 200;

/** Names of groups may contain blanks. */
const separators: Readonly<Record<ListItem, RegExp>> = {
  claims: /[\s,]+/,
  groups: /,/,
  scopes: /[\s,]+/,
};

const listItems: Readonly<Record<ListItem, FieldParser<string>>> = {
  claims: (text) => {
    const problem = `takes names of claims, each of at most ${maxClaimLength} characters without blanks and commas`;
    if (text.length > maxClaimLength) {
      return { problem, code: 'too_long', params: { max: maxClaimLength } };
    }
    return /^[^\s,\p{Cc}]+$/u.test(text) ? { value: text } : { problem, code: 'malformed' };
  },
  groups: (text) => {
    const problem = `takes names of groups, each of at most ${maxGroupLength} characters without commas`;
    if (codePoints(text) > maxGroupLength) {
      return { problem, code: 'too_long', params: { max: maxGroupLength } };
    }
    return /^[^,\p{Cc}]+$/u.test(text) ? { value: text } : { problem, code: 'malformed' };
  },
  scopes: (text) => {
    const problem = `takes scopes, each of at most ${maxScopeLength} characters without blanks, quotes and commas`;
    if (text.length > maxScopeLength) {
      return { problem, code: 'too_long', params: { max: maxScopeLength } };
    }
    // RFC 6749 section 3.3, without the comma, which divides the list.
    const isScope = /^[\x21\x23-\x2B\x2D-\x5B\x5D-\x7E]+$/.test(text);
    return isScope ? { value: text } : { problem, code: 'malformed' };
  },
};
