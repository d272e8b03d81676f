// The pages stay light enough for a slow line: what a browser loads, compressed.
import { beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { languages } from '../../src/core/languages.ts';
import { type PageWeights, sumOf, type Weight, weighPages } from '../support/page-weights.ts';
import { visit } from '../support/browser.ts';
import { addPerson, addSignedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { arriveAt, visitAs } from './people-at-pages.ts';

setDefaultTimeout(300_000);

let weights: PageWeights;

beforeAll(async () => {
  weights = await weighPages();
});

test('the sign-in page has at most 60 kB', () => {
  expect(sumOf(weights.signIn)).toBeWithin(20_000, 60_001);
});

test('the panel with all its sub-pages has at most 110 kB', () => {
  expect(sumOf(weights.panel)).toBeWithin(30_000, 110_001);
});

test('what draws a code to scan has at most 5 kB', () => {
  expect(sumOf(weights.qrCode)).toBeWithin(1000, 5001);
});

test.each([...languages])('each file of the language %s has at most 12 kB', (language) => {
  for (const weight of Object.values(weights.languages.get(language) ?? {})) {
    expect(sumOf(weight)).toBeWithin(300, 12_001);
  }
  expect(weights.languages.has(language)).toBe(true);
});

/** Whether a file is weighed for a page, or is a text of the language that the browser loads. */
function isWeighed(path: string, page: 'signIn' | 'panel'): boolean {
  const texts = weights.languages.get('en');
  return (
    weights[page].has(path) || Object.values(texts ?? {}).some((part: Weight) => part.has(path))
  );
}

/** The paths of the document and of all files that came. */
const loaded = `[...performance.getEntriesByType('resource')]
  .map(({ name }) => new URL(name).pathname.slice(1))
  .filter((path) => path.startsWith('assets/'))`;

test('a browser loads nothing that is not weighed', async () => {
  await using app = await createTestApp();
  const origin = app.listen();
  await addPerson(app);
  await visit({ origin, path: '/login' }, async (page) => {
    await arriveAt(page, 'Sign in');
    const paths = await page.evaluate<readonly string[]>(loaded);
    expect(paths.length).toBeGreaterThan(3);
    expect(paths.filter((path) => !isWeighed(path, 'signIn'))).toEqual([]);
  });
  const person = await addSignedIn(app, { isAdmin: true });
  await visitAs({ origin, path: '/admin', person }, async (page) => {
    await page.getByRole('heading', { level: 1 }).waitFor();
    const paths = await page.evaluate<readonly string[]>(loaded);
    expect(paths.filter((path) => !isWeighed(path, 'panel'))).toEqual([]);
  });
});
