/**
 * Every reason why a field can be invalid, by a stable name, with the names of the `params` that its message
 * contains.
 */
export const fieldFaults = {
  required: [],
  type: ['expected'],
  unknown_value: ['allowed'],
  out_of_range: ['min', 'max'],
  too_short: ['min'],
  too_long: ['max'],
  too_many_bytes: ['max'],
  blank: [],
  control_characters: [],
  not_unicode: [],
  not_email: [],
  not_url: [],
  not_id: [],
  malformed: [],
  not_allowed: [],
  exactly_one: ['fields'],
  password_too_weak: ['needs', 'min'],
  password_too_common: [],
} as const satisfies Record<string, readonly string[]>;

/** Why a field is invalid, as a code from which a client program can build its own message. */
export interface Fault {
  readonly code: keyof typeof fieldFaults;
  /** The numbers and words in the message, for programs that show it in another language. */
  readonly params?: Readonly<Record<string, number | readonly string[]>>;
}

/** What is wrong with a value: a message that names its field, and the same as a code. */
export interface FieldProblem extends Fault {
  readonly problem: string;
}

/** Turns the problem of a value into an error of the field. */
export function fieldError(field: string, { problem, code, params }: FieldProblem) {
  return { field, message: problem, code, ...(params === undefined ? {} : { params }) };
}
