import type { Config } from '../config/config.ts';

/** Where the server serves its logos and the style sheet of its colour, if they are set. */
export const logoPath = '/brand/logo';
export const logoDarkPath = '/brand/logo-dark';
export const brandStylePath = '/brand.css';

/** How this server presents itself; what is not set is null. */
export interface Brand {
  readonly name: string;
  /** `#rrggbb`. */
  readonly color: string | null;
  /** The path of the logo. */
  readonly logo: string | null;
  /** The path of the logo for dark pages; never set without `logo`. */
  readonly logoDark: string | null;
}

/** The brand of a server by its configuration. */
export function brandOf({ brand }: Pick<Config, 'brand'>): Brand {
  const { name, color, logoFile, logoDarkFile } = brand;
  return {
    name,
    color,
    logo: logoFile === null ? null : logoPath,
    logoDark: logoDarkFile === null ? null : logoDarkPath,
  };
}

/**
 * The tags for the `<head>` of a page, after its own style sheet: the style sheet of the brand's colour and the
 * icon of the tab, each only if it is set. They contain nothing to escape.
 */
export function brandTags({ color, logo, logoDark }: Brand): string {
  const tags: string[] = [];
  if (color !== null) tags.push(`<link rel="stylesheet" href="${brandStylePath}">`);
  if (logo !== null) tags.push(...iconTags(logo, logoDark));
  return tags.join('\n');
}

function iconTags(logo: string, logoDark: string | null): readonly string[] {
  if (logoDark === null) return [`<link rel="icon" href="${logo}">`];
  return [
    `<link rel="icon" href="${logo}" media="(prefers-color-scheme: light)">`,
    `<link rel="icon" href="${logoDark}" media="(prefers-color-scheme: dark)">`,
  ];
}
