import { parseDuration } from '../core/duration.ts';
import type { Checked, CheckedField } from '../core/result.ts';
import { codePoints } from '../core/text.ts';

/** Turns the text of a variable into its value, or into a predicate that says what the variable takes. */
export type Parser<T> = (text: string) => Checked<T> | Culprit;

/** As `Parser`, for a value that also comes from the administration page: its problem has a code. */
export type FieldParser<T> = (text: string) => CheckedField<T>;

/** A problem with one part of the text. */
interface Culprit {
  readonly problem: string;
  readonly culprit: string;
}

/** A text of one line, at most `maxLength` characters. */
export function line(maxLength: number): FieldParser<string> {
  const problem = `takes one line of at most ${maxLength} characters`;
  return (text) => {
    if (text.length > maxLength) return { problem, code: 'too_long', params: { max: maxLength } };
    return /\p{Cc}/u.test(text) ? { problem, code: 'control_characters' } : { value: text };
  };
}

/**
 * A client id: printable characters. RFC 6749 appendix A.1 allows blanks inside; blanks at the ends are always
 * a mistake.
 */
export const identifier: FieldParser<string> = (text) => {
  if (text.trim() !== text) {
    const problem = 'takes an identifier, and this has blanks at its ends; remove them';
    return { problem, code: 'blanks_at_ends' };
  }
  const problem = `takes an identifier of at most ${maxIdentifierLength} printable characters`;
  if (codePoints(text) > maxIdentifierLength) {
    return { problem, code: 'too_long', params: { max: maxIdentifierLength } };
  }
  return /^[\p{L}\p{N}\p{P}\p{S} ]+$/u.test(text)
    ? { value: text }
    : { problem, code: 'not_printable' };
};

const maxIdentifierLength = 512;

const switchWords = new Map([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['0', false],
  ['no', false],
  ['off', false],
]);

/** A switch; `names` are the two words that its message offers. */
export function toggle(names: string): Parser<boolean> {
  return (text) => {
    const value = switchWords.get(text.toLowerCase());
    return value === undefined ? { problem: `takes ${names}` } : { value };
  };
}

/** One of a few words; letter case does not matter. */
export function oneOf<const T extends string>(...words: readonly T[]): Parser<T> {
  const problem = `takes ${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
  return (text) => {
    const value = words.find((word) => word.toLowerCase() === text.toLowerCase());
    return value === undefined ? { problem } : { value };
  };
}

/** A whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number): Parser<number> {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
    return value < min || value > max
      ? { problem: `takes a whole number from ${min} to ${max}` }
      : { value };
  };
}

/** A duration such as `15m` from `min` to `max`; the value is in whole seconds. */
export function seconds(min: string, max: string): Parser<number> {
  const problem = `takes a time from ${min} to ${max} in whole seconds: a number and ms, s, m, h or d, such as 15m`;
  return (text) => {
    const value = secondsOf(text);
    const isWithin = value >= secondsOf(min) && value <= secondsOf(max);
    return isWithin && Number.isInteger(value) ? { value } : { problem };
  };
}

/** As `seconds`, or `0` for never; then the value is 0. */
export function secondsOrNever(min: string, max: string): Parser<number> {
  const parse = seconds(min, max);
  const problem = `takes 0 for never, or a time from ${min} to ${max} in whole seconds, such as 90d`;
  return (text) => {
    if (text === '0') return { value: 0 };
    return 'value' in parse(text) ? parse(text) : { problem };
  };
}

/** The name of a program for which tokens are issued: a client id or an address. */
export const audienceName: Parser<string> = (text) =>
  /^[A-Za-z0-9._:/-]{1,200}$/.test(text)
    ? { value: text }
    : { problem: 'takes names of at most 200 letters, digits and . _ : / -' };

/** The URL scheme of an app (RFC 3986 section 3.1), in lower case; not one that browsers or systems handle. */
export const appScheme: Parser<string> = (text) => {
  const scheme = text.toLowerCase();
  return /^[a-z][a-z0-9+.-]{0,99}$/.test(scheme) && !systemSchemes.has(scheme)
    ? { value: scheme }
    : { problem: 'takes the URL schemes of your apps, such as anchor or com.example.app' };
};

const systemSchemes: ReadonlySet<string> = new Set([
  'about',
  'blob',
  'chrome',
  'content',
  'data',
  'facetime',
  'file',
  'filesystem',
  'ftp',
  'http',
  'https',
  'intent',
  'javascript',
  'mailto',
  'market',
  'ms-settings',
  'resource',
  'sms',
  'ssh',
  'tel',
  'vbscript',
  'view-source',
  'ws',
  'wss',
]);

function secondsOf(text: string): number {
  const parsed = parseDuration(text);
  return 'value' in parsed ? parsed.value / 1000 : Number.NaN;
}

/** A list of values separated by commas or spaces, without duplicates. */
export function listOf<T>(parse: Parser<T>): Parser<readonly T[]> {
  return (text) => {
    const values: T[] = [];
    for (const item of new Set(text.split(/[\s,]+/).filter((part) => part !== ''))) {
      const parsed = parse(item);
      if ('problem' in parsed) return { problem: parsed.problem, culprit: item };
      values.push(parsed.value);
    }
    return { value: values };
  };
}
