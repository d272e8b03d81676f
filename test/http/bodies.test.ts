import { expect, test } from 'bun:test';
import { addPerson, addSignedIn, applicant, password } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp } from '../support/test-app.ts';

const request = 'POST /api/auth/login';
const jsonType = { 'content-type': 'application/json' };
const nothingGiven = 'email is required; password is required';
const credentials = JSON.stringify({ email: 'grace@example.com', password });

const broken: readonly (readonly [string, string | Uint8Array<ArrayBuffer>])[] = [
  ['half an object', '{"email":"grace@example.com"'],
  ['a missing value', '{"email":}'],
  ['single quotes', `{'email':'x'}`],
  ['a trailing comma', '{"email":"x",}'],
  ['something behind it', '{"email":"x"}x'],
  ['two objects', '{}{}'],
  ['NaN', '{"email":NaN}'],
  ['a form', 'email=grace@example.com'],
  ['a raw line break in a text', '{"email":"x\ny"}'],
  ['bytes that are no UTF-8', new Uint8Array([...Buffer.from(`{"email":"`), 0xff, 0x22, 0x7d])],
];

scenarios(
  'a body that is not JSON',
  broken.map(([name, body]): Scenario => ({
    name: `but ${name} is refused`,
    request,
    headers: jsonType,
    body,
    status: 400,
    code: 'malformed_json',
  })),
);

scenarios('a body that is JSON', [
  ...['[]', '[{"email":"x"}]', 'null', 'true', '42', '"text"'].map((body): Scenario => ({
    name: `but no object is refused: ${body}`,
    request,
    headers: jsonType,
    body,
    status: 400,
    code: 'validation_failed',
    message: 'The request body must be a JSON object',
  })),
  ...['', ' \n\t'].map((body): Scenario => ({
    name: `by its type and empty (${JSON.stringify(body)}) counts as an object without fields`,
    request,
    headers: jsonType,
    body,
    status: 400,
    code: 'validation_failed',
    message: nothingGiven,
  })),
  {
    name: 'without a content type and absent counts as an object without fields',
    request,
    status: 400,
    code: 'validation_failed',
    message: nothingGiven,
  },
  {
    name: 'nested 32 levels deep is read',
    request,
    headers: jsonType,
    body: nested(32),
    status: 400,
    code: 'validation_failed',
    message: nothingGiven,
  },
  {
    name: 'nested 33 levels deep is refused',
    request,
    headers: jsonType,
    body: nested(33),
    status: 400,
    code: 'malformed_json',
    message: 'The request body is nested too deeply',
  },
  ...['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/json;charset=UTF-8'].map(
    (type): Scenario => ({
      name: `is read as ${type}`,
      request,
      headers: { 'content-type': type },
      arrange: async (app) => {
        await addPerson(app, { email: 'grace@example.com' });
      },
      body: credentials,
      status: 200,
    }),
  ),
  {
    name: 'with a list nested 33 levels deep is refused',
    request,
    headers: jsonType,
    body: `{"a":${'['.repeat(32)}${']'.repeat(32)}}`,
    status: 400,
    code: 'malformed_json',
    message: 'The request body is nested too deeply',
  },
  {
    name: 'as deep as its size allows is refused',
    request,
    headers: jsonType,
    body: `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    status: 400,
    code: 'malformed_json',
    message: 'The request body is nested too deeply',
  },
  {
    name: 'of a hundred thousand opening brackets is refused',
    request,
    headers: jsonType,
    body: '['.repeat(100_000),
    status: 400,
    code: 'malformed_json',
    message: 'The request body is nested too deeply',
  },
  {
    name: 'with a list of 4,998 values is read',
    request,
    headers: jsonType,
    body: JSON.stringify({ a: Array.from({ length: 4998 }, () => 0) }),
    status: 400,
    code: 'validation_failed',
    message: nothingGiven,
  },
  ...['0', '{}', '[]', '"a"', '{"a":0}'].map((value): Scenario => ({
    name: `with a list of 5,000 times ${value} is refused`,
    request,
    headers: jsonType,
    body: `{"a":[${Array(5000).fill(value).join()}]}`,
    status: 400,
    code: 'malformed_json',
    message: 'The request body has too many values',
  })),
  {
    name: 'with brackets and commas in a text is read as what it is',
    request,
    headers: jsonType,
    body: JSON.stringify({ a: '[{,'.repeat(10_000), '"\\[': '\\"'.repeat(1000), b: '\\' }),
    status: 400,
    code: 'validation_failed',
    message: nothingGiven,
  },
  ...[
    { toString: 1 },
    [{ toString: 'x' }],
    { toString: null, valueOf: null },
    [[1, { a: [{ toString: {} }] }]],
  ].map((email): Scenario => ({
    name: `and tries to trip the program with ${JSON.stringify(email)} is refused like any other`,
    request,
    json: { email, password },
    status: 400,
    code: 'validation_failed',
    message: 'email must be a string',
  })),
]);

function nested(levels: number): string {
  return '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
}

const otherTypes = [
  'text/plain',
  'text/plain;charset=UTF-8',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  'application/jsonp',
  'application/json-patch+json',
  'application/json, text/plain',
  'text/json',
];

scenarios('a body of another type', [
  ...otherTypes.map((type): Scenario => ({
    name: `is refused: ${type}`,
    request,
    headers: { 'content-type': type },
    body: credentials,
    status: 415,
    code: 'unsupported_media_type',
  })),
  {
    name: 'is refused when it is a form',
    request,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'email=grace%40example.com&password=correct',
    status: 415,
    code: 'unsupported_media_type',
  },
  {
    name: 'is refused without a content type',
    request,
    body: new Uint8Array(Buffer.from(credentials)),
    status: 415,
    code: 'unsupported_media_type',
  },
  ...['gzip', 'deflate', 'br', 'zstd'].map((encoding): Scenario => ({
    name: `is refused when it is compressed by ${encoding}`,
    request,
    headers: { ...jsonType, 'content-encoding': encoding },
    body: Bun.gzipSync(Buffer.from(credentials)),
    status: 415,
    code: 'unsupported_media_type',
    message: 'The request body must not be compressed',
  })),
]);

scenarios(
  'a stranger with an unusable body',
  (
    [
      ['malformed', jsonType, '{'],
      ['of another type', { 'content-type': 'text/plain' }, 'x'],
      ['too large', { ...jsonType, 'content-length': String(200 * 1024) }, '{}'],
    ] as const
  ).map(([name, headers, body]): Scenario => ({
    name: `hears first that they must sign in, when it is ${name}`,
    request: 'DELETE /api/auth/sessions',
    headers,
    body,
    status: 401,
    code: 'authentication_required',
  })),
);

test('a body on a route that wants none is judged all the same', async () => {
  await using app = await createTestApp();
  const { access_token: bearer } = await addSignedIn(app);
  const call = { method: 'DELETE', path: '/api/auth/sessions', bearer };
  expect((await app.send({ ...call, headers: jsonType, body: '{' })).status).toBe(400);
  expect((await app.send({ ...call, json: {} })).status).toBe(200);
  expect((await app.send(call)).status).toBe(200);
});

test('unknown fields are ignored on every route that reads a body', async () => {
  await using app = await createTestApp();
  const extra = { unknown: { deep: [1, 2, 3] }, 'x-y': null, '': 1 };
  expect((await app.post('/api/auth/register', applicant(extra))).status).toBe(201);
  expect((await app.post('/api/auth/logout', extra)).status).toBe(200);
});
