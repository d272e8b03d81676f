// How the typed client is made: what a schema becomes.
import { describe, expect, test } from 'bun:test';
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
