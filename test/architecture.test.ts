// Holds the plan of the house: which file may know which, and what may stand where. Every rule is also shown
// a file that breaks it, so that none of them is asleep.
import { describe, expect, test } from 'bun:test';
import {
  barrelViolations,
  extensionViolations,
  nameViolations,
  openers,
  openerViolations,
  sizeViolations,
} from './support/architecture/files.ts';
import { featureViolations, floorViolations } from './support/architecture/floors.ts';
import { readSources, type SourceFile } from './support/architecture/source-tree.ts';
import {
  elysiaViolations,
  packageViolations,
  wordViolations,
} from './support/architecture/words.ts';

interface Rule {
  readonly name: string;
  readonly violations: (files: readonly SourceFile[]) => readonly string[];
  /** A broken house, as path and text, and what is found in it. */
  readonly broken: readonly (readonly [path: string, text: string, found: string])[];
  /** What looks like a violation and is none. */
  readonly fine?: readonly (readonly [path: string, text: string])[];
}

const rules: readonly Rule[] = [
  {
    name: 'imports go down the floors',
    violations: floorViolations,
    broken: [
      ['src/core/a.ts', `import { b } from '../db/b.ts';`, 'core stands below db'],
      ['src/db/a.ts', `import type { B } from '../io/b.ts';`, 'db stands below io'],
      ['src/io/a.ts', `export type B = import('../http/b.ts').B;`, 'io stands below http'],
      ['src/http/a.ts', `import {\n  b,\n} from '../features/users/service.ts';`, 'below features'],
      ['src/features/users/a.ts', `import '../../web/b.ts';`, 'features stands below web'],
      ['src/web/a.ts', `export { b } from '../services.ts';`, 'web stands below services'],
      ['src/services.ts', `import { b } from './app.ts';`, 'services stands below app'],
      ['src/app.ts', `const b = await import('./cli/b.ts');`, 'app stands below cli'],
      ['src/io/a.ts', `new URL('../web/b.ts', import.meta.url)`, 'io stands below web'],
      ['src/io/a.ts', `import b from '../../scripts/b.ts';`, 'below nothing there'],
      ['src/tools/a.ts', '', 'is in no room'],
    ],
    fine: [
      ['src/cli/a.ts', `import { b } from '../core/b.ts';\nimport { c } from './c.ts';`],
      ['src/core/a.ts', `// import { b } from '../db/b.ts';\nimport { c } from 'kysely';`],
      ['src/version.ts', `import manifest from '../package.json' with { type: 'json' };`],
    ],
  },
  {
    name: 'a feature asks the services before it, and a request goes one way through it',
    violations: featureViolations,
    broken: [
      ['src/features/audit/service.ts', `import { b } from '../users/service.ts';`, 'comes after'],
      [
        'src/features/users/service.ts',
        `import { b } from '../audit/queries.ts';`,
        'ask the service',
      ],
      [
        'src/features/users/routes.ts',
        `import { b } from '../audit/routes.ts';`,
        'ask the service',
      ],
      ['src/features/users/service.ts', `import type { B } from './routes.ts';`, 'turn it round'],
      ['src/features/users/queries.ts', `import { b } from './service.ts';`, 'turn it round'],
      ['src/features/users/routes.ts', `import { b } from './queries.ts';`, 'never the database'],
      ['src/features/users/names.ts', '', 'schema, rules, queries, service and routes'],
      ['src/features/users/parts/a.ts', '', 'schema, rules, queries, service and routes'],
      ['src/features/parties/service.ts', '', 'nobody knows the feature parties'],
    ],
    fine: [
      ['src/features/local-login/service.ts', `import { b } from '../sessions/service.ts';`],
      ['src/features/local-login/schema.ts', `import { b } from '../users/schema.ts';`],
      ['src/features/federation/social/rules.ts', `import { b } from '../arrival/service.ts';`],
    ],
  },
  {
    name: 'Elysia stays out of rules, queries and the ground floors',
    violations: elysiaViolations,
    broken: [
      ['src/features/users/service.ts', `import { t } from 'elysia';`, 'leave HTTP to routes.ts'],
      ['src/features/users/queries.ts', `import type { Context } from 'elysia';`, 'leave HTTP'],
      ['src/core/a.ts', `import { jwt } from '@elysiajs/jwt';`, 'leave HTTP to routes.ts'],
      ['src/io/access-tokens.ts', `import { Elysia } from 'elysia';`, 'leave HTTP to routes.ts'],
    ],
    fine: [
      ['src/io/access-tokens.ts', `import { jwt } from '@elysiajs/jwt';`],
      ['src/features/users/schema.ts', `import { t } from 'elysia';`],
    ],
  },
  {
    name: 'SQL stands in queries.ts and in src/db',
    violations: wordViolations('sql'),
    broken: [
      ['src/features/users/service.ts', `db\n  .selectFrom('users')`, '.selectFrom('],
      ['src/services.ts', 'await sql`delete from users`.execute(db)', 'sql`'],
      ['src/io/a.ts', 'sql<number>`select 1`', 'sql<number>`'],
    ],
    fine: [
      ['src/features/users/queries.ts', `db.deleteFrom('users')`],
      ['src/features/users/service.ts', `// db.deleteFrom('users')`],
    ],
  },
  {
    name: 'what only a few ask for is not touched on the way',
    violations: wordViolations('streams'),
    broken: [
      ['src/config/env.ts', 'process.stdout.isTTY', 'process.stdout'],
      ['src/services.ts', `Bun.cron('17 * * * *', work);`, 'Bun.cron'],
    ],
    fine: [['src/cli/shell.ts', 'Bun.stdin.stream()']],
  },
  {
    name: 'only src/config/env.ts reads the environment',
    violations: wordViolations('environment'),
    broken: [
      ['src/services.ts', `\nconst a = process.env['A'];`, 'src/services.ts:2 has process.env'],
      ['src/io/a.ts', 'Bun.env.A', 'Bun.env'],
    ],
    fine: [['src/config/env.ts', 'process.env']],
  },
  {
    name: 'core reads no clock and touches nothing',
    violations: wordViolations('impureCore'),
    broken: [
      ['src/core/a.ts', 'const now = Date.now();', 'Date.now'],
      ['src/core/a.ts', `console.log('a')`, 'console.'],
    ],
    fine: [['src/io/a.ts', 'Date.now()']],
  },
  {
    name: 'a package that could be felt everywhere is met in one file',
    violations: packageViolations,
    broken: [
      [
        'src/io/a.ts',
        `import { a } from 'oslo/crypto';`,
        'oslo is imported by src/core/tokens.ts and src/io/a.ts',
      ],
      ['src/io/a.ts', `import { a } from 'preact';`, 'preact is imported by src/io/a.ts'],
    ],
    fine: [['src/io/a.ts', `import { a } from 'oslo-like';`]],
  },
  {
    name: 'there is no any',
    violations: wordViolations('any'),
    broken: [
      ['src/io/a.ts', 'function a(b: any) {}', ': any'],
      ['src/io/a.ts', 'b as any', 'as any'],
      ['src/io/a.ts', 'Record<string, any>', ', any'],
      ['src/io/a.ts', 'Promise<any[]>', '<any'],
    ],
    fine: [['src/io/a.ts', `Promise.any([]); // any\nconst a: AnyElysia = ': any';`]],
  },
  {
    name: 'exports have names',
    violations: wordViolations('defaultExport'),
    broken: [
      ['src/io/a.ts', 'export default class {}', 'export default'],
      ['src/io/a.ts', 'export { a as default };', 'as default'],
    ],
    fine: [['src/io/a.d.ts', 'export default path;']],
  },
  {
    name: 'nobody passes on the exports of others',
    violations: barrelViolations,
    broken: [
      ['src/io/a.ts', `export * from './b.ts';`, 'import that file'],
      ['src/io/a.ts', `export type { B } from './b.ts';`, 'import that file'],
    ],
    fine: [['src/io/a.ts', `import { b } from './b.ts';\nexport const a = b;`]],
  },
  {
    name: 'files are named after the thing inside, in kebab-case',
    violations: nameViolations,
    broken: [
      ['src/io/someThing.ts', '', 'kebab-case'],
      ['src/io/some_thing.ts', '', 'kebab-case'],
      ['src/io/index.ts', '', 'after the thing inside'],
      ['src/io/utils.ts', '', 'after the thing inside'],
      ['src/common/a.ts', '', 'after the thing inside'],
    ],
    fine: [['src/db/migrations/001-accounts.ts', '']],
  },
  {
    name: 'imports write the extension',
    violations: extensionViolations,
    broken: [['src/io/a.ts', `import { b } from './b';`, 'write the extension']],
  },
  {
    name: 'files are short',
    violations: sizeViolations,
    broken: [
      ['src/io/a.ts', '\n'.repeat(250) + 'a', '251 lines of 250'],
      ['src/app.ts', '\n'.repeat(60) + 'a', '61 lines of 60'],
      ['src/main.ts', '\n'.repeat(30) + 'a', '31 lines of 30'],
    ],
  },
  {
    name: 'the first file of a room says what the room is for',
    violations: openerViolations,
    broken: [
      ['src/core/errors.ts', `import { a } from './a.ts';`, 'begin it with a comment'],
      ['src/core/errors.ts', '// Errors', 'begin it with a comment'],
    ],
  },
];

const sources = await readSources();

describe('the house', () => {
  test('is read whole', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.map(({ path }) => path)).toContain('src/main.ts');
  });

  test.each(rules)('$name', ({ violations }) => {
    expect(violations(sources)).toEqual([]);
  });
});

describe.each(rules)('the rule that $name', ({ violations, broken, fine = [] }) => {
  test.each(broken)('sees %s with %j', (path, text, found) => {
    const lines = violations(withFile({ path, text }));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(path);
    expect(lines[0]).toContain(found);
  });

  test.each(fine)('allows %s with %j', (path, text) => {
    expect(violations(withFile({ path, text }))).toEqual([]);
  });
});

/** A small house in order, with one file more or another text in one. */
function withFile(file: SourceFile): readonly SourceFile[] {
  const comment = '// A sentence that says what this room is for.\n';
  const house = openers.map((path) => ({ path, text: comment }));
  const tokens = { path: 'src/core/tokens.ts', text: `import { a } from 'oslo/crypto';` };
  return [...house.filter(({ path }) => path !== file.path), tokens, file];
}
