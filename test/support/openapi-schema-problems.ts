import { list, type Node, unless } from './findings.ts';

// OpenAPI 3.0.3, section "Schema Object": an extended subset of an early JSON Schema.
const words: ReadonlySet<string> = new Set(
  (
    'title multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems ' +
    'minItems uniqueItems maxProperties minProperties required enum type allOf oneOf anyOf not items properties ' +
    'additionalProperties description format default nullable discriminator readOnly writeOnly example deprecated $ref'
  ).split(' '),
);

const fits: Readonly<Record<string, (example: unknown) => boolean>> = {
  object: (example) => typeof example === 'object',
  array: (example) => Array.isArray(example),
  string: (example) => typeof example === 'string',
  number: (example) => typeof example === 'number',
  integer: (example) => Number.isInteger(example),
  boolean: (example) => typeof example === 'boolean',
};

/** Where a schema says what OpenAPI 3.0.3 cannot: JSON Schema has since learnt `const`, null types and more. */
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
    ...strangers.map((word) => `${word} is no word of OpenAPI 3.0`),
    ...missing.map((name) => `${String(name)} is required but not described`),
  ];
}

function typeProblems({ type, nullable, items }: Node): readonly string[] {
  return [
    ...unless(type === undefined || isType(type), `there is no type ${JSON.stringify(type)}`),
    ...unless(nullable === undefined || type !== undefined, 'nullable without a type'),
    ...unless(type !== 'array' || items !== undefined, 'an array of nothing'),
  ];
}

/** Swagger UI shows examples as they are, fit or not. */
function exampleProblems({ type, nullable, example, enum: choices }: Node): readonly string[] {
  if (example === undefined || (example === null && nullable === true)) return [];
  const isOfType = !isType(type) || fits[type]?.(example) === true;
  const isChoice = choices === undefined || list(choices).includes(example);
  return unless(isOfType && isChoice, `the example ${JSON.stringify(example)} does not fit`);
}

function isType(type: unknown): type is string {
  return typeof type === 'string' && type in fits;
}
