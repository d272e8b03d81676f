import { posix } from 'node:path';
import { codeOf, importsOf, type SourceFile } from './source-tree.ts';

const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.d(?:\.json)?)?\.[a-z]+$/;
const vague = /^(?:utils?|common|helpers?|misc|shared|lib)$/;

export function nameViolations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path }) => {
    const words = path.split(/[/.]/);
    const problems = [
      ...(kebab.test(posix.basename(path)) ? [] : ['write the name in kebab-case']),
      ...(words.some((word) => vague.test(word)) ? ['name it after the thing inside'] : []),
      ...(posix.basename(path) === 'index.ts' ? ['name it after the thing inside'] : []),
    ];
    return problems.map((problem) => `${path}: ${problem}`);
  });
}

/** A file that only passes on what others export hides who needs what. */
export function barrelViolations(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter((file) =>
      /\bexport\s+(?:type\s+)?(?:\*|\{[^}]*\})\s*(?:as\s+\w+\s*)?from\b/.test(codeOf(file)),
    )
    .map(
      ({ path }) => `${path} passes on another file's exports: let its readers import that file`,
    );
}

export function extensionViolations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter(({ target }) => target !== null && posix.extname(target) === '')
      .map(({ specifier }) => `${file.path} imports ${specifier}: write the extension, .ts`),
  );
}

const limits: Readonly<Record<string, number>> = { 'src/app.ts': 60, 'src/main.ts': 30 };
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

/** Each room's first file, where a newcomer reads what the room is for. */
export const openers: readonly string[] = [
  'src/core/errors.ts',
  'src/config/config.ts',
  'src/db/schema.ts',
  'src/io/log.ts',
  'src/http/security-headers.ts',
  'src/features/audit/service.ts',
  'src/web/docs.ts',
  'src/cli/output.ts',
];

export function openerViolations(files: readonly SourceFile[]): readonly string[] {
  return openers.flatMap((path) => {
    const text = files.find((file) => file.path === path)?.text;
    if (text === undefined) return [`${path} is gone: name the file that opens its room now`];
    return /^\/\/ \S[^\n]{30}/.test(text)
      ? []
      : [`${path} opens its room: begin it with a comment that says what the room is for`];
  });
}
