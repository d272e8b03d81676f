/** The pages for people who are not signed in. */
export const signIn = {} as const;
