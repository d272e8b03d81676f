// What a browser loads for a page, compressed as the server sends it, by the import graph of the bundle.
import { loadConfig } from '../../src/config/config.ts';
import { type Language, languages } from '../../src/core/languages.ts';
import { bundleWithGraph } from '../../src/web/bundle.ts';
import { pageDocument } from '../../src/web/page-document.ts';

/** The compressed bytes of each file by its path. */
export type Weight = ReadonlyMap<string, number>;

export interface PageWeights {
  /** The sign-in page in the language with the most bytes. */
  readonly signIn: Weight;
  /** The panel with all its sub-pages, in the language with the most bytes. */
  readonly panel: Weight;
  /** What draws a code to scan, loaded with the first one that is shown. */
  readonly qrCode: Weight;
  /** The files of one language alone. */
  readonly languages: ReadonlyMap<Language, LanguageWeights>;
}

export interface LanguageWeights {
  /** The texts of the pages that all people see. */
  readonly base: Weight;
  /** The further texts of the panel. */
  readonly administration: Weight;
  /** What the test of a provider can find. */
  readonly findings: Weight;
  /** What is shown about API tokens. */
  readonly tokens: Weight;
  /** Invitations, and requests to link a sign-in. */
  readonly joining: Weight;
  /** The page of a one-time link. */
  readonly links: Weight;
  /** The settings of mail. */
  readonly mail: Weight;
  /** The change of the OpenID provider. */
  readonly 'provider-move': Weight;
}

export function sumOf(weight: Weight): number {
  return [...weight.values()].reduce((sum, bytes) => sum + bytes, 0);
}

export async function weighPages(): Promise<PageWeights> {
  const { files, graph } = await bundleWithGraph();
  const sizes = new Map(
    files.map(({ path, gzip }) => [path, Uint8Array.fromBase64(gzip).length] as const),
  );
  const html = files.find(({ path }) => path === 'page.html')?.gzip ?? '';
  const { config } = loadConfig({ env: {} });
  const unpacked = Bun.gunzipSync(Uint8Array.fromBase64(html));
  const document = pageDocument(new TextDecoder().decode(unpacked), config);
  sizes.set('page.html', Bun.gzipSync(document).length);

  const scripts = new ScriptGraph(graph);
  const linked = [...document.matchAll(/(?:href|src)="\/(assets\/[^"]+)"/g)].map(
    ([, path = '']) => path,
  );
  const first = scripts.closure(linked);
  const weigh = (paths: Iterable<string>): Weight =>
    new Map([...paths].map((path) => [path, known(sizes, path)]));
  const qrCode = new Set([scripts.chunkOf(/\/frame\/qr-matrix\.ts$/)]);
  const partOf = (language: Language, part: keyof LanguageWeights): Weight =>
    weigh(scripts.closure([scripts.chunkOf(languageFile(language, part))]).difference(first));
  const byLanguage = new Map(
    languages.map((language) => [
      language,
      {
        base: partOf(language, 'base'),
        administration: partOf(language, 'administration'),
        findings: partOf(language, 'findings'),
        tokens: partOf(language, 'tokens'),
        joining: partOf(language, 'joining'),
        links: partOf(language, 'links'),
        mail: partOf(language, 'mail'),
        'provider-move': partOf(language, 'provider-move'),
      },
    ]),
  );
  const heaviest = (part: keyof LanguageWeights): Weight =>
    [...byLanguage.values()]
      .map((parts) => parts[part])
      .toSorted((a, b) => sumOf(b) - sumOf(a))[0] ?? new Map();
  const page = (source: RegExp, words: readonly Weight[]): Weight => {
    const alone = [...scripts.later(first)].filter((path) => !scripts.isPageOrLanguage(path));
    const all = scripts.everything([...first, ...alone, scripts.chunkOf(source)], first);
    return new Map([
      ...weigh(['page.html', ...all.difference(qrCode)]),
      ...words.flatMap((each) => [...each]),
    ]);
  };
  const base = heaviest('base');
  return {
    signIn: page(/\/pages\/sign-in\/login-page\.tsx$/, [base]),
    panel: page(/\/pages\/admin\/admin-page\.tsx$/, [
      base,
      heaviest('administration'),
      heaviest('findings'),
      heaviest('tokens'),
      heaviest('provider-move'),
    ]),
    qrCode: weigh(qrCode),
    languages: byLanguage,
  };
}

function languageFile(
  language: Language,
  part = '(?:base|administration|findings|tokens|joining|links|mail|provider-move)',
): RegExp {
  return new RegExp(`/pages/words/${language}/${part}\\.ts$`);
}

function known(sizes: ReadonlyMap<string, number>, path: string): number {
  const size = sizes.get(path);
  if (size === undefined) throw new Error(`The bundle has no ${path}`);
  return size;
}

/** The scripts of a bundle, by their paths below the root of the site. */
class ScriptGraph {
  readonly #outputs: ReadonlyMap<string, Bun.BuildMetafile['outputs'][string]>;

  constructor({ outputs }: Bun.BuildMetafile) {
    this.#outputs = new Map(
      Object.entries(outputs).map(([path, output]) => [bare(path), output] as const),
    );
  }

  /** The script that begins with a source file. */
  chunkOf(source: RegExp): string {
    for (const [path, { entryPoint = '' }] of this.#outputs) {
      if (source.test(`/${entryPoint}`)) return path;
    }
    throw new Error(`The bundle has no ${source.source}`);
  }

  isPageOrLanguage(path: string): boolean {
    const source = `/${this.#outputs.get(path)?.entryPoint ?? ''}`;
    return (
      source.endsWith('-page.tsx') || languages.some((each) => languageFile(each).test(source))
    );
  }

  /** The files and all that they import at once. */
  closure(from: Iterable<string>): ReadonlySet<string> {
    const found = new Set(from);
    for (const path of found) for (const next of this.#imports(path, false)) found.add(next);
    return found;
  }

  /** What the files import only when they need it. */
  later(from: Iterable<string>): ReadonlySet<string> {
    return new Set([...from].flatMap((path) => this.#imports(path, true)));
  }

  /** The files and all that they ever import; of those in `frame`, only what they import at once. */
  everything(from: Iterable<string>, frame: ReadonlySet<string>): ReadonlySet<string> {
    const found = new Set(from);
    for (const path of found) {
      const later = frame.has(path) ? [] : this.#imports(path, true);
      for (const next of [...this.#imports(path, false), ...later]) found.add(next);
    }
    return found;
  }

  #imports(path: string, isLater: boolean): readonly string[] {
    const imports = this.#outputs.get(path)?.imports ?? [];
    return imports
      .filter(({ kind }) => (kind === 'dynamic-import') === isLater)
      .map((each) => bare(each.path));
  }
}

function bare(path: string): string {
  return path.replace(/^\.?\//, '');
}
