import { join } from 'node:path';
import type { BundledFile } from './bundle.ts';

const folder = join(import.meta.dir, 'handbook');
const contentsFile = 'README.md';

/** Where the program serves the handbook. */
export const handbookPath = '/docs/handbook';

/** The pages of the handbook as HTML, made from the Markdown files that the forge shows. */
export async function renderHandbook(): Promise<readonly BundledFile[]> {
  const names = [...new Bun.Glob('*.md').scanSync(folder)].toSorted();
  const contents = await Bun.file(join(folder, contentsFile)).text();
  return Promise.all(
    names.map(async (name) => {
      const markdown = await Bun.file(join(folder, name)).text();
      return {
        path: addressOf(name).slice(1),
        type: 'text/html; charset=utf-8',
        gzip: Bun.gzipSync(pageOf(markdown, contents), { level: 9 }).toBase64(),
      };
    }),
  );
}

/** The address of a Markdown file of the handbook; the contents stand at its root. */
function addressOf(file: string): string {
  return file === contentsFile ? handbookPath : `${handbookPath}/${file.replace(/\.md$/, '')}`;
}

function pageOf(markdown: string, contents: string): string {
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? 'Handbook';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${Bun.escapeHTML(title)} – anchor-auth</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/handbook.css">
</head>
<body>
<header><a href="${handbookPath}">anchor-auth handbook</a><a href="/docs">API</a></header>
<div>
<nav aria-label="Pages of the handbook">${htmlOf(listsOf(contents), false)}</nav>
<main${markdown === contents ? ' class="contents"' : ''}>${htmlOf(markdown, true)}</main>
</div>
</body>
</html>
`;
}

/** The navigation: the headings and links of the contents, without what is said about each page. */
function listsOf(contents: string): string {
  return contents
    .split('\n')
    .filter((line) => /^(?:## |- |$)/.test(line))
    .map((line) => line.replace(/^(- \[[^\]]*\]\([^)]*\)).*$/, '$1'))
    .join('\n');
}

/** HTML in a page is shown as text: the handbook needs none. */
function htmlOf(markdown: string, headingIds: boolean): string {
  const html = Bun.markdown.html(markdown, {
    headings: { ids: headingIds },
    noHtmlBlocks: true,
    noHtmlSpans: true,
  });
  return html.replaceAll(
    /href="([\w-]+\.md)(#[\w-]*)?"/g,
    (_, file: string, anchor = '') => `href="${addressOf(file)}${anchor}"`,
  );
}
