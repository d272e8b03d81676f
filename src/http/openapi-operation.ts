import { type ErrorCode, isErrorCode } from '../core/errors.ts';
import {
  anyRefusal,
  errorResponses,
  ownErrors,
  routeErrors,
  withoutStorage,
} from './documented.ts';
import { passwordChangeMark, recentMark, scopeMark } from './guards.ts';
import { isObject, type Json, type JsonObject, mapObject } from './openapi-schema.ts';

/** An operation of the document. */
export interface Operation {
  readonly operationId: string;
  readonly tags?: readonly string[];
  /** Empty for an operation that needs no token. */
  readonly security: Json;
  readonly 'x-guard'?: string;
  /** The scope that opens it to API tokens. */
  readonly [scopeMark]?: string;
  /** Whether it is open to people who must choose a new password. */
  readonly [passwordChangeMark]?: true;
  readonly 'x-rate-limit'?: string;
  readonly parameters?: readonly JsonObject[];
  readonly requestBody?: JsonObject;
  readonly responses: Readonly<Record<string, JsonObject>>;
}

/** Translates a generated schema to OpenAPI 3.1. */
type InWords = (schema: JsonObject) => JsonObject;

/** Completes a generated operation: one content type, and the errors of its guard, limit and body. */
export function completeOperation(generated: JsonObject, inWords: InWords): Operation {
  const { parameters, requestBody, responses, [routeErrors]: refusals, ...rest } = generated;
  const { security = [] } = generated;
  const { operationId: name } = rest;
  const given = Array.isArray(parameters) ? parameters.filter(isObject) : [];
  const shown = given.map((each) => parameter(each, inWords));
  const body = isObject(requestBody) ? withSchemas(onlyJson(requestBody), inWords) : null;
  const own = mapObject(isObject(responses) ? responses : {}, (each) => withSchemas(each, inWords));
  const parts = {
    ...(shown.length === 0 ? {} : { parameters: shown }),
    ...(body === null ? {} : { requestBody: body }),
  };
  const shared = ownErrors in rest ? [] : sharedRefusals({ ...rest, ...parts });
  return {
    ...rest,
    ...scopeInWords(rest),
    operationId: typeof name === 'string' ? name : '',
    security,
    ...parts,
    // An answer of another shape that the route declares is kept.
    responses: {
      ...errorResponses([...codesIn(refusals), ...shared]),
      ...own,
      ...(Object.keys(own).some((status) => status.startsWith('2')) ? {} : { default: anyRefusal }),
    },
  };
}

/** Pages that show the document leave out the scopes of tokens outside OAuth, so the description names them. */
function scopeInWords({ description, [scopeMark]: scope }: JsonObject): JsonObject {
  if (typeof scope !== 'string') return {};
  const words = `An API token needs the scope \`${scope}\`.`;
  return { description: typeof description === 'string' ? `${description}\n\n${words}` : words };
}

function codesIn(refusals: Json | undefined): readonly ErrorCode[] {
  return Array.isArray(refusals) ? refusals.filter(isErrorCode) : [];
}

/** The generator puts the examples of a parameter beside its schema. */
function parameter({ schema, examples, ...rest }: JsonObject, inWords: InWords): JsonObject {
  const own = isObject(schema) ? schema : {};
  return { ...rest, schema: inWords(examples === undefined ? own : { ...own, examples }) };
}

/** The generator lists three content types; the server accepts only JSON where it reads a JSON body. */
function onlyJson(body: JsonObject): JsonObject {
  const content = isObject(body['content']) ? body['content'] : {};
  const json = content['application/json'];
  if (!isObject(json)) return { ...body, content };
  // A body without required fields may be left out.
  const required = isObject(json['schema']) && 'required' in json['schema'];
  return { ...body, required, content: { 'application/json': json } };
}

function withSchemas(holder: JsonObject, inWords: InWords): JsonObject {
  const { content } = holder;
  if (!isObject(content)) return holder;
  const media = mapObject(content, ({ schema, ...rest }) =>
    isObject(schema) ? { schema: inWords(schema), ...rest } : rest,
  );
  return { ...holder, content: media };
}

const bodyRefusals: readonly ErrorCode[] = [
  'malformed_json',
  'payload_too_large',
  'unsupported_media_type',
  'server_busy',
];

/** The errors that depend only on guard, limit, body and parameters, so that no route repeats them. */
function sharedRefusals(operation: JsonObject): readonly ErrorCode[] {
  const { requestBody, parameters, 'x-guard': guard, 'x-rate-limit': limit } = operation;
  const readsJson =
    isObject(requestBody) &&
    isObject(requestBody['content']) &&
    'application/json' in requestBody['content'];
  const hasQuery =
    Array.isArray(parameters) &&
    parameters.some((each: Json) => isObject(each) && each['in'] === 'query');
  return [
    ...when(readsJson || hasQuery, 'validation_failed'),
    'malformed_request',
    ...when(readsJson, ...bodyRefusals),
    ...when(guard !== undefined, 'authentication_required', 'invalid_token'),
    ...when(
      guard !== undefined,
      operation[scopeMark] === undefined ? 'session_required' : 'insufficient_scope',
    ),
    ...when(
      guard !== undefined && operation[passwordChangeMark] !== true,
      'password_change_required',
    ),
    ...when(guard === 'administrator', 'admin_required'),
    ...when(operation[recentMark] === true, 'reauthentication_required'),
    // API tokens that do not work are counted on every guarded route.
    ...when(limit !== undefined || guard !== undefined, 'rate_limited'),
    'internal_error',
    ...when(operation[withoutStorage] !== true, 'storage_unavailable'),
  ];
}

function when(condition: boolean, ...codes: readonly ErrorCode[]): readonly ErrorCode[] {
  return condition ? codes : [];
}
