import { importsOf, type SourceFile } from './source-tree.ts';

/** Packages that every server needs at once. Others would cost each server memory and start time. */
const neededAtStart: ReadonlySet<string> = new Set([
  'bun:sqlite',
  'node:dns/promises',
  'node:fs',
  'node:fs/promises',
  'node:os',
  'node:path',
  'node:url',
  'node:util',
  'elysia',
  'ipaddr.js',
  'kysely',
  'kysely/migration',
  'oslo/crypto',
  'oslo/encoding',
  'rate-limiter-flexible/lib/RateLimiterMemory.js',
]);

/** Imports that only give a path; the file is read when it is first needed. */
const asFile = /\.(?:css|js|json)$/;

export function startViolations(files: readonly SourceFile[]): readonly string[] {
  return filesOfStart(files).flatMap((file) =>
    importsOf(file)
      .filter(({ when, target }) => when === 'start' && target === null)
      .filter(({ specifier }) => !neededAtStart.has(specifier) && !asFile.test(specifier))
      .map(
        ({ specifier }) =>
          `${file.path} loads ${specifier} at every start: import() it where it is first needed`,
      ),
  );
}

/** The files that `src/main.ts` loads before it does anything. */
export function filesOfStart(files: readonly SourceFile[]): readonly SourceFile[] {
  return filesFromMain(files, (when) => when === 'start');
}

/** The files that the program loads at any time. */
export function filesOfProgram(files: readonly SourceFile[]): readonly SourceFile[] {
  return filesFromMain(files, (when) => when !== 'never');
}

type When = ReturnType<typeof importsOf>[number]['when'];

function filesFromMain(
  files: readonly SourceFile[],
  follows: (when: When) => boolean,
): readonly SourceFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const found = new Set<SourceFile>();
  const visit = (path: string): void => {
    const file = byPath.get(path);
    if (file === undefined || found.has(file)) return;
    found.add(file);
    for (const { when, target } of importsOf(file)) {
      if (follows(when) && target !== null) visit(target);
    }
  };
  visit('src/main.ts');
  return [...found];
}
