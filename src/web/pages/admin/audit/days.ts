import { dateOf } from '../../words/format.ts';
import { language, t } from '../../words/words.ts';
import type { Entry } from './audit-log.ts';

interface Day {
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** The entries by day in the time zone of the browser, in their order. */
export function daysOf(entries: readonly Entry[], now = new Date()): readonly Day[] {
  const days = Map.groupBy(entries, ({ at }) => titleOf(new Date(at), now));
  return [...days].map(([title, members]) => ({ title, entries: members }));
}

function titleOf(at: Date, now: Date): string {
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  const date = dateOf(at);
  if (date === dateOf(now)) return t('audit.today', { date });
  if (date === dateOf(yesterday)) return t('audit.yesterday', { date });
  return new Intl.DateTimeFormat(language(), { dateStyle: 'full' }).format(at);
}

/** The time of day, such as "14:05". */
export function clockOf(at: string): string {
  return new Intl.DateTimeFormat(language(), { timeStyle: 'short' }).format(new Date(at));
}

/** Day and time to the second, with the time zone. */
export function exactlyOf(at: string): string {
  const style = { dateStyle: 'full', timeStyle: 'long' } as const;
  return new Intl.DateTimeFormat(language(), style).format(new Date(at));
}
