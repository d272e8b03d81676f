/** A checked value, or the sentence that says what is wrong with what was given. */
export type Checked<T> = { readonly value: T } | { readonly problem: string };
