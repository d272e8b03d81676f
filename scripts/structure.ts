// Prints how the source is built: files, layers, imports, and how it is tested. bun run structure [--junit FILE]
import { Glob } from 'bun';
import {
  importsOf,
  readSources,
  type SourceFile,
} from '../test/support/architecture/source-tree.ts';

const files = (await readSources()).filter(({ path }) => /\.tsx?$/.test(path));
const tests = await Array.fromAsync(new Glob('test/**/*.{ts,tsx}').scan({ cwd: rootOf() }));
const testTexts = await Promise.all(tests.map((path) => Bun.file(`${rootOf()}/${path}`).text()));

const sizes = files.map(({ text }) => linesOf(text)).toSorted((a, b) => a - b);
const sourceLines = sum(sizes);
const testLines = sum(testTexts.map((text) => linesOf(text)));
const features = new Set(files.flatMap(({ path }) => featureOf(path) ?? []));

const rows: readonly (readonly [string, string | number, string])[] = [
  ['source files', files.length, ''],
  ['lines: median', quantile(0.5), '60 at most'],
  ['lines: nine of ten files', quantile(0.9), '170 at most'],
  ['lines: longest file', quantile(1), '250 at most'],
  ['features', features.size, '18 at most'],
  ['imports between features', arrows().size, ''],
  ['files on a cycle of imports that run', filesOnCycles(), '0'],
  ['any', count(/(?:[:|,&] |[<(]|\bas )any\b/g), '0'],
  ['as', count(/[\w)\]}] as (?!const\b)[\w{(]/g), '15 at most'],
  ['share of lines with a comment', percent(commentLines() / sourceLines), '5 to 13 %'],
  ['lines of tests per line of source', (testLines / sourceLines).toFixed(2), '1.2 at least'],
];

const width = Math.max(...rows.map(([name]) => name.length));
for (const [name, value, mark] of rows) {
  console.log(`${name.padEnd(width)}  ${String(value).padStart(6)}${mark && `  (${mark})`}`);
}

function rootOf(): string {
  return `${import.meta.dir}/..`;
}

function linesOf(text: string): number {
  return text.split('\n').length - 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function quantile(share: number): number {
  return sizes[Math.min(sizes.length - 1, Math.floor(share * sizes.length))] ?? 0;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function featureOf(path: string): string | null {
  return /^src\/features\/([\w-]+)\//.exec(path)?.[1] ?? null;
}

/** Which feature imports which, types included. */
function arrows(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const file of files) {
    const from = featureOf(file.path);
    for (const { target } of importsOf(file)) {
      const to = target === null ? null : featureOf(target);
      if (from !== null && to !== null && from !== to) found.add(`${from} > ${to}`);
    }
  }
  return found;
}

/** Counts files from which the imports that load at the start lead back to themselves. */
function filesOnCycles(): number {
  const targets = new Map(
    files.map((file) => [
      file.path,
      importsOf(file).flatMap(({ target, when }) =>
        when === 'start' && target !== null ? [target] : [],
      ),
    ]),
  );
  const reaches = (from: string, goal: string, seen = new Set<string>()): boolean =>
    (targets.get(from) ?? []).some((next) => {
      if (next === goal) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, goal, seen);
    });
  return files.filter(({ path }) => reaches(path, path)).length;
}

function count(pattern: RegExp): number {
  return sum(files.map((file) => [...codeOf(file).matchAll(pattern)].length));
}

/** The text without comments, strings, and lists of what is imported or exported, which rename with `as` too. */
function codeOf({ text }: SourceFile): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$|'(?:\\.|[^'\\\n])*'|"[^"\n]*"|`[^`]*`/gm, '')
    .replaceAll(/^(?:import|export)(?: type)? (?:\w+, )?\{[^}]*\}/gm, '');
}

function commentLines(): number {
  return sum(
    files.map(({ text }) =>
      sum([...text.matchAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm)].map(([found]) => linesOf(`${found}\n`))),
    ),
  );
}
