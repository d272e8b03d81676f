import { posix } from 'node:path';

/** A source file; its path is relative to the root of the project. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

interface Import {
  /** As written. */
  readonly specifier: string;
  /** The path of the imported file; null for a package. */
  readonly target: string | null;
  /** When it is loaded: with the importing file, later by import(), or never (a type). */
  readonly when: 'start' | 'later' | 'never';
}

/** Every file below `src` but prose, whose links and code its own test checks. */
export function readSources(): Promise<readonly SourceFile[]> {
  return read('src/**/*');
}

/** Every program below `test`. */
export function readTests(): Promise<readonly SourceFile[]> {
  return read('test/**/*.ts');
}

async function read(pattern: string): Promise<readonly SourceFile[]> {
  const root = `${import.meta.dir}/../../..`;
  const all = await Array.fromAsync(new Bun.Glob(pattern).scan({ cwd: root }));
  const paths = all.filter((path) => !path.endsWith('.md'));
  return Promise.all(
    paths
      .toSorted()
      .map(async (path) => ({ path, text: await Bun.file(`${root}/${path}`).text() })),
  );
}

const statement = /(?:^|[;\n])\s*(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*['"]([^'"]+)['"]/g;
const isOfTypes = /(?:import|export)\s+type\b/;
const dynamic = /\bimport\(\s*['"]([^'"]+)['"]/g;
const worker = /new URL\(\s*['"](\.[^'"]+)['"],\s*import\.meta\.url/g;

/** What a file imports, types and workers included. */
export function importsOf({ path, text }: SourceFile): readonly Import[] {
  const code = text.replaceAll(tokens, (token) => (isComment(token) ? '' : token));
  return [statement, dynamic, worker].flatMap((pattern) =>
    [...code.matchAll(pattern)].map(([found, specifier = '']) => ({
      specifier,
      target: specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : null,
      when: pattern === statement ? (isOfTypes.test(found) ? 'never' : 'start') : 'later',
    })),
  );
}

/** The text without comments and quoted strings; line breaks stay. */
export function codeOf({ text }: SourceFile): string {
  return text.replaceAll(tokens, (token) => {
    if (isComment(token)) return token.replaceAll(/[^\n]/g, '');
    return token.startsWith('`') ? token : "''";
  });
}

const tokens =
  /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;

function isComment(token: string): boolean {
  return token.startsWith('/');
}
