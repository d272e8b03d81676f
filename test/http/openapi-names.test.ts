import { describe, expect, test } from 'bun:test';
import { SchemaNames } from '../../src/http/openapi-names.ts';
import { openApiSchema } from '../../src/http/openapi-schema.ts';

const user = { title: 'User', type: 'object', properties: { id: { type: 'string' } } };
const described = { type: 'object', properties: { id: { type: 'string' } } };
const reference = { $ref: '#/components/schemas/User' };

describe('a schema with a title', () => {
  test.each([
    ['alone', user, reference],
    ['in a list', { type: 'array', items: user }, { type: 'array', items: reference }],
    [
      'in another object',
      { type: 'object', properties: { user } },
      { type: 'object', properties: { user: reference } },
    ],
    [
      'beside another',
      { anyOf: [user, { type: 'string' }] },
      { anyOf: [reference, { type: 'string' }] },
    ],
    [
      'as the value of any name',
      { type: 'object', additionalProperties: user },
      { type: 'object', additionalProperties: reference },
    ],
  ])('has one place, and a reference where it stood %s', (_, schema, expected) => {
    const names = new SchemaNames({});
    expect(names.referring(schema)).toEqual(expected);
    expect(names.all()).toEqual({ User: described });
  });

  test('may contain others, and occur in any number of places', () => {
    const names = new SchemaNames({ Error: { type: 'object' } });
    const page = { title: 'Page', type: 'object', properties: { first: user, last: user } };
    expect([page, page].map((each) => names.referring(each))).toEqual([
      { $ref: '#/components/schemas/Page' },
      { $ref: '#/components/schemas/Page' },
    ]);
    expect(Object.entries(names.all())).toEqual([
      ['Error', { type: 'object' }],
      ['Page', { type: 'object', properties: { first: reference, last: reference } }],
      ['User', described],
    ]);
  });

  test('is the same one in whatever order its words stand', () => {
    const names = new SchemaNames({});
    names.referring(user);
    expect(names.referring({ ...described, title: 'User' })).toEqual(reference);
  });

  test.each([
    ['of another shape', 'User', { title: 'User', type: 'object' }],
    ['with another description', 'User', { ...user, description: 'Somebody' }],
    ['that is a name of the document itself', 'Error', { ...user, title: 'Error' }],
  ])('is refused beside one %s', (_, name, other) => {
    const names = new SchemaNames({ Error: { type: 'object' } });
    names.referring(user);
    expect(() => names.referring({ type: 'array', items: other })).toThrow(
      `Two schemas that differ are both called ${name}`,
    );
  });
});

test('a property called title is no name', () => {
  const song = { type: 'object', properties: { title: user, length: { type: 'integer' } } };
  expect(new SchemaNames({}).referring(song)).toEqual({
    type: 'object',
    properties: { length: { type: 'integer' }, title: reference },
  });
});

test('what is sent is no schema, whatever its fields are called', () => {
  const song = { title: 'Yesterday' };
  const sample = { type: 'object', examples: [song], enum: [song], const: song, default: song };
  const names = new SchemaNames({});
  expect(names.referring(sample)).toEqual(sample);
  expect(names.all()).toEqual({});
});

const nothing = { type: 'null' };
const words = (...each: readonly string[]) =>
  each.map((value) => ({ type: 'string', const: value }));

describe('a schema of TypeBox', () => {
  test.each([
    ['a name or null', { anyOf: [user, nothing] }, { anyOf: [reference, nothing] }],
    [
      'a name with a description',
      { anyOf: [user], description: 'Who did it' },
      { description: 'Who did it', allOf: [reference] },
    ],
    ['a name alone', { anyOf: [user] }, reference],
    ['a text or null', { anyOf: [{ type: 'string' }, nothing] }, { type: ['string', 'null'] }],
    ['a constant', { type: 'string', const: 'a' }, { type: 'string', const: 'a' }],
    ['constants', { anyOf: words('a', 'b') }, { type: 'string', enum: ['a', 'b'] }],
    [
      'constants or null',
      { anyOf: [...words('a', 'b'), nothing] },
      { type: ['string', 'null'], enum: ['a', 'b', null] },
    ],
    [
      'a constant or null',
      { anyOf: [...words('a'), nothing] },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [
      'two types or null',
      { anyOf: [{ type: 'string' }, { type: 'boolean' }, nothing] },
      { anyOf: [{ type: 'string' }, { type: 'boolean' }, nothing] },
    ],
    [
      'a number that may come as a text',
      { anyOf: [{ type: 'string', format: 'integer', default: 0 }, { type: 'integer' }] },
      { type: 'integer' },
    ],
    ['only null', { anyOf: [nothing] }, { type: 'null' }],
  ])('that says %s', (_, schema, expected) => {
    expect(new SchemaNames({}).referring(openApiSchema(schema))).toEqual(expected);
  });
});
