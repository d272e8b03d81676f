/** The first page of the panel. */
export const overview = {} as const;
