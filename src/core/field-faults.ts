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
  comma: [],
  not_printable: [],
  blanks_at_ends: [],
  not_unicode: [],
  not_email: [],
  not_invited: ['address'],
  not_url: [],
  not_plain_url: [],
  not_https_url: [],
  discovery_url: [],
  not_id: [],
  not_tenant: [],
  not_time: [],
  malformed: [],
  not_allowed: [],
  reserved: [],
  exactly_one: ['fields'],
  password_too_weak: ['needs', 'min'],
  password_too_common: [],
} as const satisfies Record<string, readonly (keyof FaultParams)[]>;

/** The values of the `params`, by their names. */
interface FaultParams {
  /** The types that are accepted, as JSON Schema names them. */
  readonly expected: readonly string[];
  /** The words that are accepted. */
  readonly allowed: readonly string[];
  /** The fields of which one is to be sent. */
  readonly fields: readonly string[];
  /** The rules that a password breaks. */
  readonly needs: readonly string[];
  /** The beginning of the address that is expected. */
  readonly address: string;
  readonly min: number;
  readonly max: number;
}

export type FaultCode = keyof typeof fieldFaults;

/**
 * Why a field is invalid, as a code from which a client program can build its own message. The `params` are the
 * numbers and words in the message; a code has all of its own, and no others.
 */
export type Fault = { readonly [Code in FaultCode]: FaultOf<Code> }[FaultCode];

type FaultOf<Code extends FaultCode> = (typeof fieldFaults)[Code] extends readonly []
  ? { readonly code: Code; readonly params?: never }
  : {
      readonly code: Code;
      readonly params: Readonly<Pick<FaultParams, (typeof fieldFaults)[Code][number]>>;
    };

/** What is wrong with a value: a message that names its field, and the same as a code. */
export type FieldProblem = Fault & { readonly problem: string };

/** Turns the problem of a value into an error of the field. */
export function fieldError(field: string, { problem, ...fault }: FieldProblem) {
  return { field, message: problem, ...fault };
}
