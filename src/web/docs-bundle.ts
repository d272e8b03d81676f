import { join } from 'node:path';
import { type BundledFile, bundleTheme } from './bundle.ts';
import { embeddedPages } from './embedded-pages.ts';

let bundled: Promise<readonly BundledFile[]> | null = null;

/** The scripts, styles and pictures of the documentation: out of the program, or bundled from source. */
export function docsFiles(): Promise<readonly BundledFile[]> {
  return (bundled ??= embeddedPages === null ? bundleDocs() : Promise.resolve(embeddedPages));
}

const pages = join(import.meta.dir, 'pages');
const sources = ['reference/page.tsx', 'reference/styles/page.css', 'handbook/handbook.css'];

/** Bundles the files of the documentation, apart from the pages so that these stay small. */
export async function bundleDocs(): Promise<readonly BundledFile[]> {
  const { outputs } = await Bun.build({
    entrypoints: sources.map((path) => join(pages, path)),
    target: 'browser',
    minify: true,
    naming: { entry: 'docs/[name].[ext]' },
    jsx: { runtime: 'automatic', importSource: 'preact', development: false },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const files = outputs.map(async (output) => ({
    path: output.path.replace(/^\.\//, ''),
    type: output.type.replace(/;\s*charset=/, '; charset='),
    gzip: gzip(await output.arrayBuffer()),
  }));
  const theme = await bundleTheme();
  const early = {
    path: 'docs/theme.js',
    type: theme.type.replace(/;\s*charset=/, '; charset='),
    gzip: gzip(await theme.arrayBuffer()),
  };
  const anchor = await Bun.file(join(pages, 'anchor.svg')).arrayBuffer();
  const logo = { path: 'docs/anchor.svg', type: 'image/svg+xml', gzip: gzip(anchor) };
  return [...(await Promise.all(files)), early, logo];
}

function gzip(content: ArrayBuffer): string {
  return Bun.gzipSync(content, { library: 'libdeflate', level: 12 }).toBase64();
}
