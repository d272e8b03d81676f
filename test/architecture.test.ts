// Checks the architecture: which file may import which, and what a file may contain. Every rule is also run on
// code that breaks it, so that no rule can pass without checking anything.
import { describe, expect, test } from 'bun:test';
import {
  barrelViolations,
  extensionViolations,
  nameViolations,
  openers,
  openerViolations,
  sizeViolations,
} from './support/architecture/files.ts';
import { featureViolations, layerViolations } from './support/architecture/layers.ts';
import { readSources, type SourceFile } from './support/architecture/source-tree.ts';
import {
  elysiaViolations,
  packageViolations,
  wordViolations,
} from './support/architecture/words.ts';

interface Rule {
  readonly name: string;
  readonly violations: (files: readonly SourceFile[]) => readonly string[];
  /** Code that breaks the rule, as path and text, and a part of the expected message. */
  readonly broken: readonly (readonly [path: string, text: string, found: string])[];
  /** Code that looks like a violation and is allowed. */
  readonly fine?: readonly (readonly [path: string, text: string])[];
}

const rules: readonly Rule[] = [
  {
    name: 'a file imports only from its own layer or a lower one',
    violations: layerViolations,
    broken: [
      ['src/core/a.ts', `import { b } from '../db/b.ts';`, 'core is below db'],
      ['src/db/a.ts', `import type { B } from '../io/b.ts';`, 'db is below io'],
      ['src/io/a.ts', `export type B = import('../http/b.ts').B;`, 'io is below http'],
      ['src/http/a.ts', `import {\n  b,\n} from '../features/users/service.ts';`, 'below features'],
      ['src/features/users/a.ts', `import '../../web/b.ts';`, 'features is below web'],
      ['src/web/a.ts', `export { b } from '../services.ts';`, 'web is below services'],
      ['src/services.ts', `import { b } from './app.ts';`, 'services is below app'],
      ['src/app.ts', `const b = await import('./cli/b.ts');`, 'app is below cli'],
      ['src/io/a.ts', `new URL('../web/b.ts', import.meta.url)`, 'io is below web'],
      ['src/io/a.ts', `import b from '../../scripts/b.ts';`, 'below no layer'],
      ['src/tools/a.ts', '', 'is in no layer'],
    ],
    fine: [
      ['src/cli/a.ts', `import { b } from '../core/b.ts';\nimport { c } from './c.ts';`],
      ['src/core/a.ts', `// import { b } from '../db/b.ts';\nimport { c } from 'kysely';`],
      ['src/version.ts', `import manifest from '../package.json' with { type: 'json' };`],
    ],
  },
  {
    name: 'a feature imports only earlier features, and inside a feature calls go one way',
    violations: featureViolations,
    broken: [
      ['src/features/audit/service.ts', `import { b } from '../users/service.ts';`, 'comes after'],
      ['src/features/users/service.ts', `import { b } from '../audit/queries.ts';`, 'call the'],
      ['src/features/users/routes.ts', `import { b } from '../audit/routes.ts';`, 'call the'],
      ['src/features/users/service.ts', `import type { B } from './routes.ts';`, 'reverse'],
      ['src/features/users/queries.ts', `import { b } from './service.ts';`, 'reverse'],
      ['src/features/users/routes.ts', `import { b } from './queries.ts';`, 'never the queries'],
      ['src/features/users/names.ts', '', 'a feature has schema'],
      ['src/features/users/parts/a.ts', '', 'a feature has schema'],
      ['src/features/parties/service.ts', '', 'parties is not in the list'],
    ],
    fine: [
      ['src/features/local-login/service.ts', `import { b } from '../sessions/service.ts';`],
      ['src/features/local-login/schema.ts', `import { b } from '../users/schema.ts';`],
      ['src/features/federation/social/rules.ts', `import { b } from '../arrival/service.ts';`],
    ],
  },
  {
    name: 'services, queries and the layers below http do not import Elysia',
    violations: elysiaViolations,
    broken: [
      ['src/features/users/service.ts', `import { t } from 'elysia';`, 'leave HTTP to routes.ts'],
      ['src/features/users/queries.ts', `import type { Context } from 'elysia';`, 'leave HTTP'],
      ['src/core/a.ts', `import { jwt } from '@elysiajs/jwt';`, 'leave HTTP to routes.ts'],
      ['src/io/jwt-signer.ts', `import { Elysia } from 'elysia';`, 'leave HTTP to routes.ts'],
    ],
    fine: [
      ['src/io/jwt-signer.ts', `import { jwt } from '@elysiajs/jwt';`],
      ['src/features/users/schema.ts', `import { t } from 'elysia';`],
    ],
  },
  {
    name: 'only queries.ts and src/db contain SQL',
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
    name: 'only src/db and the copy of a whole database open transactions',
    violations: wordViolations('transaction'),
    broken: [
      ['src/features/users/service.ts', 'await db.transaction().execute(work)', '.transaction('],
      ['src/cli/users.ts', 'const trx = await db\n  .startTransaction()', '.startTransaction('],
    ],
    fine: [
      ['src/db/postgres/writer.ts', 'db.startTransaction()'],
      ['src/features/maintenance/transfer/service.ts', 'db.startTransaction()'],
      ['src/web/pages/client/storage-lock.ts', `database.transaction(store, 'readwrite')`],
    ],
  },
  {
    name: 'no file loads streams or time zones that few commands need',
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
    name: 'core does not read the clock, log, or use files and network',
    violations: wordViolations('impureCore'),
    broken: [
      ['src/core/a.ts', 'const now = Date.now();', 'Date.now'],
      ['src/core/a.ts', `console.log('a')`, 'console.'],
    ],
    fine: [['src/io/a.ts', 'Date.now()']],
  },
  {
    name: 'a confined package is imported by one file',
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
    name: 'no type is any',
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
    name: 'every export has a name',
    violations: wordViolations('defaultExport'),
    broken: [
      ['src/io/a.ts', 'export default class {}', 'export default'],
      ['src/io/a.ts', 'export { a as default };', 'as default'],
    ],
    fine: [['src/io/a.d.ts', 'export default path;']],
  },
  {
    name: 'no file re-exports another file',
    violations: barrelViolations,
    broken: [
      ['src/io/a.ts', `export * from './b.ts';`, 'import that file'],
      ['src/io/a.ts', `export type { B } from './b.ts';`, 'import that file'],
    ],
    fine: [['src/io/a.ts', `import { b } from './b.ts';\nexport const a = b;`]],
  },
  {
    name: 'files are named after their content, in kebab-case',
    violations: nameViolations,
    broken: [
      ['src/io/someThing.ts', '', 'kebab-case'],
      ['src/io/some_thing.ts', '', 'kebab-case'],
      ['src/io/index.ts', '', 'after its content'],
      ['src/io/utils.ts', '', 'after its content'],
      ['src/common/a.ts', '', 'after its content'],
    ],
    fine: [['src/db/migrations/001-accounts.ts', '']],
  },
  {
    name: 'imports include the file extension',
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
    name: 'the first file of a layer says what the layer is for',
    violations: openerViolations,
    broken: [
      ['src/core/errors.ts', `import { a } from './a.ts';`, 'begin it with a comment'],
      ['src/core/errors.ts', '// Errors', 'begin it with a comment'],
    ],
  },
];

const sources = await readSources();

describe('the architecture', () => {
  test('check reads all source files', () => {
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

/** Sources that break no rule, with one file added or replaced. */
function withFile(file: SourceFile): readonly SourceFile[] {
  const comment = '// A sentence that says what this layer is for.\n';
  const valid = openers.map((path) => ({ path, text: comment }));
  const tokens = { path: 'src/core/tokens.ts', text: `import { a } from 'oslo/crypto';` };
  return [...valid.filter(({ path }) => path !== file.path), tokens, file];
}
