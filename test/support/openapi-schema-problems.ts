import { list, type Node, unless } from './findings.ts';

// The words of JSON Schema 2020-12, as OpenAPI 3.1 takes them, that generators of clients understand.
const words: ReadonlySet<string> = new Set(
  (
    'title multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems ' +
    'minItems uniqueItems maxProperties minProperties required enum const type allOf oneOf anyOf not items ' +
    'properties additionalProperties description format default examples deprecated $ref'
  ).split(' '),
);

const fits: Readonly<Record<string, (example: unknown) => boolean>> = {
  object: (example) => typeof example === 'object',
  array: (example) => Array.isArray(example),
  string: (example) => typeof example === 'string',
  number: (example) => typeof example === 'number',
  integer: (example) => Number.isInteger(example),
  boolean: (example) => typeof example === 'boolean',
  null: (example) => example === null,
};

/** Where a schema says what OpenAPI 3.1 does not know, or what contradicts itself. */
export function schemaProblems(schema: unknown, at: string): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [`${at}: no schema`];
  const node = schema as Node;
  const own = [...wordProblems(node), ...typeProblems(node), ...exampleProblems(node)];
  return [
    ...own.map((problem) => `${at}: ${problem}`),
    ...nestedIn(node).flatMap((inner) => schemaProblems(inner, at)),
  ];
}

function nestedIn(node: Node): readonly unknown[] {
  const { properties, items, additionalProperties } = node;
  return [
    ...['allOf', 'oneOf', 'anyOf'].flatMap((word) => list(node[word])),
    ...Object.values((properties ?? {}) as Node),
    ...[items, additionalProperties].filter((inner) => typeof inner === 'object'),
  ];
}

function wordProblems(node: Node): readonly string[] {
  const properties = (node['properties'] ?? {}) as Node;
  const strangers = Object.keys(node).filter((word) => !words.has(word));
  const missing = list(node['required']).filter((name) => !(String(name) in properties));
  return [
    ...unless(!('$ref' in node) || Object.keys(node).length === 1, 'a reference has company'),
    ...unless(!('title' in node), 'a title stays in its place'),
    ...strangers.map((word) => `${word} is no word of OpenAPI 3.1`),
    ...missing.map((name) => `${String(name)} is required but not described`),
  ];
}

function typeProblems({ type, items }: Node): readonly string[] {
  const strange = typesOf(type).filter((each) => !isType(each));
  return [
    ...strange.map((each) => `there is no type ${JSON.stringify(each)}`),
    ...unless(!typesOf(type).includes('array') || items !== undefined, 'an array of nothing'),
  ];
}

/** Swagger UI shows examples as they are, fit or not. */
function exampleProblems(node: Node): readonly string[] {
  const { type, pattern, examples, enum: choices } = node;
  const options = 'const' in node ? [node['const']] : choices;
  const isFit = (example: unknown) =>
    (type === undefined || typesOf(type).some((each) => isType(each) && fits[each]?.(example))) &&
    (options === undefined || list(options).includes(example)) &&
    (typeof pattern !== 'string' || new RegExp(pattern).test(String(example)));
  return [
    ...unless(!('examples' in node) || Array.isArray(examples), 'the examples are no list'),
    ...list(examples)
      .filter((example) => !isFit(example))
      .map((example) => `the example ${JSON.stringify(example)} does not fit`),
  ];
}

function typesOf(type: unknown): readonly unknown[] {
  if (type === undefined) return [];
  return Array.isArray(type) ? type : [type];
}

function isType(type: unknown): type is string {
  return typeof type === 'string' && type in fits;
}
