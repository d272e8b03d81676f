import { codeOf, importsOf, type SourceFile } from './source-tree.ts';

/** Packages that only one file each may import, so that they can be replaced. */
const confined = [
  'jose',
  'arctic',
  'oslo',
  'pg',
  '@elysiajs/swagger',
  '@elysiajs/jwt',
  'rate-limiter-flexible',
  'ipaddr.js',
  'swagger-ui-dist',
];

/** Packages that only one layer may import. */
const ownLayers: Readonly<Record<string, string>> = { preact: 'src/web/' };

export function packageViolations(files: readonly SourceFile[]): readonly string[] {
  const inFiles = confined.flatMap((name) => {
    const users = usersOf(name, files);
    return users.length <= 1
      ? []
      : [
          `${name} is imported by ${pathsOf(users)}: let one file wrap it and the others call that file`,
        ];
  });
  const inLayers = Object.entries(ownLayers).flatMap(([name, layer]) => {
    const users = usersOf(name, files).filter(({ path }) => !path.startsWith(layer));
    return users.length === 0
      ? []
      : [`${name} is imported by ${pathsOf(users)}: only ${layer} may import it`];
  });
  return [...inFiles, ...inLayers];
}

function usersOf(name: string, files: readonly SourceFile[]): readonly SourceFile[] {
  // A declaration file loads nothing.
  const programs = files.filter(({ path }) => !path.endsWith('.d.ts'));
  return programs.filter((file) =>
    importsOf(file).some(({ specifier }) => isFrom(name, specifier)),
  );
}

/** Files that must not know HTTP. The token signer is the one plugin that is used without a server. */
const withoutHttp = /^src\/(?:(?:core|config|db|io|openid)\/|features\/.*(?:service|queries)\.ts$)/;
const signer = 'src/io/jwt-signer.ts';

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
    cure: 'SQL belongs in queries.ts; write a query there and call it',
  },
  transaction: {
    pattern: /\.(?:startTransaction|transaction)\(/,
    // A copy of a whole database is one transaction that no other crosses; the pages use the browser's own database.
    isAllowed: only(/^src\/(?:db|web\/pages\/client|features\/maintenance\/transfer)\//),
    cure: 'only Database.write and Database.change isolate and repeat a change as its service expects; call them',
  },
  environment: {
    pattern: /\b(?:process|Bun|import\.meta)\.env\b/,
    isAllowed: only(/^src\/config\/env\.ts$/),
    cure: 'only src/config/env.ts reads the environment; take the value as a parameter',
  },
  streams: {
    pattern: /\bprocess\.std(?:in|out|err)\b|\bBun\.cron\b/,
    isAllowed: () => false,
    cure: "it loads Node's streams or all time zones at every start; use console, Bun.stdin, setInterval",
  },
  any: {
    pattern: /(?:<|[:,|&] |\bas )any\b(?!\s*[\w:])/,
    isAllowed: () => false,
    cure: 'write the type, or unknown and narrow it',
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
    cure: 'core must stay pure; take it as a parameter',
  },
} as const satisfies Record<string, Ban>;

/** Uses of a banned word, outside the files where it is allowed. */
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
