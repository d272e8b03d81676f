import { swagger } from '@elysiajs/swagger';
import { type AnyElysia, Elysia } from 'elysia';
import { asObject } from '../core/json.ts';
import { openApiFrame } from './openapi-frame.ts';
import { SchemaNames } from './openapi-names.ts';
import { completeOperation } from './openapi-operation.ts';
import { type Paths, shareResponses } from './openapi-responses.ts';
import { type JsonObject, mapObject, openApiSchema } from './openapi-schema.ts';

type Frame = ReturnType<typeof openApiFrame>;

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument extends Frame {
  readonly openapi: string;
  readonly components: Frame['components'] & {
    readonly schemas: Readonly<Record<string, JsonObject>>;
    readonly responses: Readonly<Record<string, JsonObject>>;
  };
  readonly paths: Paths;
}

const sourcePath = '/openapi-source';

/**
 * Generates the document from the schemas that validate the requests of every route of `app`. Only scripts and
 * tests call this, with an app made for it: `use` takes the server away from the app that it is given, and without
 * its server an app cannot read client addresses. Throws Error when the app listens.
 */
export async function openApiDocument(app: AnyElysia, version: string): Promise<OpenApiDocument> {
  if (app.server !== null) throw new Error('Describe an app that does not listen');
  // A separate app, so that neither the plugin's page nor its raw document is ever served.
  const plugin = swagger({
    path: '/swagger-page',
    specPath: sourcePath,
    excludeStaticFile: false,
  });
  const carrier = new Elysia().use(app).use(plugin);
  const response = await carrier.handle(new Request(`http://localhost${sourcePath}`));
  const raw: unknown = await response.json();
  if (!isDocument(raw)) throw new Error('The plugin described no routes');
  const frame = openApiFrame(version);
  const names = new SchemaNames(frame.components.schemas);
  const inWords = (schema: JsonObject) => names.referring(openApiSchema(schema));
  const described = mapObject(raw.paths, (methods) =>
    mapObject(methods, (operation) => completeOperation(operation, inWords)),
  );
  const schemas = { ...names.all(), ...frame.components.schemas };
  const { paths: sharing, responses } = shareResponses(described);
  const used = JSON.stringify([sharing, responses]);
  const examples = Object.entries(frame.components.examples).filter(([code]) =>
    used.includes(`"#/components/examples/${code}"`),
  );
  return {
    openapi: '3.1.0',
    ...frame,
    paths: sharing,
    components: {
      ...frame.components,
      schemas,
      responses,
      examples: Object.fromEntries(examples),
    },
  };
}

function isDocument(value: unknown): value is { readonly paths: JsonObject } {
  return asObject(asObject(value)?.['paths']) !== null;
}
