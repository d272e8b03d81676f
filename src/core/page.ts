import { type FieldError, validationError } from './errors.ts';

/** One page of a list: how many entries to skip and how many to return. */
export interface Page {
  readonly skip: number;
  readonly take: number;
}

/** The most entries on one page. */
export const maxTake = 200;
/** The number of entries on a page when the query does not say. */
export const defaultTake = 50;
/** The most entries that a query may skip. */
export const maxSkip = 1_000_000_000;

/** The most rows in an exported file. */
export const maxExportRows = 100_000;

/** Reads `skip` and `take` of a query, with defaults for missing ones. Throws AppError `validation_failed`. */
export function parsePage(query: {
  readonly skip?: string | undefined;
  readonly take?: string | undefined;
}): Page {
  const problems: FieldError[] = [];
  const skip = wholeNumber(query.skip ?? '0', { field: 'skip', min: 0, max: maxSkip, problems });
  const take = wholeNumber(query.take ?? String(defaultTake), {
    field: 'take',
    min: 1,
    max: maxTake,
    problems,
  });
  if (problems.length > 0) throw validationError(problems);
  return { skip, take };
}

interface Range {
  readonly field: string;
  readonly min: number;
  readonly max: number;
  readonly problems: FieldError[];
}

function wholeNumber(text: string, { field, min, max, problems }: Range): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  const message = `${field} must be a whole number from ${min} to ${max}`;
  problems.push({ field, message, code: 'out_of_range', params: { min, max } });
  return min;
}
