// The OpenAPI document: valid, complete, and the same as the committed snapshot.
import { afterAll, describe, expect, test } from 'bun:test';
import { createApp } from '../src/app.ts';
import { type ErrorCode, errorTable } from '../src/core/errors.ts';
import { openApiDocument } from '../src/http/openapi.ts';
import { version } from '../src/version.ts';
import { documentation } from './support/documentation.ts';
import { namesakes } from './support/openapi-name-problems.ts';
import { openApiProblems } from './support/openapi-problems.ts';
import { createTestApp } from './support/test-app.ts';

const server = await createTestApp();
afterAll(() => server[Symbol.asyncDispose]());
const document = await documentation();
const codes = Object.keys(errorTable) as readonly ErrorCode[];

test('the document is valid OpenAPI 3.1', () => {
  expect(openApiProblems(document)).toEqual([]);
});

test('the document is what the routes say today', async () => {
  const generated = await openApiDocument(createApp(server.services), version);
  const cure =
    'The documented API has changed. If you mean it: bun run snapshot, and read the difference.';
  expect(JSON.stringify(generated, null, 2), cure).toBe(JSON.stringify(document, null, 2));
});

test('an app that listens is not described: that would take its server away', async () => {
  await using other = await createTestApp();
  const app = createApp(other.services).listen({ hostname: '127.0.0.1', port: 0 });
  try {
    const refusal: unknown = await openApiDocument(app, version).catch((error: unknown) => error);
    expect(refusal).toHaveProperty('message', 'Describe an app that does not listen');
    expect(app.server).not.toBeNull();
  } finally {
    await app.stop(true);
  }
});

test('the document knows both kinds of bearer and stays on its own origin', () => {
  const { accessToken, apiToken } = document.components.securitySchemes;
  expect([accessToken.scheme, apiToken.scheme]).toEqual(['bearer', 'bearer']);
  expect(document.servers.map((each) => each.url)).toEqual(['/']);
});

test('a client may sign out with its access token, or without', () => {
  const { security } = document.paths['/api/auth/logout']?.['post'] ?? {};
  expect(security).toEqual([{ accessToken: [] }, {}]);
});

test.each(codes)('%s is in the list and in the table', (code) => {
  const { status, message } = errorTable[code];
  const { schemas } = document.components;
  expect(schemas.Error.properties.code.enum).toContain(code);
  expect(document.info.description).toMatch(new RegExp(`\\| \`${code}\` \\| ${status} [^|]+ \\| `));
  expect(document.info.description).toContain(message);
});

test('every error code has an example at an operation, but for those that belong to none', () => {
  const everywhere = new Set<ErrorCode>(['method_not_allowed']);
  const { examples } = document.components;
  const text = JSON.stringify([document.paths, document.components.responses]);
  const shown = codes.filter((code) => text.includes(`"#/components/examples/${code}"`));
  expect(shown.toSorted()).toEqual(codes.filter((code) => !everywhere.has(code)).toSorted());
  for (const code of shown) {
    expect(examples[code]?.value).toMatchObject({ statusCode: errorTable[code].status, code });
  }
});

describe('a generated client has one type for one thing', () => {
  test('every object that is asked or answered has a name', () => {
    expect(JSON.stringify(document.paths)).not.toContain('"type":"object"');
  });

  test.each([
    ['a person', 'get', '/api/auth/me', 'Me'],
    ['tokens', 'post', '/api/auth/refresh', 'Tokens'],
    ['a changed user', 'patch', '/api/admin/users/{id}', 'User'],
  ])('%s', (_, method, path, name) => {
    const answer = document.paths[path]?.[method]?.responses['200'];
    expect(answer?.['content']).toEqual({
      'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
    });
  });

  test.each([
    ['/api/admin/users', 'UsersPage'],
    ['/api/admin/audit', 'AuditPage'],
  ])('a page of %s, which is also available as a file', (path, name) => {
    const answer = document.paths[path]?.['get']?.responses['200'];
    expect(answer?.['content']).toEqual({
      'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
      'text/csv': { schema: { type: 'string' } },
    });
  });

  test('the person inside a sign-in is the person everywhere else', () => {
    const { SignedIn, Exchanged, UsersPage } = document.components.schemas;
    const user = { $ref: '#/components/schemas/User' };
    expect(SignedIn).toMatchObject({ properties: { user } });
    expect(Exchanged).toMatchObject({ properties: { user } });
    const items = { $ref: '#/components/schemas/ListedUser' };
    expect(UsersPage).toMatchObject({ properties: { users: { type: 'array', items } } });
  });

  test('two names of one shape are a mistake, unless they may grow apart', () => {
    expect(namesakes(document.components.schemas)).toEqual([
      ['AskForLinkRequest', 'PendingStatusRequest'],
      ['LogoutRequest', 'RefreshRequest'],
    ]);
  });

  test('what is sent is called a request, and what is answered is not', () => {
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    const sent = JSON.stringify(operations.map(({ requestBody = null }) => requestBody));
    const answered = JSON.stringify(operations.map(({ responses }) => responses));
    expect(referredTo(sent).filter((name) => !name.endsWith('Request'))).toEqual([]);
    expect(referredTo(answered).filter((name) => name.endsWith('Request'))).toEqual([]);
  });
});

describe('the check of the document finds', () => {
  const responses = { 200: { description: 'Done' }, 400: { description: 'No' } };
  const good = {
    openapi: '3.1.0',
    tags: [{ name: 'A' }],
    paths: {},
    components: { securitySchemes: { accessToken: {} } },
  };
  const operation = {
    operationId: 'showA',
    tags: ['A'],
    summary: 'Get A',
    security: [],
    responses,
  };
  const withOperation = (change: object) => ({
    ...good,
    paths: { '/a': { get: { ...operation, ...change } } },
  });
  const withSchema = (schema: object) =>
    withOperation({
      responses: {
        ...responses,
        200: { description: 'Done', content: { 'application/json': { schema } } },
      },
    });

  const named = { type: 'object', properties: { a: { type: 'string' } } };
  const withNamed = (schemas: object) => ({
    ...good,
    components: { ...good.components, schemas },
  });

  test('nothing in a good one', () => {
    expect(openApiProblems(withOperation({}))).toEqual([]);
  });

  test.each([
    ['another version', { ...good, openapi: '3.0.3' }, 'openapi: not 3.1.0'],
    ['a dead reference', withSchema({ $ref: '#/components/schemas/B' }), 'nothing stands at'],
    ['an operation without a tag', withOperation({ tags: [] }), 'wants one tag'],
    ['a tag without a description', withOperation({ tags: ['B'] }), 'wants one tag'],
    ['an ugly name', withOperation({ operationId: 'get-a' }), 'not one word'],
    ['a generated name', withOperation({ operationId: 'getA' }), 'only repeats the address'],
    ['no summary', withOperation({ summary: undefined }), 'has no summary'],
    ['a foreign bearer', withOperation({ security: [{ other: [] }] }), 'other is not declared'],
    ['no word on callers', withOperation({ security: undefined }), 'does not say who may call'],
    ['no refusal', withOperation({ responses: { 200: { description: 'Done' } } }), 'no refusal'],
    ['no success', withOperation({ responses: { 400: { description: 'No' } } }), 'has no success'],
    ['a bare response', withOperation({ responses: { 200: {} } }), '200 has no description'],
    ['a made-up type', withSchema({ type: ['text', 'null'] }), 'there is no type "text"'],
    ['a word of 3.0', withSchema({ type: 'string', nullable: true }), 'nullable is no word'],
    ['a lone example', withSchema({ example: 1 }), 'example is no word'],
    ['an example that is no list', withSchema({ examples: 1 }), 'the examples are no list'],
    ['an untyped array', withSchema({ type: 'array' }), 'an array of nothing'],
    ['a phantom field', withSchema({ required: ['b'] }), 'b is required but not described'],
    [
      'a wrong example',
      withSchema({ type: 'integer', examples: ['x'] }),
      'example "x" does not fit',
    ],
    ['a reference with company', withSchema({ $ref: '#/a', title: 'A' }), 'has company'],
    ['a title left over', withSchema({ type: 'string', title: 'A' }), 'a title stays in its place'],
    ['a name without use', withNamed({ A: named }), 'nothing refers to A'],
    ['a twin without a name', withSchema({ anyOf: [named, named] }), 'one shape is in two'],
    ['a wrong choice', withSchema({ enum: ['a'], examples: ['b'] }), 'example "b" does not fit'],
    ['a wrong constant', withSchema({ const: 'a', examples: ['b'] }), 'example "b" does not fit'],
    ['a wrong form', withSchema({ pattern: '^a$', examples: ['b'] }), 'example "b" does not fit'],
  ])('%s', (_, broken, problem) => {
    expect(openApiProblems(broken).join('\n')).toContain(problem);
  });

  test('two operations of one name, and parameters that the path does not declare', () => {
    const twice = { ...good, paths: { '/a': { get: operation }, '/{b}': { get: operation } } };
    expect(openApiProblems(twice)).toEqual([
      'operationId showA: used twice',
      'GET /{b}: {b} is not declared',
    ]);
  });
});

function referredTo(text: string): readonly string[] {
  return [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name = '']) => name);
}
