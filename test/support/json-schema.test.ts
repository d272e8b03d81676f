// The check that every answer goes through must itself find what it is there for.
import { describe, expect, test } from 'bun:test';
import { type JsonSchema, schemaProblems } from './json-schema.ts';

const person: JsonSchema = {
  type: 'object',
  required: ['id', 'image'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    image: { type: ['string', 'null'] },
    kind: { type: 'string', const: 'Person' },
    status: { type: 'string', enum: ['active', 'pending'] },
    age: { type: 'integer', minimum: 0 },
    initials: { type: 'string', minLength: 2, maxLength: 3 },
    since: { type: 'string', format: 'date-time' },
  },
};
const perhaps = { anyOf: [{ $ref: '#/components/schemas/Person' }, { type: 'null' }] };
const id = '0190f3a4-7c1e-7d3b-9b52-3f1c2a6e8d10';

describe('an answer that is as documented', () => {
  test.each([
    { id, image: null },
    { id, image: null, initials: '\u{1F469}\u{1F4BB}\u{1F469}' },
    {
      id,
      image: '/x.webp',
      kind: 'Person',
      status: 'active',
      age: 7,
      since: '2026-03-02T10:30:00.000Z',
    },
  ])('has no problem: %j', (value) => {
    expect(schemaProblems(value, person)).toEqual([]);
  });
});

describe('an answer that is not as documented', () => {
  test.each([
    [{ id }, 'body.image: missing'],
    [{ id: 'x', image: null }, 'body.id: "x" does not match'],
    [{ id, image: 7 }, 'body.image: not a string'],
    [{ id, image: null, passwordHash: 'x' }, 'body.passwordHash: not documented'],
    [{ id, image: null, status: 'king' }, 'body.status: "king" is none of active, pending'],
    [{ id, image: null, kind: 'Cat' }, 'body.kind: "Cat" is none of Person'],
    [{ id, image: null, age: 7.5 }, 'body.age: 7.5 is not such a number'],
    [{ id, image: null, age: -1 }, 'body.age: -1 is not such a number'],
    [{ id, image: null, initials: 'A' }, 'body.initials: 1 characters'],
    [{ id, image: null, initials: 'ABCD' }, 'body.initials: 4 characters'],
    [{ id, image: null, since: '2026-03-02' }, 'body.since: "2026-03-02" does not match'],
    [[], 'body: not an object'],
    [null, 'body: not an object'],
  ])('is found out: %j', (value, problem) => {
    expect(schemaProblems(value, person)).toEqual([expect.stringContaining(problem)]);
  });

  test('is found out in lists, unions and references', () => {
    const definitions = { Person: person };
    const list = { type: 'array', items: { $ref: '#/components/schemas/Person' } };
    expect(schemaProblems([{ id, image: null }, {}], list, definitions)).toEqual([
      'body[1].id: missing',
      'body[1].image: missing',
    ]);
    const couple = { type: 'object', properties: { first: list.items, second: perhaps } };
    const nested = { ...definitions, Couple: couple };
    const reference = { $ref: '#/components/schemas/Couple' };
    expect(schemaProblems({ first: { id, image: null }, second: null }, reference, nested)).toEqual(
      [],
    );
    expect(schemaProblems({ first: null, second: { id } }, reference, nested)).toEqual([
      'body.first: not an object',
      'body.second.image: missing',
      'body.second: not of type null',
    ]);
    expect(schemaProblems([{}, {}], { type: 'array', maxItems: 1 })).toEqual([
      'body: too many items',
    ]);
    const either = { anyOf: [{ type: 'boolean' }, list] };
    expect(schemaProblems(true, either, definitions)).toEqual([]);
    expect(schemaProblems('x', either, definitions)).toEqual([
      'body: not of type boolean',
      'body: not an array',
    ]);
  });
});

test('a schema that says what is not understood here is a problem', () => {
  expect(schemaProblems({}, { type: 'object', minProperties: 1 } as JsonSchema)).toEqual([
    'body: the schema has minProperties',
  ]);
  expect(schemaProblems('x', { type: 'string', format: 'hostname' })).toEqual([
    'body: the schema has the format hostname',
  ]);
});
