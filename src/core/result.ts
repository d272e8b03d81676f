import type { FieldProblem } from './field-faults.ts';

/** A checked value, or the sentence that says what is wrong with what was given. */
export type Checked<T> = { readonly value: T } | { readonly problem: string };

/** The same for a field of a request, whose problem has a name too. */
export type CheckedField<T> = { readonly value: T } | FieldProblem;
