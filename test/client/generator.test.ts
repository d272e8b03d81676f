// How the typed client is made: what an operation becomes.
import { describe, expect, test } from 'bun:test';
import { type ApiDocument, clientFile } from '../../scripts/client/client-file.ts';
import type { FetchInit } from '../../scripts/client/runtime/platform.ts';
import { send } from '../../scripts/client/runtime/requests.ts';
import type { JsonObject } from '../../src/http/openapi-schema.ts';

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
      'without a session sends none',
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
      'that answers nothing promises nothing',
      { security: [], responses: { 204: {} } },
      `doIt(options?: CallOptions): Promise<void> {\n    return this.open('PUT /it', options, { as: 'text' });`,
    ],
    [
      'that answers plain text promises a text',
      {
        security: [],
        responses: { 200: { content: { 'text/plain': { schema: { type: 'string' } } } } },
      },
      `doIt(options?: CallOptions): Promise<string> {\n    return this.open('PUT /it', options, { as: 'text' });`,
    ],
    [
      'that takes a form of texts sends one',
      {
        security: [],
        requestBody: {
          required: true,
          content: { 'application/x-www-form-urlencoded': { schema: tokens('a') } },
        },
        responses: answer({ type: 'string' }),
      },
      `this.open('PUT /it', options, { fields: body });`,
    ],
    [
      'that only redirects makes an address, whatever a page sends there',
      {
        security: [],
        requestBody: { content: { 'application/x-www-form-urlencoded': { schema: tokens('a') } } },
        responses: { 303: {} },
      },
      `doIt(): string {\n    return this.address('/it');`,
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

test('a form of texts is sent as such', async () => {
  const seen: unknown[] = [];
  const fetch = (_: string, init: FetchInit) => {
    seen.push(init);
    return Promise.resolve(Response.json({}));
  };
  const fields = { a: 'b c&d=ä', left: null, out: undefined };
  await send({ server: 'https://auth.example.com', fetch }, ['POST', '/it'], { fields });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  expect(seen).toEqual([{ method: 'POST', headers, body: 'a=b%20c%26d%3D%C3%A4' }]);
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
      'with a body of a type that the client cannot send',
      documentWith('/it', 'post', {
        security: [],
        requestBody: { content: { 'text/xml': { schema: { type: 'string' } } } },
        responses: answer({ type: 'string' }),
      }),
      'The client cannot send text/xml',
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
