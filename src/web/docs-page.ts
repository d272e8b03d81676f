import { brandOf } from './brand.ts';
import { docsHead, docsHeader } from './docs-header.ts';
import { type DocumentConfig, factsTag } from './document-facts.ts';

/** The HTML of the API reference; its script, `pages/reference`, fills the `div`. */
export function docsPage(config: DocumentConfig): string {
  const brand = brandOf(config);
  const access = config.server.docs;
  // Only people who may read the reference load Swagger UI, which is large.
  const early =
    access === 'public'
      ? '<link rel="preload" as="script" href="/docs/swagger-ui-bundle.js">\n'
      : '';
  return `<!doctype html>
<html lang="en">
<head>
${docsHead(brand, 'API reference', '/docs/page.css')}
${factsTag(config)}
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
