import { type Brand, docsHead, docsHeader } from './docs-header.ts';

/** Who may read the documentation. */
export type DocsAccess = 'public' | 'admin';

/** The HTML of the API reference; its script, `pages/reference`, fills the `div`. */
export function docsPage(access: DocsAccess, brand: Brand): string {
  // Only people who may read the reference load Swagger UI, which is large.
  const early =
    access === 'public'
      ? '<link rel="preload" as="script" href="/docs/swagger-ui-bundle.js">\n'
      : '';
  return `<!doctype html>
<html lang="en">
<head>
${docsHead(brand, 'API reference')}
<link rel="stylesheet" href="/docs/page.css">
${early}<script type="module" src="/docs/page.js"></script>
</head>
<body>
${docsHeader({ brand, here: '/docs' })}
<div id="reference" data-access="${access}"></div>
<noscript><p class="no-script">This page needs JavaScript. Please switch it on and load this page again.</p></noscript>
</body>
</html>
`;
}

/** Everything from this origin and nothing inline, except the icons that Swagger UI's styles contain as data. */
export const docsPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
