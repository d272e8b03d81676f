import { type Brand, brandTags } from './brand.ts';

/** The logo of a server that has no other. */
const anchor = '/docs/anchor.svg';

const places = [
  { name: 'Account', path: '/account' },
  { name: 'Administration', path: '/admin' },
  { name: 'API reference', path: '/docs' },
  { name: 'Handbook', path: '/docs/handbook' },
] as const;

interface HeaderOptions {
  readonly brand: Brand;
  /** The part of the documentation that the page belongs to. */
  readonly here: '/docs' | '/docs/handbook';
}

/** The start of the head of a page, with its style sheet: the brand's colour replaces one of that. */
export function docsHead(brand: Brand, title: string, style: string): string {
  const icon =
    brand.logo === null ? `\n<link rel="icon" type="image/svg+xml" href="${anchor}">` : '';
  return `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<script src="/docs/theme.js"></script>
<title>${title} – ${Bun.escapeHTML(brand.name)}</title>
<link rel="stylesheet" href="${style}">
${brandTags(brand)}${icon}`;
}

/**
 * The top bar of the documentation, as on the other pages. The link to the administration is hidden until a script
 * finds that the user is an administrator.
 */
export function docsHeader({ brand, here }: HeaderOptions): string {
  const links = places.map(({ name, path }) => {
    const current = path === here ? ' aria-current="page"' : '';
    const hidden = path === '/admin' ? ' data-for="administrators" hidden' : '';
    return `<a class="docs-link" href="${path}"${current}${hidden}>${name}</a>`;
  });
  return `<header class="top-bar"><div class="top-bar-inner">
<a class="brand" href="/account">${logoOf(brand)}<span>${Bun.escapeHTML(brand.name)}</span></a>
<nav class="docs-navigation" aria-label="Main">${links.join('')}</nav>
</div></header>`;
}

function logoOf({ logo, logoDark }: Brand): string {
  if (logoDark === null) return `<img class="logo small" src="${logo ?? anchor}" alt="">`;
  return `<img class="logo small for-light" src="${logo}" alt=""><img class="logo small for-dark" src="${logoDark}" alt="">`;
}
