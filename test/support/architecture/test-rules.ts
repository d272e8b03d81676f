// What test files must not do themselves, because their result would then depend on the machine.
import { codeOf, importsOf, type SourceFile } from './source-tree.ts';

interface Ban {
  readonly pattern: RegExp;
  readonly allowed: RegExp;
  readonly cure: string;
}

const bans = {
  environment: {
    pattern: /\b(?:process|Bun|import\.meta)\.env\b/,
    allowed: /^test\/support\/environment(?:-seen)?\.ts$/,
    cure: 'no test may depend on the environment of the machine: use test/support/environment.ts',
  },
  processes: {
    pattern: /\bBun\.(?:spawn|spawnSync|\$)|\bfork\(/,
    allowed: /^test\/support\/(?:process|postgres-(?:cluster|programs))\.ts$/,
    cure: 'a child process inherits the environment of the machine: start it by test/support/process.ts',
  },
  durations: {
    pattern:
      /\bperformance\.now\b|\bhrtime\b|\bBun\.nanoseconds\b|\bexpect\((?:(?!\)\s*\.)[^;])*\bDate\.now\(\)|\bDate\.now\(\)\s*-\s*(?:start|begin|began|before|since)/,
    allowed: /^test\/support\/(?:clock|process)\.ts$/,
    cure: 'a busy machine must not fail it: count, compare the order, or hold the timers (test/support/held-timers.ts)',
  },
} as const satisfies Record<string, Ban>;

/** Packages that start processes or browsers, and the one file that may load each. */
const confined: Readonly<Record<string, string | null>> = {
  'playwright-core': 'test/support/packaged-browser.ts',
  playwright: null,
  'node:child_process': null,
  child_process: null,
};

export function testViolations(
  ban: keyof typeof bans,
): (files: readonly SourceFile[]) => readonly string[] {
  const { pattern, allowed, cure } = bans[ban];
  return (files) =>
    files
      .filter(({ path }) => !allowed.test(path))
      .flatMap((file) => {
        // A template without a value in it is a text, and may show what is forbidden.
        const code = codeOf(file).replaceAll(/`[^`$]*`/g, (text) => text.replaceAll(/[^\n]/g, ''));
        const found = pattern.exec(code);
        if (found === null) return [];
        const line = code.slice(0, found.index).split('\n').length;
        return [`${file.path}:${line} has ${found[0].trim()}: ${cure}`];
      });
}

/** Types of such a package may be used anywhere. */
export function launchViolations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter(({ specifier, when }) => when !== 'never' && specifier in confined)
      .filter(({ specifier }) => confined[specifier] !== file.path)
      .map(
        ({ specifier }) =>
          `${file.path} loads ${specifier}: visit pages by test/support/browser.ts, start processes by test/support/process.ts`,
      ),
  );
}
