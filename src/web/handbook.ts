import { join } from 'node:path';
import type { Brand } from './brand.ts';
import type { BundledFile } from './bundle.ts';
import { docsHead, docsHeader } from './docs-header.ts';

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

/** Placeholders in the pages, which the server replaces by what depends on its brand. */
const places = { head: '<!-- head -->', header: '<!-- header -->' } as const;

/** A page as the server sends it: with its brand. */
export function withBrand(page: string, brand: Brand): string {
  const title = /<h1[^>]*>(.*?)<\/h1>/.exec(page)?.[1] ?? 'Handbook';
  return page
    .replace(places.head, () =>
      docsHead(brand, title.replaceAll(/<[^>]+>/g, ''), '/docs/handbook.css'),
    )
    .replace(places.header, () => docsHeader({ brand, here: handbookPath }));
}

function pageOf(markdown: string, contents: string): string {
  return `<!doctype html>
<html lang="en">
<head>
${places.head}
</head>
<body>
${places.header}
<div class="handbook">
<nav class="handbook-pages" aria-label="Pages of the handbook">${htmlOf(listsOf(contents), false)}</nav>
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
