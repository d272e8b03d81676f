// Holds that what a feature deletes for others is in the list of all that is deleted. The rule is also shown files
// that break it.
import { describe, expect, test } from 'bun:test';
import { listViolations } from './support/architecture/listed-exports.ts';
import { readSources } from './support/architecture/source-tree.ts';

const sources = await readSources();

test('every function that deletes the rows of a user is in the list of its callers', () => {
  expect(listViolations(sources)).toEqual([]);
});

const path = 'src/features/passkeys/service.ts';
const list = 'src/services-accounts.ts';
const imported = `import { forget as forgetPasskeys } from './features/passkeys/service.ts';\n`;

const exported = [
  'export { deletePasskeysOf as forget };',
  'export { deletePasskeysOf as forget, type Passkey };',
  'export async function forget(trx: WriteTransaction, userId: Id) {}',
  'export const forget = deletePasskeysOf;',
  'export { expire, forget };',
];

describe('the rule', () => {
  test.each(exported)('sees %j without a list', (text) => {
    expect(listViolations([{ path, text }])).toContain(
      `${path} exports forget, which is not in the list of ${list}`,
    );
  });

  test.each([
    ['an import that is not listed', `${imported}use(forgetPasskeys);`],
    ['a list of others', `${imported}new Sessions({ otherCredentials: [forgetApiToken] });`],
    [
      'another feature of the name',
      `import { forget as forgetPasskeys } from './features/other/service.ts';\n[forgetPasskeys]`,
    ],
  ])('sees %s', (_, text) => {
    const files = [
      { path, text: 'export { deletePasskeysOf as forget };' },
      { path: list, text },
    ];
    expect(listViolations(files)).toHaveLength(1);
  });

  test('allows what is in the list', () => {
    const text = `${imported}new Sessions({ otherCredentials: [forgetApiToken, forgetPasskeys] });`;
    const files = [
      { path, text: 'export { deletePasskeysOf as forget };' },
      { path: list, text },
    ];
    expect(listViolations(files)).toEqual([]);
  });

  test.each([
    ['src/features/passkeys/queries.ts', 'export async function forget() {}'],
    [path, 'export { forgetUnlinked };'],
    [path, 'class A {\n  forget(): void {}\n}'],
  ])('allows %s with %j', (file, text) => {
    expect(listViolations([{ path: file, text }])).toEqual([]);
  });
});
