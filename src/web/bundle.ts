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
  return (await bundleWithGraph()).files;
}

interface Bundle {
  readonly files: readonly BundledFile[];
  /** Which script imports which. */
  readonly graph: Bun.BuildMetafile;
}

/** As `bundlePages`, with what is needed to tell which files a page loads. */
export async function bundleWithGraph(): Promise<Bundle> {
  const theme = await bundleTheme();
  const { outputs, metafile } = await Bun.build({
    ...common,
    entrypoints: [join(pages, 'page.html')],
    splitting: true,
    naming: { entry: '[name].[ext]', chunk: hashedName, asset: hashedName },
    jsx: { runtime: 'automatic', importSource: 'preact', development: false },
    metafile: true,
  });
  if (metafile === undefined) throw new Error('The bundle has no graph');
  const files = await Promise.all(
    [theme, ...outputs].map(async (output) =>
      output.path.endsWith('page.html')
        ? packed(output, withTheme(await output.text(), pathOf(theme)))
        : packed(output, await output.arrayBuffer()),
    ),
  );
  return { files, graph: metafile };
}

const pages = join(import.meta.dir, 'pages');
const hashedName = 'assets/[name]-[hash].[ext]';

const common = {
  target: 'browser',
  minify: true,
  publicPath: '/',
  define: { 'process.env.NODE_ENV': '"production"' },
} as const;

/** Apart from the pages, because all scripts of an HTML file become one module, which runs after the first paint. */
export async function bundleTheme(): Promise<Bun.BuildArtifact> {
  const { outputs } = await Bun.build({
    ...common,
    entrypoints: [join(pages, 'theme.ts')],
    format: 'iife',
    naming: hashedName,
  });
  const [theme] = outputs;
  if (theme === undefined) throw new Error('The bundle has no theme');
  return theme;
}

/** The document with the script of the theme before everything that paints. */
function withTheme(html: string, path: string): string {
  return html.replace('<title>', `<script src="/${path}"></script>\n    <title>`);
}

function packed(output: Bun.BuildArtifact, content: string | ArrayBuffer): BundledFile {
  return {
    path: pathOf(output),
    type: output.type.replace(/;\s*charset=/, '; charset='),
    gzip: Bun.gzipSync(content, { library: 'libdeflate', level: 12 }).toBase64(),
  };
}

function pathOf({ path }: Bun.BuildArtifact): string {
  return path.replace(/^\.\//, '');
}
