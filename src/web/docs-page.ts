/** Who may read the documentation. */
export type DocsAccess = 'public' | 'admin';

/** The HTML around Swagger UI; its script fills `main`. */
export function docsPage(access: DocsAccess): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>anchor-auth API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="stylesheet" href="/docs/page.css">
<script src="/docs/swagger-ui-bundle.js" defer></script>
<script src="/docs/page.js" defer></script>
</head>
<body>
<main>${access === 'admin' ? tokenForm : ''}</main>
<p class="notice" role="alert"></p>
<noscript><p class="notice">This page needs JavaScript.</p></noscript>
</body>
</html>
`;
}

const tokenForm = `<form class="notice">
<h1>anchor-auth API</h1>
<p>This server shows its documentation to administrators.</p>
<label for="token">Access token of an administrator</label>
<input id="token" type="password" autocomplete="off" required autofocus>
<button>Show the documentation</button>
</form>`;

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
