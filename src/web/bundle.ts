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
    entrypoints: [join(import.meta.dir, 'pages/page.html')],
    target: 'browser',
    minify: true,
    splitting: true,
    publicPath: '/',
    naming: { entry: '[name].[ext]', chunk: name, asset: name },
    jsx: { runtime: 'automatic', importSource: 'preact', development: false },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return Promise.all(
    outputs.map(async (output) => ({
      path: output.path.replace(/^\.\//, ''),
      type: output.type.replace(/;\s*charset=/, '; charset='),
      gzip: Bun.gzipSync(await output.arrayBuffer(), { level: 9 }).toBase64(),
    })),
  );
}
