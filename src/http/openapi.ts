import { swagger } from '@elysiajs/swagger';
import { type AnyElysia, Elysia } from 'elysia';
import type { ErrorCode } from '../core/errors.ts';
import { errorResponses } from './documented.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

interface Operation {
  readonly security?: readonly object[];
  readonly requestBody?: { readonly content: Readonly<Record<string, object>> };
  readonly responses?: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly examples?: object }>> }>
  >;
  readonly 'x-guard'?: string;
  readonly 'x-rate-limit'?: string;
}

/** An OpenAPI 3.0 document. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

const sourcePath = '/openapi-source';

/** Describes every route of `app` as it stands now, generated from the schemas that judge the requests. */
export async function openApiDocument(app: AnyElysia, version: string): Promise<OpenApiDocument> {
  // A carrier of its own, so that neither the plugin's page nor its raw document is ever served.
  const plugin = swagger({
    path: '/swagger-page',
    specPath: sourcePath,
    documentation: frame(version),
  });
  const carrier = new Elysia().use(app).use(plugin);
  const response = await carrier.handle(new Request(`http://localhost${sourcePath}`));
  const document = tidy((await response.json()) as Json) as unknown as OpenApiDocument;
  const paths = mapValues(document.paths, (path) => mapValues(path, completeOperation));
  return { ...document, paths };
}

function frame(version: string) {
  return {
    info: {
      title: 'anchor-auth',
      version,
      description:
        'Sign-in server. Send the access token of a sign-in, or where it is accepted an API token, as `Authorization: Bearer …`. Every refusal has the shape of the Error schema with a stable `code`.',
    },
    tags: [
      { name: 'Accounts', description: 'Joining and signing in with e-mail and password' },
      { name: 'Sessions', description: 'Staying signed in, signing out, who am I' },
      { name: 'Health', description: 'For monitors and load balancers' },
    ],
    components: {
      securitySchemes: {
        accessToken: {
          type: 'http' as const,
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The `access_token` of register, login or refresh',
        },
        apiToken: {
          type: 'http' as const,
          scheme: 'bearer',
          bearerFormat: 'ak_…',
          description: "A person's API token; does not expire",
        },
      },
      schemas: { Error: errorSchema },
    },
  };
}

const errorSchema = {
  type: 'object' as const,
  required: ['statusCode', 'error', 'message', 'code', 'requestId'],
  properties: {
    statusCode: { type: 'integer' as const },
    error: { type: 'string' as const, description: 'The HTTP reason phrase' },
    message: { type: 'string' as const, description: 'A sentence for people' },
    code: { type: 'string' as const, description: 'A stable name for programs' },
    details: {
      type: 'array' as const,
      description: 'With `validation_failed`: each field at fault',
      items: {
        type: 'object' as const,
        required: ['field', 'message'],
        properties: { field: { type: 'string' as const }, message: { type: 'string' as const } },
      },
    },
    requestId: {
      type: 'string' as const,
      description: 'Also in the X-Request-Id header and in the log',
    },
  },
};

/** What bodies, guards and limits refuse is the same wherever they stand, so it is added here. */
function completeOperation(operation: Operation): Operation {
  const codes: ErrorCode[] = ['internal_error', 'storage_unavailable'];
  if (operation.requestBody !== undefined) {
    codes.push(
      'validation_failed',
      'malformed_json',
      'payload_too_large',
      'unsupported_media_type',
    );
  }
  if (operation['x-guard'] !== undefined) codes.push('authentication_required', 'invalid_token');
  if (operation['x-guard'] === 'administrator') codes.push('admin_required');
  if (operation['x-rate-limit'] !== undefined) codes.push('rate_limited');
  const { requestBody, responses = {}, ...rest } = operation;
  return {
    ...rest,
    ...(requestBody === undefined ? {} : { requestBody: onlyJson(requestBody) }),
    responses: mergeResponses(responses, errorResponses(codes) as Responses),
  };
}

function onlyJson(body: NonNullable<Operation['requestBody']>) {
  const json = body.content['application/json'];
  return json === undefined ? body : { ...body, content: { 'application/json': json } };
}

type Responses = NonNullable<Operation['responses']>;

function mergeResponses(own: Responses, added: Responses): Responses {
  const merged: Record<string, Responses[string]> = { ...own };
  for (const [status, response] of Object.entries(added)) {
    const media = response.content?.['application/json'];
    const ownMedia = own[status]?.content?.['application/json'];
    merged[status] =
      ownMedia === undefined
        ? response
        : {
            ...own[status],
            content: {
              'application/json': {
                ...ownMedia,
                examples: { ...ownMedia.examples, ...media?.examples },
              },
            },
          };
  }
  return merged;
}

/** JSON Schema words that OpenAPI 3.0 spells otherwise: null unions, constants, examples. */
function tidy(value: Json): Json {
  if (Array.isArray(value)) return value.map((each: Json) => tidy(each));
  if (typeof value !== 'object' || value === null) return value;
  const node = Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, tidy(inner as Json)]),
  );
  return tidyExample(tidyUnion(tidyConst(node)));
}

type Node = Record<string, Json>;

function tidyConst({ const: constant, ...rest }: Node): Node {
  return constant === undefined ? rest : { ...rest, enum: [constant] };
}

function tidyUnion(node: Node): Node {
  const { anyOf, ...rest } = node;
  if (!Array.isArray(anyOf)) return node;
  const options = anyOf as readonly Node[];
  const real = options.filter((option) => option['type'] !== 'null');
  const nullable: Node = real.length < options.length ? { nullable: true } : {};
  const [only] = real;
  if (real.length === 1 && only !== undefined) return { ...only, ...rest, ...nullable };
  if (real.every((option) => Array.isArray(option['enum']))) {
    return {
      ...rest,
      ...nullable,
      type: 'string',
      enum: real.flatMap((option) => option['enum'] as readonly Json[]),
    };
  }
  return { ...rest, ...nullable, anyOf: real };
}

function tidyExample(node: Node): Node {
  const { examples, ...rest } = node;
  return Array.isArray(examples) && examples.length > 0
    ? { ...rest, example: examples[0] as Json }
    : node;
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  change: (value: T) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
