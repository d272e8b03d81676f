/** The people who wait for approval. */
export const waiting = {} as const;
