import { posix } from 'node:path';
import { codeOf, importsOf, type SourceFile } from './source-tree.ts';

const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.d(?:\.json)?)?\.[a-z]+$/;
const vague = /^(?:utils?|common|helpers?|misc|shared|lib)$/;

export function nameViolations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path }) => {
    const words = path.split(/[/.]/);
    const problems = [
      ...(kebab.test(posix.basename(path)) ? [] : ['write the name in kebab-case']),
      ...(words.some((word) => vague.test(word)) ? ['name it after its content'] : []),
      ...(posix.basename(path) === 'index.ts' ? ['name it after its content'] : []),
    ];
    return problems.map((problem) => `${path}: ${problem}`);
  });
}

/** A file that re-exports others hides which file depends on which. */
export function barrelViolations(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter((file) =>
      /\bexport\s+(?:type\s+)?(?:\*|\{[^}]*\})\s*(?:as\s+\w+\s*)?from\b/.test(codeOf(file)),
    )
    .map(({ path }) => `${path} re-exports another file: import that file directly`);
}

export function extensionViolations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter(({ target }) => target !== null && posix.extname(target) === '')
      .map(({ specifier }) => `${file.path} imports ${specifier}: write the extension, .ts`),
  );
}

/** `pico.css` is written by a script from a package. */
const limits: Readonly<Record<string, number>> = {
  'src/app.ts': 60,
  'src/main.ts': 30,
  'src/web/pages/styles/pico.css': 2000,
};
const usualLimit = 250;

export function sizeViolations(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => /\.(?:ts|js|css)$/.test(path))
    .flatMap(({ path, text }) => {
      const lines = text.trimEnd().split('\n').length;
      const limit = limits[path] ?? usualLimit;
      return lines <= limit ? [] : [`${path} has ${lines} lines of ${limit}: split it by subject`];
    });
}

/** The first file of each layer, whose comment says what the layer is for. */
export const openers: readonly string[] = [
  'src/core/errors.ts',
  'src/config/config.ts',
  'src/db/schema.ts',
  'src/io/log.ts',
  'src/http/security-headers.ts',
  'src/features/audit/service.ts',
  'src/web/docs.ts',
  'src/instance/open.ts',
  'src/cli/output.ts',
];

export function openerViolations(files: readonly SourceFile[]): readonly string[] {
  return openers.flatMap((path) => {
    const text = files.find((file) => file.path === path)?.text;
    if (text === undefined)
      return [`${path} does not exist: list the file that now introduces its layer`];
    return /^\/\/ \S[^\n]{30}/.test(text)
      ? []
      : [`${path} introduces its layer: begin it with a comment that says what the layer is for`];
  });
}
