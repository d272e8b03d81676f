import { list, type Node, object, repeated, unless } from './findings.ts';
import { nameProblems } from './openapi-name-problems.ts';
import { schemaProblems } from './openapi-schema-problems.ts';

interface Operation {
  /** `GET /path`, for messages. */
  readonly name: string;
  readonly path: string;
  readonly node: Node;
}

/** Where a document breaks OpenAPI 3.1, or our own rules for a document people like to read. */
export function openApiProblems(document: unknown): readonly string[] {
  const root = object(document);
  const operations = operationsOf(root);
  return [
    ...unless(root['openapi'] === '3.1.0', 'openapi: not 3.1.0'),
    ...referenceProblems(root, root, '#'),
    ...nameProblems(root),
    ...repeated(operations.map(({ node }) => String(node['operationId']))).map(
      (id) => `operationId ${id}: used twice`,
    ),
    ...operations.flatMap((operation) => operationProblems(operation, root)),
    ...operations.flatMap((operation) => parameterProblems(operation)),
    ...Object.entries(object(object(root['components'])['responses'])).flatMap(([name, response]) =>
      contentProblems(object(response), `#/components/responses/${name}`),
    ),
    ...Object.entries(object(object(root['components'])['schemas'])).flatMap(([name, schema]) =>
      schemaProblems(schema, `#/components/schemas/${name}`),
    ),
  ];
}

function operationsOf(root: Node): readonly Operation[] {
  return Object.entries(object(root['paths'])).flatMap(([path, methods]) =>
    Object.entries(object(methods)).map(([method, node]) => ({
      name: `${method.toUpperCase()} ${path}`,
      path,
      node: object(node),
    })),
  );
}

function referenceProblems(value: unknown, root: Node, at: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (name !== '$ref') return referenceProblems(inner, root, `${at}/${name}`);
    const steps = String(inner).split('/').slice(1);
    const target = steps.reduce<unknown>((node, step) => object(node)[step], root);
    return target === undefined ? [`${at}: nothing stands at ${String(inner)}`] : [];
  });
}

function operationProblems({ name, node }: Operation, root: Node): readonly string[] {
  const tags = list(root['tags']).map((tag) => object(tag)['name']);
  const own = list(node['tags']);
  const schemes = object(object(root['components'])['securitySchemes']);
  const unknown = list(node['security'])
    .flatMap((choice) => Object.keys(object(choice)))
    .filter((scheme) => !(scheme in schemes));
  const responses = Object.entries(object(node['responses']));
  const statuses = responses.map(([status]) => status);
  const id = String(node['operationId']);
  return [
    ...unless(/^[a-z][A-Za-z0-9]+$/.test(id), `operationId ${id} is not one word`),
    ...unless(id !== generatedName(name), `operationId ${id} only repeats the address`),
    ...unless(typeof node['summary'] === 'string', 'has no summary'),
    ...unless(
      own.length === 1 && tags.includes(own[0]),
      'wants one tag that the document explains',
    ),
    ...unknown.map((scheme) => `security scheme ${scheme} is not declared`),
    ...unless(Array.isArray(node['security']), 'does not say who may call it'),
    ...unless(
      statuses.some((status) => /^[23]\d\d$/.test(status)),
      'has no success',
    ),
    ...unless(
      statuses.some((status) => /^4\d\d$/.test(status)),
      'has no refusal',
    ),
    ...responses.flatMap(([status, response]) => responseProblems(status, object(response))),
    ...contentProblems(object(node['requestBody']), 'requestBody'),
  ].map((problem) => `${name}: ${problem}`);
}

/** The generated name of an operation without one. */
function generatedName(name: string): string {
  const [method = '', path = ''] = name.split(' ');
  const words = path.replaceAll('{', 'by-').split(/\W+/);
  return (
    method.toLowerCase() +
    words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  );
}

function responseProblems(status: string, response: Node): readonly string[] {
  // Whether something stands there is asked of every reference.
  if ('$ref' in response) return [];
  const { description } = response;
  const at = `response ${status}`;
  return [
    ...unless(/^(?:[1-5]\d\d|default)$/.test(status), `${at}: that is no status`),
    ...unless(typeof description === 'string' && description !== '', `${at} has no description`),
    ...contentProblems(response, at),
  ];
}

function contentProblems(holder: Node, at: string): readonly string[] {
  return Object.entries(object(holder['content'])).flatMap(([type, media]) =>
    schemaProblems(object(media)['schema'], `${at} ${type}`),
  );
}

function parameterProblems({ name, path, node }: Operation): readonly string[] {
  const parameters = list(node['parameters']).map(object);
  const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const declared = parameters
    .filter((each) => each['in'] === 'path' && each['required'] === true)
    .map((each) => String(each['name']));
  const names = parameters.map((each) => `${String(each['in'])} ${String(each['name'])}`);
  return [
    ...wanted.filter((each) => !declared.includes(each)).map((each) => `{${each}} is not declared`),
    ...declared
      .filter((each) => !wanted.includes(each))
      .map((each) => `${each} is not in the path`),
    ...repeated(names).map((each) => `parameter ${each} stands twice`),
    ...parameters.flatMap((each) =>
      schemaProblems(each['schema'], `parameter ${String(each['name'])}`),
    ),
  ].map((problem) => `${name}: ${problem}`);
}
