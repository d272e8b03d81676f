// The file of the typed client: made from the API document of today, complete, and small.
import { expect, test } from 'bun:test';
import { type ApiDocument, clientFile } from '../../scripts/client/client-file.ts';
import { textOf } from '../../scripts/client/types.ts';
import documentFile from '../../src/web/docs/openapi.json' with { type: 'file' };
import { createTestApp } from '../support/test-app.ts';
import { clientText } from '../support/typed-client.ts';

const document: ApiDocument = await Bun.file(documentFile).json();
const text = await clientText();
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

test('the file is what the API document says today', async () => {
  const cure = 'The documented API has changed. If you mean it: bun run snapshot';
  expect(await clientFile(document), cure).toBe(text);
});

test('every operation is a method with its id', () => {
  const missing = operations
    .map((operation) => textOf(operation['operationId']))
    .filter((name) => !new RegExp(`^  (?:async )?${name}\\(`, 'm').test(text));
  expect(missing).toEqual([]);
  expect(operations.length).toBeGreaterThan(70);
});

test('every named schema is a type', () => {
  const names = Object.keys(document.components.schemas).filter((name) => name !== 'Error');
  const missing = [...names, 'ErrorBody'].filter(
    (name) => !new RegExp(`^export (?:interface|type) ${name}\\b`, 'm').test(text),
  );
  expect(missing).toEqual([]);
});

test('every summary is a comment', () => {
  const missing = operations
    .filter(({ operationId }) => !['logout', 'refresh'].includes(textOf(operationId)))
    .map((operation) => textOf(operation['summary']))
    .filter((summary) => !text.includes(`/** ${summary}`));
  expect(missing).toEqual([]);
});

test('it imports nothing, and asks nothing of the platform before the first call', () => {
  expect(text).not.toMatch(/^\s*import\b|\brequire\(|\bimport\(/m);
  expect(text).not.toMatch(
    /\b(?:window|document|navigator\.(?!locks)|process|Buffer|URLSearchParams)\b\.?\w*\(/,
  );
  const topLevel = text.split('\n').filter((line) => /^[a-z(]/.test(line));
  const declarations = /^(?:export )?(?:async )?(?:interface|type|class|function|const) /;
  expect(topLevel.filter((line) => !declarations.test(line))).toEqual([]);
});

test('it is small on its way, and smaller where the types are gone', () => {
  const script = new Bun.Transpiler({ loader: 'ts', minifyWhitespace: true }).transformSync(text);
  const sizes = {
    sent: Bun.gzipSync(text, { level: 9 }).length,
    runs: Bun.gzipSync(script, { level: 9 }).length,
  };
  expect(sizes.sent).toBeLessThan(20 * 1024);
  expect(sizes.runs).toBeLessThan(5 * 1024);
});

test('browsers show it, and nothing takes it for something else', async () => {
  await using app = await createTestApp();
  const { status, headers, text: sent } = await app.get('/docs/client.ts');
  expect({ status, isWhole: sent === text }).toEqual({ status: 200, isWhole: true });
  expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-disposition')).toBeNull();
  const tag = headers.get('etag') ?? '';
  const again = { path: '/docs/client.ts', headers: { 'if-none-match': tag } };
  expect(await app.send(again)).toMatchObject({ status: 304, text: '' });
});
