// How the typed client is made: what a schema and an operation become.
import { describe, expect, test } from 'bun:test';
import { type ApiDocument, clientFile } from '../../scripts/client/client-file.ts';
import { typeOf, typesOf } from '../../scripts/client/types.ts';
import type { JsonObject } from '../../src/http/openapi-schema.ts';

test.each<readonly [JsonObject, string]>([
  [{ type: 'string' }, 'string'],
  [{ type: 'string', format: 'date-time' }, 'string'],
  [{ type: 'string', format: 'binary' }, 'Upload'],
  [{ type: 'integer' }, 'number'],
  [{ type: 'number' }, 'number'],
  [{ type: 'boolean' }, 'boolean'],
  [{ type: ['string', 'null'] }, 'string | null'],
  [{ type: ['string', 'null'], enum: ['a', null] }, `'a' | null`],
  [{ type: 'string', const: "it's" }, `'it\\'s'`],
  [{ type: 'integer', enum: [1, 2] }, '1 | 2'],
  [{ $ref: '#/components/schemas/User' }, 'User'],
  [{ $ref: '#/components/schemas/Error' }, 'ErrorBody'],
  [{ anyOf: [{ $ref: '#/components/schemas/User' }, { type: 'null' }] }, 'User | null'],
  [{ anyOf: [{ type: 'integer' }, { type: 'number' }] }, 'number'],
  [
    { allOf: [{ $ref: '#/components/schemas/User' }, { $ref: '#/components/schemas/Role' }] },
    'User & Role',
  ],
  [{ type: 'array', items: { type: 'string' } }, 'string[]'],
  [{ type: 'array', items: { type: ['string', 'null'] } }, '(string | null)[]'],
  [{ type: 'object', additionalProperties: { type: 'integer' } }, 'Record<string, number>'],
  [{ type: 'object', properties: { a: { type: 'string' } } }, '{\na?: string;\n}'],
  [
    { type: 'object', required: ['x-a'], properties: { 'x-a': { type: 'null' } } },
    `{\n'x-a': null;\n}`,
  ],
])('%j is a type', (schema, type) => {
  expect(typeOf(schema)).toBe(type);
});

test.each<readonly [JsonObject, string]>([
  [{ type: 'text' }, 'There is no type for'],
  [{}, 'is no text'],
  [{ type: 'array' }, 'An array of nothing'],
  [{ type: 'object' }, 'An object of nothing'],
])('%j is refused', (schema, why) => {
  expect(() => typeOf(schema)).toThrow(why);
});

describe('named schemas', () => {
  const text: JsonObject = { type: 'string' };
  const fields = { a: text, b: text, c: text, d: text };
  const Base: JsonObject = { type: 'object', properties: fields };
  const Larger: JsonObject = { type: 'object', properties: { ...fields, e: text } };
  const LargestRequest: JsonObject = {
    type: 'object',
    properties: { ...fields, e: text, ids: { type: 'array', items: text } },
  };

  test('share their fields', () => {
    const types = typesOf({ Base, Larger });
    expect(types).toContain('export interface Larger extends Base {\ne?: string;\n}');
  });

  test('that are sent share none, and take readonly lists', () => {
    const types = typesOf({ Base, Larger, LargestRequest });
    expect(types).toContain('export interface LargestRequest {\na?: string;');
    expect(types).toContain('ids?: readonly string[];');
  });

  test('are explained by their description, which cannot end its comment', () => {
    const types = typesOf({ Base: { ...Base, description: 'a */ b' } });
    expect(types).toStartWith('/** a * / b */\nexport interface Base {');
  });
});

const answer = (schema: JsonObject): JsonObject => ({
  200: { content: { 'application/json': { schema } } },
});
const tokens = (...names: readonly string[]): JsonObject => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
});

const handmade = (operationId: string): JsonObject => ({
  operationId,
  tags: ['A'],
  summary: 'By hand',
  responses: {},
});

const parameter = (name: string, where: 'path' | 'query', required: boolean): JsonObject => ({
  name,
  in: where,
  required,
  schema: { type: 'string' },
});

/** A document with the operations that the runtime has itself, and one more. */
function documentWith(path: string, method: string, operation: JsonObject): ApiDocument {
  const described = { operationId: 'doIt', tags: ['A'], summary: 'Do it', ...operation };
  return {
    info: { version: '1.2.3' },
    tags: [{ name: 'A' }],
    paths: {
      '/out': { post: handmade('logout') },
      '/again': { post: handmade('refresh') },
      [path]: { [method]: described },
    },
    components: { schemas: {} },
  };
}

describe('an operation', () => {
  const session = [{ accessToken: [] }];
  test.each<readonly [string, JsonObject, string]>([
    [
      'of a signed-in user sends a token',
      { security: session, responses: answer({ type: 'string' }) },
      `doIt(options?: CallOptions): Promise<string> {\n    return this.call('PUT /it', options);`,
    ],
    [
      'for everybody sends none',
      { security: [], responses: answer({ type: 'string' }) },
      `return this.open('PUT /it', options);`,
    ],
    [
      'that needs a part of its query asks for it',
      {
        security: [],
        parameters: [parameter('a', 'query', true), parameter('b', 'query', false)],
        responses: answer({ type: 'string' }),
      },
      'doIt(query: DoItQuery, options?: CallOptions)',
    ],
    [
      'that starts a session keeps its tokens',
      { security: [], responses: answer(tokens('access_token', 'refresh_token')) },
      '{ keeps: true }',
    ],
    [
      'of a session keeps its new access token',
      { security: session, responses: answer(tokens('access_token')) },
      '{ keeps: true }',
    ],
    [
      'that gives an access token without a session keeps nothing',
      { security: [], responses: answer(tokens('access_token')) },
      `this.open('PUT /it', options);`,
    ],
    [
      'that only redirects makes an address',
      { security: [], responses: { 302: {} } },
      `doIt(): string {\n    return this.address('/it');`,
    ],
  ])('%s', async (_, operation, text) => {
    expect(await clientFile(documentWith('/it', 'put', operation))).toContain(text);
  });

  test('has what stands in its path before its body', async () => {
    const body = { required: true, content: { 'application/json': { schema: tokens('a') } } };
    const operation: JsonObject = {
      security: session,
      parameters: [parameter('b', 'path', true), parameter('a', 'path', true)],
      requestBody: body,
      responses: answer({ type: 'string' }),
    };
    const text = await clientFile(documentWith('/{a}/it/{b}', 'post', operation));
    expect(text).toContain('async doIt(\n    a: string,\n    b: string,\n    body: {');
    expect(text).toContain('`POST /${segment(a)}/it/${segment(b)}`, options, { body }');
  });
});

describe('a document is refused', () => {
  const good = documentWith('/it', 'get', { security: [], responses: answer({ type: 'string' }) });

  test.each<readonly [string, ApiDocument, string]>([
    [
      'whose type has a name of the runtime',
      { ...good, components: { schemas: { Connection: { type: 'string' } } } },
      'The runtime of the client has a Connection too',
    ],
    [
      'whose type has a name of the language',
      { ...good, components: { schemas: { Promise: { type: 'string' } } } },
      'The runtime of the client has a Promise too',
    ],
    [
      'without the operations of the runtime',
      { ...good, paths: { '/it': good.paths['/it'] ?? {} } },
      'There is no logout any more',
    ],
    [
      'whose path has a part without a type',
      documentWith('/{a}', 'get', { security: [], responses: answer({ type: 'string' }) }),
      '/{a} does not describe a',
    ],
  ])('%s', async (_, document, why) => {
    const error: unknown = await clientFile(document).catch((each: unknown) => each);
    expect(error).toHaveProperty('message', why);
  });
});
