// The OpenAPI document: valid, complete, and the same as the committed snapshot unless somebody means it.
import { afterAll, describe, expect, test } from 'bun:test';
import { type ErrorCode, errorTable } from '../src/core/errors.ts';
import { documentation } from './support/documentation.ts';
import { namesakes } from './support/openapi-name-problems.ts';
import { openApiProblems } from './support/openapi-problems.ts';
import { createTestApp } from './support/test-app.ts';

const server = await createTestApp();
afterAll(() => server[Symbol.asyncDispose]());
const document = await documentation(server.services);
const codes = Object.keys(errorTable) as readonly ErrorCode[];

test('the document is valid OpenAPI 3.0.3', () => {
  expect(openApiProblems(document)).toEqual([]);
});

test('the document is the committed one', async () => {
  const snapshot: unknown = await Bun.file(`${import.meta.dir}/snapshots/openapi.json`).json();
  const cure =
    'The documented API has changed. If you mean it: bun run snapshot, and read the difference.';
  expect(JSON.stringify(document, null, 2), cure).toBe(JSON.stringify(snapshot, null, 2));
});

test('the document knows both kinds of bearer and stays on its own origin', () => {
  const { accessToken, apiToken } = document.components.securitySchemes;
  expect([accessToken.scheme, apiToken.scheme]).toEqual(['bearer', 'bearer']);
  expect(document.servers.map((each) => each.url)).toEqual(['/']);
});

test.each(codes)('%s is in the list, in the table, and has an example', (code) => {
  const { status, message } = errorTable[code];
  const { schemas, examples } = document.components;
  expect(schemas.Error.properties.code.enum).toContain(code);
  expect(document.info.description).toMatch(new RegExp(`\\| \`${code}\` \\| ${status} [^|]+ \\| `));
  expect(document.info.description).toContain(message);
  expect(examples[code]?.value).toMatchObject({ statusCode: status, code });
});

test('every error code belongs to an operation, but for those that belong to none', () => {
  const everywhere: readonly ErrorCode[] = ['method_not_allowed'];
  const text = JSON.stringify(document.paths);
  const unused = codes.filter((code) => !text.includes(`"#/components/examples/${code}"`));
  expect(unused).toEqual([...everywhere]);
});

describe('a generated client has one type for one thing', () => {
  test('every object that is asked or answered has a name', () => {
    expect(JSON.stringify(document.paths)).not.toContain('"type":"object"');
  });

  test.each([
    ['a person', 'get', '/api/auth/me', 'Me'],
    ['tokens', 'post', '/api/auth/refresh', 'Tokens'],
    ['a person that somebody changed', 'patch', '/api/admin/users/{id}', 'User'],
  ])('%s', (_, method, path, name) => {
    const answer = document.paths[path]?.[method]?.responses['200'];
    expect(answer?.['content']).toEqual({
      'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
    });
  });

  test.each([
    ['/api/admin/users', 'UsersPage'],
    ['/api/admin/audit', 'AuditPage'],
  ])('a page of %s, which is a file to whoever asks for one', (path, name) => {
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
    expect(namesakes(document.components.schemas)).toEqual([['LogoutRequest', 'RefreshRequest']]);
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
  const responses = { 200: { description: 'Done' } };
  const good = {
    openapi: '3.0.3',
    tags: [{ name: 'A' }],
    paths: {},
    components: { securitySchemes: { accessToken: {} } },
  };
  const operation = { operationId: 'showA', tags: ['A'], summary: 'Get A', responses };
  const withOperation = (change: object) => ({
    ...good,
    paths: { '/a': { get: { ...operation, ...change } } },
  });
  const withSchema = (schema: object) =>
    withOperation({
      responses: { 200: { description: 'Done', content: { 'application/json': { schema } } } },
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
    ['another version', { ...good, openapi: '3.1.0' }, 'openapi: not 3.0.3'],
    ['a dead reference', withSchema({ $ref: '#/components/schemas/B' }), 'nothing stands at'],
    ['an operation without a tag', withOperation({ tags: [] }), 'wants one tag'],
    ['a tag nobody explains', withOperation({ tags: ['B'] }), 'wants one tag'],
    ['an ugly name', withOperation({ operationId: 'get-a' }), 'not one word'],
    ['a name nobody chose', withOperation({ operationId: 'getA' }), 'only repeats the address'],
    ['no summary', withOperation({ summary: undefined }), 'has no summary'],
    ['a foreign bearer', withOperation({ security: [{ other: [] }] }), 'other is not declared'],
    ['no success', withOperation({ responses: { 400: { description: 'No' } } }), 'has no success'],
    ['a bare response', withOperation({ responses: { 200: {} } }), '200 has no description'],
    ['a null type', withSchema({ anyOf: [{ type: 'null' }] }), 'there is no type "null"'],
    ['a constant', withSchema({ const: 1 }), 'const is no word'],
    ['a list of examples', withSchema({ examples: [1] }), 'examples is no word'],
    ['a vague null', withSchema({ nullable: true }), 'nullable without a type'],
    ['an untyped array', withSchema({ type: 'array' }), 'an array of nothing'],
    ['a phantom field', withSchema({ required: ['b'] }), 'b is required but not described'],
    ['a wrong example', withSchema({ type: 'integer', example: 'x' }), 'example "x" does not fit'],
    ['a reference with company', withSchema({ $ref: '#/a', nullable: true }), 'has company'],
    ['a title left over', withSchema({ type: 'string', title: 'A' }), 'a title stays in its place'],
    ['a name without use', withNamed({ A: named }), 'nothing refers to A'],
    ['a twin without a name', withSchema({ anyOf: [named, named] }), 'one shape stands in two'],
    ['a wrong choice', withSchema({ enum: ['a'], example: 'b' }), 'example "b" does not fit'],
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
