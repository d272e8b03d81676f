import { isObject, type Json, type JsonObject } from '../../src/http/openapi-schema.ts';
import { fieldOf, textOf, typeOf } from './types.ts';

/** The part of the document from which the client is made. */
export interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonObject>> };
}

/** What the runtime does itself. */
const handmade: ReadonlySet<string> = new Set(['logout', 'refresh']);

export interface Operation {
  readonly name: string;
  readonly tag: string;
  readonly summary: string;
  readonly method: string;
  readonly path: string;
  readonly isPublic: boolean;
  /** Name and type of each path parameter, in the order of the path. */
  readonly pathTypes: readonly (readonly [string, string])[];
  /** The fields of the query as lines of an object type. */
  readonly query: readonly string[];
  readonly isQueryNeeded: boolean;
  readonly body: Body | null;
  /** Whether it answers with nothing but a redirect. */
  readonly isRedirect: boolean;
  /** The successful answers by content type. */
  readonly answers: Readonly<Record<string, JsonObject>>;
  readonly keepsTokens: boolean;
}

interface Body {
  readonly type: string;
  /** What the runtime calls a body of this content type. */
  readonly part: string;
  readonly isNeeded: boolean;
}

/** The operations of the document that become methods. */
export function operationsOf({ paths, components }: Described): readonly Operation[] {
  const { schemas } = components;
  const found = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) =>
      readOperation(described, { path, method: method.toUpperCase(), schemas }),
    ),
  );
  for (const name of handmade) {
    if (!found.some((each) => each.name === name)) throw new Error(`There is no ${name} any more`);
  }
  return found.filter(({ name }) => !handmade.has(name));
}

type Schemas = Described['components']['schemas'];

interface Place {
  readonly path: string;
  readonly method: string;
  readonly schemas: Schemas;
}

function readOperation(described: JsonObject, { path, method, schemas }: Place): Operation {
  const { operationId, tags, summary, security, parameters } = described;
  const all = Array.isArray(parameters) ? parameters.filter(isObject) : [];
  const query = all.filter((each) => each['in'] === 'query');
  const isPublic = Array.isArray(security) && security.length === 0;
  const answers = answersOf(described['responses']);
  return {
    name: textOf(operationId),
    tag: textOf(Array.isArray(tags) ? tags[0] : undefined),
    summary: textOf(summary),
    method,
    path,
    isPublic,
    pathTypes: pathTypesOf(path, all),
    query: query.map((each) => parameterOf(each)),
    isQueryNeeded: query.some((each) => each['required'] === true),
    body: bodyOf(described['requestBody']),
    isRedirect: !statusesOf(described['responses']).some((status) => status.startsWith('2')),
    answers,
    keepsTokens: keepsTokens(answers['application/json'], isPublic, schemas),
  };
}

function parameterOf(parameter: JsonObject): string {
  const isNeeded = parameter['required'] === true;
  const field = { isSent: true, isNeeded, maybeUndefined: !isNeeded };
  return fieldOf(textOf(parameter['name']), schemaIn(parameter), field);
}

function pathTypesOf(path: string, parameters: readonly JsonObject[]) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']): readonly [string, string] => {
    const parameter = parameters.find((each) => each['name'] === name);
    if (parameter === undefined) throw new Error(`${path} does not describe ${name}`);
    return [name, typeOf(schemaIn(parameter))];
  });
}

function schemaIn(holder: Json | undefined): JsonObject {
  if (!isObject(holder) || !isObject(holder['schema'])) throw new Error('A schema is missing');
  return holder['schema'];
}

function bodyOf(body: Json | undefined): Body | null {
  if (!isObject(body) || !isObject(body['content'])) return null;
  const [[type, content] = []] = Object.entries(body['content']);
  const part = bodyParts.get(type ?? '');
  if (part === undefined) throw new Error(`The client cannot send ${type}`);
  return { type: typeOf(schemaIn(content), true), part, isNeeded: body['required'] === true };
}

const bodyParts: ReadonlyMap<string, string> = new Map([
  ['application/json', 'body'],
  ['application/x-www-form-urlencoded', 'fields: body'],
  ['multipart/form-data', 'form: body'],
]);

function statusesOf(responses: Json | undefined): readonly string[] {
  return isObject(responses) ? Object.keys(responses) : [];
}

function answersOf(responses: Json | undefined): Readonly<Record<string, JsonObject>> {
  if (!isObject(responses)) return {};
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
  const content = isObject(success) && isObject(success['content']) ? success['content'] : {};
  return Object.fromEntries(
    Object.entries(content).map(([type, media]) => [type, schemaIn(media)]),
  );
}

/** An access token alone belongs to the session that asks, or to none that can be refreshed. */
function keepsTokens(answer: JsonObject | undefined, isPublic: boolean, schemas: Schemas): boolean {
  if (answer === undefined) return false;
  const { $ref: reference, anyOf, properties } = answer;
  if (typeof reference === 'string') {
    return keepsTokens(schemas[reference.split('/').at(-1) ?? ''], isPublic, schemas);
  }
  if (Array.isArray(anyOf)) {
    return anyOf.filter(isObject).some((each) => keepsTokens(each, isPublic, schemas));
  }
  const has = (name: string) => isObject(properties) && name in properties;
  return has('access_token') && (has('refresh_token') || !isPublic);
}
