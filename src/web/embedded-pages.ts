import type { BundledFile } from './bundle.ts';

/** The pages inside the compiled program. Null when running from source: the build replaces this module. */
export const embeddedPages: readonly BundledFile[] | null = null;
