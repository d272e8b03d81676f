// T47, T59: a stranger learns that this is the server, and nothing of what it is made of or where it lives.
import { afterAll, describe, expect, test } from 'bun:test';
import manifest from '../../package.json' with { type: 'json' };
import { sendRaw } from '../fuzz/raw-http.ts';
import { documentation } from '../support/documentation.ts';
import { createTestApp } from '../support/test-app.ts';

const app = await createTestApp({ RATE_LIMIT: 'off' });
const port = Number(new URL(app.listen()).port);
afterAll(() => app[Symbol.asyncDispose]());

const document = await documentation();
const { dataDir } = app.services.config.storage;

/** The parts, their versions and the place: what helps to choose an attack. */
const telling = [
  'bun',
  'kysely',
  'elysia',
  'sqlite',
  'node_modules',
  'x-powered-by',
  'server:',
  Bun.version,
  manifest.dependencies.elysia,
  manifest.dependencies.kysely,
  dataDir,
  import.meta.dir,
  'anchor.db',
  'secret.key',
  'at async',
  '.ts:',
];

const paths = ['/', '/login', '/nope', '/%', '/api/nope', '/health/live', '/health/ready'].concat(
  Object.keys(document.paths).map((path) => path.replaceAll(/\{\w+\}/g, 'x')),
);

const bad: readonly (readonly [string, string])[] = [
  ['a request without a body', ''],
  ['broken JSON', 'Content-Type: application/json\r\nContent-Length: 1\r\n\r\n{'],
  ['a form', 'Content-Type: multipart/form-data\r\nContent-Length: 1\r\n\r\nx'],
  ['a body that is packed', 'Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx'],
];

describe.each(['GET', 'POST', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'FOO'])('%s', (method) => {
  test.each([...bad])('with %s tells nothing of what the server is made of', async (_, rest) => {
    const ending = rest === '' ? '\r\n' : rest;
    const answers = await Promise.all(
      paths.map((path) =>
        sendRaw(
          port,
          `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${ending}`,
        ),
      ),
    );
    const all = answers.map(({ text }) => text.toLowerCase()).join('\n');
    expect(telling.filter((word) => all.includes(word.toLowerCase()))).toEqual([]);
  });
});

test('the version is shown only where apps ask for it, at /api/health', async () => {
  const shown = await Promise.all(
    [...paths, '/docs'].map(async (path) => {
      const { text } = await app.get(path);
      return text.includes(manifest.version) ? [path] : [];
    }),
  );
  expect(shown.flat()).toEqual(['/api/health']);
  expect((await app.get('/health/live')).body).toEqual({ status: 'ok' });
  expect((await app.get('/health/ready')).body).toEqual({ status: 'ok', database: 'ok' });
});

describe('the document of the API', () => {
  test('has no example that could be left in place as a secret', () => {
    const text = JSON.stringify(document);
    expect(text).not.toMatch(/eyJ[\w-]{8,}\.[\w-]+|ak_[\w-]{43}|[0-9a-f]{64,}|sk_live|changeme/i);
    expect(text).not.toContain(dataDir);
  });

  test('names no other place on the internet', () => {
    const { servers = [] } = document as { servers?: readonly { readonly url: string }[] };
    for (const { url } of servers) expect(url).toStartWith('/');
  });
});
