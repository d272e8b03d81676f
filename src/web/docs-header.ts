/** How the product is named and marked on the pages of the documentation. */
export interface Brand {
  readonly name: string;
  /** The address of a picture on this server. */
  readonly logo: string;
}

/** The brand of a server that has no other. */
export const defaultBrand: Brand = { name: 'Anchor', logo: '/docs/anchor.svg' };

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

/** The icon and styles that the pages of the documentation have in common. */
export function docsHead(brand: Brand, title: string): string {
  return `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${Bun.escapeHTML(title)} – ${Bun.escapeHTML(brand.name)}</title>
<link rel="icon" href="${Bun.escapeHTML(brand.logo)}">`;
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
<a class="brand" href="/account"><img class="docs-logo" src="${Bun.escapeHTML(brand.logo)}" alt=""><span>${Bun.escapeHTML(brand.name)}</span></a>
<nav class="docs-navigation" aria-label="Main">${links.join('')}</nav>
</div></header>`;
}
