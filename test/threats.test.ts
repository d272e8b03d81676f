// Every known threat has tests that show how it is refused; what no test shows is printed.
import { describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { testNames } from './support/test-names.ts';
import { apps } from './support/threats/apps.ts';
import { critical } from './support/threats/critical.ts';
import { further } from './support/threats/further.ts';
import { high } from './support/threats/high.ts';
import { invitations } from './support/threats/invitations.ts';
import { lesser } from './support/threats/lesser.ts';
import { links } from './support/threats/links.ts';
import { mails } from './support/threats/mails.ts';
import { tried } from './support/threats/tried.ts';
import { webhooks } from './support/threats/webhooks.ts';

const threats = Object.entries({
  ...critical,
  ...high,
  ...lesser,
  ...tried,
  ...apps,
  ...links,
  ...invitations,
  ...mails,
  ...webhooks,
  ...further,
});
const count = 85;
/** Against what the server does not have yet. */
const later: ReadonlySet<string> = new Set(['T81']);
/** Shorter text could be found in a name by accident. */
const minTextLength = 10;

async function namesIn(file: string): Promise<readonly string[]> {
  return testNames(await Bun.file(join(import.meta.dir, `${file}.test.ts`)).text());
}

test(`the threats are T01 to T${count}, in order, each with a sentence of its own`, () => {
  const all = Array.from({ length: count }, (_, index) => `T${String(index + 1).padStart(2, '0')}`);
  const ids = [...all.filter((id) => !later.has(id)), ...Object.keys(further)];
  expect(threats.map(([id]) => id)).toEqual(ids);
  const sentences = threats.map(([, { refusal }]) => refusal);
  expect(new Set(sentences).size).toBe(ids.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].{20,110}\.$/);
});

describe.each(threats)('%s', (_, { refusal, shown, open }) => {
  test(`is refused by a test that can be named: ${refusal}`, async () => {
    expect(shown.length > 0 || open !== undefined).toBe(true);
    for (const [file, text] of shown) {
      expect(text.length).toBeGreaterThanOrEqual(minTextLength);
      const names = await namesIn(file);
      expect({ file, text, isThere: names.some((name) => name.includes(text)) }).toEqual({
        file,
        text,
        isThere: true,
      });
    }
  });
});

test('what no test shows is listed, with its reason', () => {
  const open = threats.flatMap(([id, threat]) => (threat.open ? [`${id}: ${threat.open}`] : []));
  for (const line of open) console.log(`not shown by a test: ${line}`);
  expect(threats.filter(([, { shown }]) => shown.length === 0).map(([id]) => id)).toEqual([]);
});

describe('the name of a test', () => {
  test('is what stands where a test, a group or a row is named', () => {
    const source = [
      `// test('in a comment', () => {});`,
      `/* describe('in a longer comment') */`,
      `test('plain', () => {});`,
      `test.each([['a', (b) => b]] as const)('of a table', () => {});`,
      `test.skipIf(process.platform === 'win32')(\n  'on the next line', () => {});`,
      'describe(`put ${together} of parts`, () => {});',
      `scenarios('a table', [{ name: 'a row', request: 'GET /' }]);`,
      `const text = "test('in a text', () => {})";`,
      `const pattern = /test\\('in a pattern'/;`,
      `tester('of somebody else');`,
      `it.test('of a thing');`,
    ].join('\n');
    expect(testNames(source)).toEqual([
      'plain',
      'of a table',
      'on the next line',
      'put ${together} of parts',
      'a table',
      'a row',
    ]);
  });

  test('is not what is called so in a file without rows', () => {
    expect(testNames(`test('one', () => register({ name: 'Grace' }));`)).toEqual(['one']);
  });
});
