import type { BrandConfig } from '../config/brand-settings.ts';
import type { Logo } from '../io/logo-file.ts';

/** The logos of this server; null where none is set. */
export interface Logos {
  readonly light: Logo | null;
  readonly dark: Logo | null;
}

/** Reads the logos that are set, and loads the code for it only then. Throws StartupError. */
export async function loadLogos({ logoFile, logoDarkFile }: BrandConfig): Promise<Logos> {
  if (logoFile === null) return { light: null, dark: null };
  const { readLogo } = await import('../io/logo-file.ts');
  return {
    light: await readLogo(logoFile, 'BRAND_LOGO'),
    dark: logoDarkFile === null ? null : await readLogo(logoDarkFile, 'BRAND_LOGO_DARK'),
  };
}
