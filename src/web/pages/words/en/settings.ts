/** The settings of registration and passwords in the panel. */
export const settings = {} as const;
