// Every text that a person reads on a page comes from the catalogue, so that it exists in every language.
import { expect, test } from 'bun:test';
import { literalTexts } from '../support/literal-texts.ts';

const pages = `${import.meta.dir}/../../src/web/pages`;

/** Names that are the same in every language. */
const sameEverywhere = new Set(['Authorization: Bearer', 'Bearer', 'DEFAULT_LANGUAGE']);

const samples: readonly (readonly [source: string, texts: readonly string[]])[] = [
  ['<p>Hello</p>', ['Hello']],
  ["<p>{'hello'}</p>", ['hello']],
  ["<p>{isOn ? 'on' : t('off')}</p>", ['on']],
  ["<p>{isOn && 'on'}</p>", ['on']],
  ["<p>{kind === 'on' && t('x')}</p>", []],
  ['<p>{`${count} users`}</p>', ['users']],
  ['<Field label="Name" />', ['Name']],
  ["<Field label={isOn ? 'on' : name} />", ['on']],
  ['<Field name="email" class="button wide" />', []],
  ["notify('You are signed out.')", ['You are signed out.']],
  ["const title = 'Page not found'", ['Page not found']],
  ["t('page.title'); import('./a.ts'); 'button wide'", []],
  ["throw new Error('Not for people, but a sentence.')", ['Not for people, but a sentence.']],
];

test.each(samples)('the literal texts of %s', (source, texts) => {
  expect(literalTexts('sample.tsx', source).map(({ text }) => text)).toEqual([...texts]);
});

test('no page contains a literal text', async () => {
  const found: string[] = [];
  for await (const path of new Bun.Glob('**/*.{ts,tsx}').scan(pages)) {
    // The API reference is English only, like the document that it shows.
    if (path.startsWith('words/') || path.startsWith('reference/')) continue;
    const source = await Bun.file(`${pages}/${path}`).text();
    for (const { line, text } of literalTexts(path, source)) {
      if (!sameEverywhere.has(text)) found.push(`${path}:${line} ${text}`);
    }
  }
  expect(found).toEqual([]);
});
