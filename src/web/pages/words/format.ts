import { language } from './words.ts';

const dateStyle = { dateStyle: 'medium' } as const;
const momentStyle = { dateStyle: 'medium', timeStyle: 'short' } as const;

/** A day in the language of the page, such as "3 Feb 2026". */
export function dateOf(at: string | Date): string {
  return new Intl.DateTimeFormat(language(), dateStyle).format(new Date(at));
}

/** A day and a time in the language of the page and the time zone of the browser. */
export function momentOf(at: string | Date): string {
  return new Intl.DateTimeFormat(language(), momentStyle).format(new Date(at));
}

export function numberOf(value: number): string {
  return new Intl.NumberFormat(language()).format(value);
}

/** "a, b and c" in the language of the page. */
export function listOf(
  items: readonly string[],
  type: 'conjunction' | 'disjunction' = 'conjunction',
): string {
  return new Intl.ListFormat(language(), { type }).format(items);
}

/** The parts of `listOf`, so that a page can style the items. */
export function partsOfList(items: readonly string[]) {
  return new Intl.ListFormat(language()).formatToParts(items);
}

const steps = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** How long ago a time was, such as "2 days ago"; the last minute is "now". */
export function agoOf(at: string | Date): string {
  const seconds = (Date.now() - new Date(at).getTime()) / 1000;
  const words = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' });
  const [unit, length] = steps.find(([, each]) => seconds >= each) ?? ['second', Infinity];
  return words.format(-Math.floor(Math.max(seconds, 0) / length), unit);
}

/** A waiting time in whole seconds, or in minutes from 90 seconds on. */
export function durationOf(seconds: number): string {
  const isShort = seconds < 90;
  const value = isShort ? Math.max(1, Math.round(seconds)) : Math.ceil(seconds / 60);
  const unit = isShort ? 'second' : 'minute';
  return new Intl.NumberFormat(language(), { style: 'unit', unit, unitDisplay: 'long' }).format(
    value,
  );
}
