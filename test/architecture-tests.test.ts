// Checks the rules that keep the tests independent of the machine. Every rule is also run on code that breaks it.
import { describe, expect, test } from 'bun:test';
import { readTests, type SourceFile } from './support/architecture/source-tree.ts';
import { launchViolations, testViolations } from './support/architecture/test-rules.ts';

interface Rule {
  readonly name: string;
  readonly violations: (files: readonly SourceFile[]) => readonly string[];
  /** Code that breaks the rule, and a part of the expected message. */
  readonly broken: readonly (readonly [text: string, found: string])[];
  readonly fine: readonly (readonly [path: string, text: string])[];
}

const rules: readonly Rule[] = [
  {
    name: 'only one file reads the environment',
    violations: testViolations('environment'),
    broken: [
      [`\nconst home = process.env['HOME'];`, 'test/a.test.ts:2 has process.env'],
      ['Bun.env.HOME', 'Bun.env'],
      [`const { HOME } = import.meta.env;`, 'import.meta.env'],
    ],
    fine: [
      ['test/support/environment.ts', 'process.env'],
      ['test/a.test.ts', `// process.env\nconst text = 'process.env';`],
    ],
  },
  {
    name: 'only one file starts processes',
    violations: testViolations('processes'),
    broken: [
      [`const child = Bun.spawn(['ls']);`, 'Bun.spawn'],
      [`Bun.spawnSync(['ls'])`, 'Bun.spawn'],
      ['await Bun.$`ls`;', 'Bun.$'],
    ],
    fine: [['test/support/process.ts', `Bun.spawn(['ls'])`]],
  },
  {
    name: 'only one file starts browsers',
    violations: launchViolations,
    broken: [
      [`import { chromium } from 'playwright-core';`, 'test/a.test.ts loads playwright-core'],
      [`import { spawn } from 'node:child_process';`, 'loads node:child_process'],
    ],
    fine: [
      ['test/support/packaged-browser.ts', `import { chromium } from 'playwright-core';`],
      ['test/a.test.ts', `import type { Page } from 'playwright-core';`],
    ],
  },
  {
    name: 'no test depends on how long something took',
    violations: testViolations('durations'),
    broken: [
      ['const start = performance.now();', 'performance.now'],
      ['expect(Date.now() - was).toBeLessThan(5000);', 'expect(Date.now()'],
      ['expect(Math.abs(Date.now() - row.at)).toBeLessThan(5000);', 'Date.now()'],
      ['const tookMs = Date.now() - startedAt;', 'Date.now() - start'],
      ['const start = process.hrtime.bigint();', 'hrtime'],
    ],
    fine: [
      ['test/support/clock.ts', 'performance.now()'],
      ['test/a.test.ts', 'expect(row.at).toBeWithin(before, Date.now() + 1);'],
      ['test/a.test.ts', 'const yesterday = Date.now() - dayMs;'],
    ],
  },
];

const tests = await readTests();

test('the check reads all test files', () => {
  expect(tests.length).toBeGreaterThan(250);
});

test.each(rules)('$name', ({ violations }) => {
  expect(violations(tests)).toEqual([]);
});

describe.each(rules)('the rule that $name', ({ violations, broken, fine }) => {
  test.each(broken)('sees %j', (text, found) => {
    const lines = violations([{ path: 'test/a.test.ts', text }]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(found);
  });

  test.each(fine)('allows %s with %j', (path, text) => {
    expect(violations([{ path, text }])).toEqual([]);
  });
});
