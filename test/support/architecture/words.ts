import { codeOf, importsOf, type SourceFile } from './source-tree.ts';

/** Packages that would be felt everywhere if they were let in: each is met in one file. */
const confined = [
  'jose',
  'arctic',
  'oslo',
  '@elysiajs/swagger',
  '@elysiajs/jwt',
  'rate-limiter-flexible',
  'ipaddr.js',
  'swagger-ui-dist',
];

/** Packages that one room alone may know. */
const rooms: Readonly<Record<string, string>> = { preact: 'src/web/' };

export function packageViolations(files: readonly SourceFile[]): readonly string[] {
  const inFiles = confined.flatMap((name) => {
    const users = usersOf(name, files);
    return users.length <= 1
      ? []
      : [`${name} is imported by ${pathsOf(users)}: let one of them wrap it and the others ask`];
  });
  const inRooms = Object.entries(rooms).flatMap(([name, room]) => {
    const users = usersOf(name, files).filter(({ path }) => !path.startsWith(room));
    return users.length === 0 ? [] : [`${name} is imported by ${pathsOf(users)}: ask ${room}`];
  });
  return [...inFiles, ...inRooms];
}

function usersOf(name: string, files: readonly SourceFile[]): readonly SourceFile[] {
  // A declaration says what a package is like, and loads nothing.
  const programs = files.filter(({ path }) => !path.endsWith('.d.ts'));
  return programs.filter((file) =>
    importsOf(file).some(({ specifier }) => isFrom(name, specifier)),
  );
}

/** Where HTTP has no business. The token signer is the one plugin that is used without its server. */
const withoutHttp = /^src\/(?:(?:core|config|db|io|openid)\/|features\/.*(?:service|queries)\.ts$)/;
const signer = 'src/io/access-tokens.ts';

export function elysiaViolations(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => withoutHttp.test(path))
    .flatMap((file) =>
      importsOf(file)
        .filter(
          ({ specifier }) => isFrom('elysia', specifier) || specifier.startsWith('@elysiajs/'),
        )
        .filter(({ specifier }) => !(file.path === signer && specifier === '@elysiajs/jwt'))
        .map(
          ({ specifier }) =>
            `${file.path} imports ${specifier}: take plain values, and leave HTTP to routes.ts`,
        ),
    );
}

interface Ban {
  readonly pattern: RegExp;
  readonly isAllowed: (path: string) => boolean;
  readonly cure: string;
}

const only = (allowed: RegExp) => (path: string) => allowed.test(path);

const bans = {
  sql: {
    pattern:
      /\.(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto|replaceInto)\(|\bsql(?:<[^>]*>)?`/,
    isAllowed: only(/^src\/(?:db\/|features\/[\w/-]+\/queries\.ts$)/),
    cure: 'SQL stands in queries.ts; write a query there and call it',
  },
  environment: {
    pattern: /\b(?:process|Bun|import\.meta)\.env\b/,
    isAllowed: only(/^src\/config\/env\.ts$/),
    cure: 'only src/config/env.ts reads the environment; take the value as a parameter',
  },
  streams: {
    pattern: /\bprocess\.std(?:in|out|err)\b|\bBun\.cron\b/,
    isAllowed: () => false,
    cure: "it loads all of Node's streams or the world's time zones; use console, Bun.stdin, setInterval",
  },
  any: {
    pattern: /(?:<|[:,|&] |\bas )any\b(?!\s*[\w:])/,
    isAllowed: () => false,
    cure: 'say the type, or unknown and narrow it',
  },
  defaultExport: {
    pattern: /\bexport default\b|\bas default\b/,
    isAllowed: only(/\.d(?:\.json)?\.ts$/),
    cure: 'export it by its name',
  },
  impureCore: {
    pattern:
      /\b(?:Date\.now|new Date\(\)|Math\.random|fetch\(|console\.|process\.(?!getBuiltinModule\b)|Bun\.(?:file|write|spawn))/,
    isAllowed: only(/^src\/(?!core\/)/),
    cure: 'core reads no clock and touches nothing; take it as a parameter',
  },
} as const satisfies Record<string, Ban>;

/** Where one of the words we do without is used. */
export function wordViolations(
  ban: keyof typeof bans,
): (files: readonly SourceFile[]) => readonly string[] {
  const { pattern, isAllowed, cure } = bans[ban];
  return (files) =>
    files
      .filter(({ path }) => path.endsWith('.ts') && !isAllowed(path))
      .flatMap((file) => {
        const found = pattern.exec(codeOf(file));
        if (found === null) return [];
        const line = codeOf(file).slice(0, found.index).split('\n').length;
        return [`${file.path}:${line} has ${found[0].trim()}: ${cure}`];
      });
}

function isFrom(name: string, specifier: string): boolean {
  return specifier === name || specifier.startsWith(`${name}/`);
}

function pathsOf(files: readonly SourceFile[]): string {
  return files.map(({ path }) => path).join(' and ');
}
