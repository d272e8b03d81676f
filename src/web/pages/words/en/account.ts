/** The page of a person’s own account. */
export const account = {} as const;
