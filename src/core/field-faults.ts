/** Every way a field can be at fault, by a stable name, with the names of the `params` that its sentence tells. */
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

/** Why a field was refused, by which programs choose words of their own. */
export interface Fault {
  readonly code: keyof typeof fieldFaults;
  /** The numbers and words of the sentence, for programs that say it in another language. */
  readonly params?: Readonly<Record<string, number | readonly string[]>>;
}

/** What is wrong with a value: a sentence that names its field, and the same for programs. */
export interface FieldProblem extends Fault {
  readonly problem: string;
}

/** The problem of a value as the fault of its field. */
export function fieldError(field: string, { problem, code, params }: FieldProblem) {
  return { field, message: problem, code, ...(params === undefined ? {} : { params }) };
}
