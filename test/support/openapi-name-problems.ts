import { type Node, object, repeated } from './findings.ts';

/** Where a generated client would have two types for one thing, or one for nothing. */
export function nameProblems(root: Node): readonly string[] {
  const named = object(object(root['components'])['schemas']);
  const everything = JSON.stringify(root);
  const unused = Object.keys(named).filter(
    (name) => !everything.includes(`{"$ref":"#/components/schemas/${name}"}`),
  );
  const nameless = [root['paths'], ...Object.values(named).flatMap(partsOf)].flatMap(objectsIn);
  const shapes = [...Object.values(named), ...nameless].map((shape) => JSON.stringify(shape));
  return [
    ...unused.map((name) => `components: nothing refers to ${name}`),
    ...repeated(shapes).map((shape) => `one shape is in two places: ${shape}`),
  ];
}

/** Every object that is described within. */
function objectsIn(value: unknown): readonly Node[] {
  if (typeof value !== 'object' || value === null) return [];
  const node = object(value);
  const inner = partsOf(value).flatMap(objectsIn);
  return node['type'] === 'object' && 'properties' in node ? [node, ...inner] : inner;
}

function partsOf(value: unknown): readonly unknown[] {
  return Object.values(object(value));
}

/** Schemas of one shape under several names, as lists of names; examples and descriptions do not count. */
export function namesakes(schemas: Node): readonly (readonly string[])[] {
  const byShape = Map.groupBy(Object.entries(schemas), ([, schema]) =>
    JSON.stringify(schema, (word, value: unknown) =>
      word === 'examples' || word === 'description' ? undefined : value,
    ),
  );
  return [...byShape.values()]
    .map((group) => group.map(([name]) => name))
    .filter((group) => group.length > 1);
}
