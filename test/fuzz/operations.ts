// What may be asked, as the server's own documentation tells it.
import fc from 'fast-check';
import type { OpenApiDocument } from '../../src/http/openapi.ts';
import { type JsonSchema, schemaProblems } from '../support/json-schema.ts';

export interface Operation {
  readonly method: string;
  /** With `{name}` for a parameter. */
  readonly template: string;
  readonly guard: 'session' | 'administrator' | null;
  /** The scope that opens it to API tokens. */
  readonly scope: string | null;
  readonly queryNames: readonly string[];
  /** Null for a route that reads no JSON. */
  readonly body: JsonSchema | null;
  readonly takesForm: boolean;
  /** How a failing property shows it. */
  readonly [fc.toStringMethod]: () => string;
}

/** Every operation of the document. */
export function operationsOf({ paths, components }: OpenApiDocument): readonly Operation[] {
  return Object.entries(paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]): Operation => {
      const { parameters = [], requestBody } = operation;
      const content = (requestBody as Body | undefined)?.content ?? {};
      const schema = content['application/json']?.schema;
      return {
        method: method.toUpperCase(),
        template,
        guard: (operation['x-guard'] as Operation['guard'] | undefined) ?? null,
        scope: operation['x-scope'] ?? null,
        queryNames: parameters.flatMap((each) =>
          each['in'] === 'query' && typeof each['name'] === 'string' ? [each['name']] : [],
        ),
        body: schema === undefined ? null : spelledOut(schema, components.schemas),
        takesForm: 'multipart/form-data' in content,
        [fc.toStringMethod]: () => `${method.toUpperCase()} ${template}`,
      };
    }),
  );
}

interface Body {
  readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
}

/** The schema with what its references mean in place of them. */
function spelledOut(schema: JsonSchema, definitions: Definitions): JsonSchema {
  const text = JSON.stringify(schema, (_, value: JsonSchema) => {
    if (typeof value !== 'object' || value?.$ref === undefined) return value;
    const meant = definitions[value.$ref.replace('#/components/schemas/', '')];
    if (meant === undefined) throw new Error(`nothing is called ${value.$ref}`);
    return meant;
  });
  return JSON.parse(text) as JsonSchema;
}

type Definitions = OpenApiDocument['components']['schemas'];

/** Whether a path, as the server reads it, is this operation's. */
export function isAt({ template }: Operation, pathname: string): boolean {
  const parts = template.split('/');
  const actual = pathname.split('/');
  return (
    parts.length === actual.length &&
    parts.every((part, index) =>
      part.startsWith('{') ? actual[index] !== '' : part === actual[index],
    )
  );
}

/** What the schema says against a body, when fields that it does not name are passed over. */
export function bodyProblems(schema: JsonSchema, value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ['no object'];
  const known = Object.entries(value).filter(([name]) =>
    Object.hasOwn(schema.properties ?? {}, name),
  );
  return schemaProblems(Object.fromEntries(known), schema);
}
