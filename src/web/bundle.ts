import { join } from 'node:path';
import { embeddedPages } from './embedded-pages.ts';
import { renderHandbook } from './handbook.ts';

/** A file of the pages as the browser receives it. */
export interface BundledFile {
  /** Relative to the root of the site; the page itself is `page.html`. */
  readonly path: string;
  readonly type: string;
  /** Its gzip data in base64, so that a module can contain it. */
  readonly gzip: string;
}

let bundled: Promise<readonly BundledFile[]> | null = null;

/** The files of the pages: embedded in the program, else bundled from source at the first call. */
export function pageFiles(): Promise<readonly BundledFile[]> {
  return (bundled ??= embeddedPages === null ? bundlePages() : Promise.resolve(embeddedPages));
}

let bundledDocs: Promise<readonly BundledFile[]> | null = null;

/** The scripts and styles of the API reference and the handbook: out of the program, or bundled from source. */
export function docsFiles(): Promise<readonly BundledFile[]> {
  return (bundledDocs ??= embeddedPages === null ? bundleDocs() : Promise.resolve(embeddedPages));
}

let rendered: Promise<readonly BundledFile[]> | null = null;

/** The pages of the handbook: out of the program, or made from source when they are first asked for. */
export function handbookFiles(): Promise<readonly BundledFile[]> {
  return (rendered ??= embeddedPages === null ? renderHandbook() : Promise.resolve(embeddedPages));
}

/**
 * Bundles the pages into files named by their content hash, so that browsers can cache all but `page.html`. Bun's
 * own HTML import would serve them without the security headers.
 */
export async function bundlePages(): Promise<readonly BundledFile[]> {
  const name = 'assets/[name]-[hash].[ext]';
  const { outputs } = await Bun.build({
    ...forBrowsers,
    entrypoints: [join(import.meta.dir, 'pages/page.html')],
    splitting: true,
    publicPath: '/',
    naming: { entry: '[name].[ext]', chunk: name, asset: name },
  });
  return Promise.all(outputs.map(pack));
}

/** Bundles the files of the documentation, apart from the pages so that these stay small. */
export async function bundleDocs(): Promise<readonly BundledFile[]> {
  const folder = join(import.meta.dir, 'pages');
  const names = ['reference/page.tsx', 'reference/styles/page.css', 'handbook/handbook.css'];
  const { outputs } = await Bun.build({
    ...forBrowsers,
    entrypoints: names.map((name) => join(folder, name)),
    naming: { entry: 'docs/[name].[ext]' },
  });
  const mark = Bun.file(join(folder, 'anchor.svg'));
  return [
    ...(await Promise.all(outputs.map(pack))),
    { path: 'docs/anchor.svg', type: 'image/svg+xml', gzip: gzip(await mark.arrayBuffer()) },
  ];
}

const forBrowsers = {
  target: 'browser',
  minify: true,
  jsx: { runtime: 'automatic', importSource: 'preact', development: false },
  define: { 'process.env.NODE_ENV': '"production"' },
} as const;

async function pack(output: Bun.BuildArtifact): Promise<BundledFile> {
  return {
    path: output.path.replace(/^\.\//, ''),
    type: output.type.replace(/;\s*charset=/, '; charset='),
    gzip: gzip(await output.arrayBuffer()),
  };
}

function gzip(content: ArrayBuffer): string {
  return Bun.gzipSync(content, { level: 9 }).toBase64();
}
