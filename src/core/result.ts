import type { FieldProblem } from './field-faults.ts';

/** A checked value, or a sentence that says what is wrong with the input. */
export type Checked<T> = { readonly value: T } | { readonly problem: string };

/** A checked value of a request field, or its problem as a message with a code. */
export type CheckedField<T> = { readonly value: T } | FieldProblem;
