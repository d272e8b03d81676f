import { type FieldError, validationError } from './errors.ts';

/** A range in milliseconds since 1970, from `from` until just before `before`; null means no bound. */
export interface TimeRange {
  readonly from: number | null;
  readonly before: number | null;
}

/**
 * Reads `from` and `to` of a query. A date means the whole day in UTC; a time means its millisecond. Throws
 * AppError `validation_failed`.
 */
export function parseTimeRange(query: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}): TimeRange {
  const problems: FieldError[] = [];
  const from = query.from === undefined ? null : parseMoment('from', query.from, problems);
  const to = query.to === undefined ? null : parseMoment('to', query.to, problems);
  if (problems.length > 0) throw validationError(problems);
  return { from: from?.start ?? null, before: to?.end ?? null };
}

interface Moment {
  readonly start: number;
  readonly end: number;
}

const dayMs = 24 * 60 * 60 * 1000;
const day = /^\d{4}-\d{2}-\d{2}$/;
const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;

function parseMoment(field: string, text: string, problems: FieldError[]): Moment | null {
  const isDay = day.test(text);
  const start = (isDay || time.test(text)) && isOnCalendar(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(start)) return { start, end: start + (isDay ? dayMs : 1) };
  const message = `${field} must be a day such as 2026-03-02 or a time such as 2026-03-02T10:30:00Z`;
  problems.push({ field, message, code: 'not_time' });
  return null;
}

/** Some parsers read 30 February as a day in March. */
function isOnCalendar(text: string): boolean {
  const date = text.slice(0, 10);
  const read = new Date(`${date}T00:00:00Z`);
  return Number.isFinite(read.getTime()) && read.toISOString().startsWith(date);
}
