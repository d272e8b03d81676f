import type { BundledFile } from './bundle.ts';

/** The pages inside the program. From source there are none: the build puts its own module in this one's place. */
export const embeddedPages: readonly BundledFile[] | null = null;
