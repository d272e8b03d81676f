import { type FieldError, validationError } from './errors.ts';

/** Which part of a list: how many entries to pass over and how many to give. */
export interface Page {
  readonly skip: number;
  readonly take: number;
}

/** Entries on one page: at most, and when nobody says how many; and how many may be passed over. */
export const maxTake = 200;
export const defaultTake = 50;
export const maxSkip = 1_000_000_000;

/** Rows in a file of all that matches, at most. */
export const maxExportRows = 100_000;

/** Reads `skip` and `take` of a query; what is missing has its default. Throws AppError `validation_failed`. */
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
