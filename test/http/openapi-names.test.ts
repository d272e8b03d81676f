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

  test('may hold others, and stand in as many places as it likes', () => {
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

describe('beside a reference nothing stands', () => {
  const nothing = { type: 'null' };
  test.each([
    ['null', { anyOf: [user, nothing] }, { nullable: true, type: 'object', allOf: [reference] }],
    [
      'a description',
      { anyOf: [user], description: 'Who did it' },
      { description: 'Who did it', type: 'object', allOf: [reference] },
    ],
    ['nothing', { anyOf: [user] }, reference],
  ])('when the place adds %s', (_, schema, expected) => {
    expect(new SchemaNames({}).referring(openApiSchema(schema))).toEqual(expected);
  });
});
