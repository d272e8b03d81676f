import type { PlainKey } from '../../words/catalogue.ts';

/** Periods until now; their keys are in the address. */
const lengthsMs = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
  month: 2_592_000_000,
} as const;

type Length = keyof typeof lengthsMs;

export const periodTexts: readonly (readonly [value: Length | 'dates', text: PlainKey])[] = [
  ['hour', 'period.hour'],
  ['day', 'period.day'],
  ['week', 'period.week'],
  ['month', 'period.month'],
  ['dates', 'period.dates'],
];

/** A part of the log by time; `from` and `to` are days, such as 2026-03-02, and only count for `dates`. */
export interface Period {
  readonly kind: Length | 'dates' | '';
  readonly from: string;
  readonly to: string;
}

/** Reads a period from the address; an unknown one is the whole time. */
export function periodOf(get: (name: string) => string): Period {
  const found = periodTexts.find(([value]) => value === get('period'))?.[0] ?? '';
  return { kind: found, from: dayOf(get('from')), to: dayOf(get('to')) };
}

function dayOf(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && startOf(text) !== null ? text : '';
}

/** The bounds of a period as the server takes them, where both are inclusive; null without a bound. */
export function boundsOf({ kind, from, to }: Period): {
  readonly from: string | null;
  readonly to: string | null;
} {
  if (kind === '') return { from: null, to: null };
  if (kind !== 'dates') {
    return { from: new Date(Date.now() - lengthsMs[kind]).toISOString(), to: null };
  }
  const start = startOf(from);
  const end = startOf(to);
  end?.setDate(end.getDate() + 1);
  end?.setMilliseconds(-1);
  return { from: start?.toISOString() ?? null, to: end?.toISOString() ?? null };
}

/** When a day begins in the time zone of the browser; null for what is no day. */
function startOf(day: string): Date | null {
  const start = new Date(`${day}T00:00:00`);
  return Number.isFinite(start.getTime()) ? start : null;
}
