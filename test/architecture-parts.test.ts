// Holds that each service is given the parts it uses, by name. The rule is also shown files that break it.
import { describe, expect, test } from 'bun:test';
import { partViolations } from './support/architecture/constructor-parts.ts';
import { readSources } from './support/architecture/source-tree.ts';

const sources = await readSources();

test('every service is given the parts it uses, by name', () => {
  const builders = sources.filter(({ path }) => /^src\/services[\w-]*\.ts$/.test(path));
  const text = builders.map((file) => file.text).join('\n');
  expect(text.match(/\bnew [A-Z]\w+\(\{/g)?.length).toBeGreaterThan(20);
  expect(partViolations(sources)).toEqual([]);
});

const audit = `import type { Audit } from '../audit/service.ts';\n`;

/** A service that takes one part. */
function serviceWith(part: string, taken: string): string {
  return `${audit}interface AsDependencies {\n  readonly ${part};\n}\nclass As {\n  constructor({ ${taken} }: AsDependencies) {}\n}`;
}

const broken: readonly (readonly [path: string, text: string, found: string])[] = [
  ['src/services.ts', 'new As({ ...shared, audit })', 'gives As a bag'],
  ['src/services.ts', 'new As(ground)', 'gives As a bag'],
  ['src/services-accounts.ts', 'new As({\n  audit,\n  b: { ...all },\n})', 'gives As a bag'],
  ['src/services.ts', 'new As({ audit, config })', 'gives As config'],
  ['src/services.ts', 'new As({ settings: config })', 'gives As config'],
  ['src/services.ts', 'new As({ jwtSecret })', 'gives As jwtSecret'],
  ['src/services.ts', 'new As({ key: secret })', 'gives As secret'],
  ['src/services.ts', 'new As({ b: f(secret), tokens: a })', 'gives As tokens'],
  ['src/features/a/service.ts', 'class A {\n  readonly #the: Parts;\n}', 'in a bag'],
  ['src/features/a/service.ts', serviceWith('audit: Audit', 'users'), 'audit and never uses it'],
  ['src/features/a/b/service.ts', serviceWith('config: Config', 'config'), 'asks for config'],
  ['src/features/a/service.ts', serviceWith('jwtSecret: string', 'jwtSecret'), 'jwtSecret'],
  ['src/features/a/service.ts', serviceWith(`life: Config['tokens']`, 'life'), 'asks for life'],
  [
    'src/features/a/service.ts',
    serviceWith(`all: Pick<Config, 'log' | 'policy'>`, 'all'),
    'asks for all',
  ],
];

const fine: readonly (readonly [path: string, text: string])[] = [
  [
    'src/services.ts',
    `new As({ audit, key: deriveKey(secret, 'as'), appUrl: config.server.appUrl })`,
  ],
  ['src/services.ts', 'return { ...ground, ...records };'],
  ['src/app.ts', 'new As({ ...shared })'],
  ['src/features/a/service.ts', serviceWith('audit: Audit', 'audit')],
  ['src/features/a/service.ts', serviceWith(`as: Config['oidc']`, 'as')],
  ['src/features/a/service.ts', serviceWith(`as: Pick<Config['policy'], 'signup'>`, 'as')],
];

describe('the rule', () => {
  test.each(broken)('sees %s with %j', (path, text, found) => {
    const lines = partViolations([{ path, text }]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toStartWith(`${path} `);
    expect(lines[0]).toContain(found);
  });

  test.each(fine)('allows %s with %j', (path, text) => {
    expect(partViolations([{ path, text }])).toEqual([]);
  });
});
