import { documentKeywords } from './document-keywords.ts';

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Keywords that OpenAPI 3.1 takes unchanged from TypeBox, because both use JSON Schema. */
const plainWords: ReadonlySet<string> = new Set([
  'title',
  'description',
  'type',
  'format',
  'pattern',
  'enum',
  'const',
  'examples',
  'required',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'default',
  'deprecated',
  '$ref',
]);

/** Keywords that hold further schemas, or that Elysia writes for its own use. */
const translations = new Map<string, (value: Json) => JsonObject>([
  [
    'properties',
    (value) => ({ properties: isObject(value) ? mapObject(value, openApiSchema) : {} }),
  ],
  // TypeBox writes any property name as a pattern, which client generators do not read.
  [
    'patternProperties',
    (value) => ({ additionalProperties: schemas(Object.values(value ?? {}))[0] ?? true }),
  ],
  // Elysia writes false here once a route was used, although further fields are ignored, not refused.
  [
    'additionalProperties',
    (value) => (value === false ? {} : { additionalProperties: schemaOr(value) }),
  ],
  ['items', (value) => ({ items: schemaOr(value) })],
  ['allOf', (value) => ({ allOf: schemas(value) })],
]);

/** Translates a schema of TypeBox and Elysia to an OpenAPI 3.1 Schema Object. Other keywords are dropped. */
export function openApiSchema(schema: JsonObject): JsonObject {
  const words = Object.entries(schema).flatMap(([word, value]) =>
    Object.entries(
      plainWords.has(word) ? { [word]: value } : (translations.get(word)?.(value) ?? {}),
    ),
  );
  const { default: fallback, ...result }: JsonObject = Object.fromEntries(words);
  // Elysia marks files by a default value.
  const isFile = result['format'] === 'binary';
  const whole = fallback === undefined || isFile ? result : { ...result, default: fallback };
  const union = schema['anyOf'];
  const judged = union === undefined ? whole : withUnion(whole, schemas(union));
  const shown = schema[documentKeywords];
  return isObject(shown) ? { ...judged, ...shown } : judged;
}

/** Formats by which Elysia also accepts a number or boolean as text; the document names the real type. */
const textForms: ReadonlySet<Json | undefined> = new Set(['integer', 'numeric', 'boolean']);

const nothing: JsonObject = { type: 'null' };

/** Simplifies a union: a single option replaces it, and a union of constants becomes an enum. */
function withUnion(base: JsonObject, options: readonly JsonObject[]): JsonObject {
  const isText = (option: JsonObject) => textForms.has(option['format']) && 'default' in option;
  const real = options.filter((option) => option['type'] !== 'null' && !isText(option));
  const isNullable = options.some((option) => option['type'] === 'null');
  const single = singleOf(real);
  if (single === null) return { ...base, anyOf: isNullable ? [...real, nothing] : real };
  if (single === nothing) return { ...nothing, ...base };
  // A titled schema becomes a reference, which must stay unchanged.
  if (single['title'] !== undefined && isNullable) return { ...base, anyOf: [single, nothing] };
  if (single['title'] !== undefined && Object.keys(base).length > 0) {
    return { ...base, allOf: [single] };
  }
  return { ...(isNullable ? orNull(single) : single), ...base };
}

/** One schema equal to all the options, such as an enum of constants; null when there is none. */
function singleOf(options: readonly JsonObject[]): JsonObject | null {
  const [first, ...others] = options;
  if (first === undefined) return nothing;
  if (others.length === 0) return first;
  const isList = options.every((each) => 'const' in each && each['type'] === first['type']);
  if (!isList) return null;
  return { type: first['type'] ?? 'string', enum: options.map((each) => each['const'] ?? null) };
}

function orNull({ type, enum: choices, const: constant, ...rest }: JsonObject): JsonObject {
  const types = type === undefined ? {} : { type: [...new Set([type, 'null'].flat())] };
  const listed = constant === undefined ? choices : [constant];
  return { ...types, ...(Array.isArray(listed) ? { enum: [...listed, null] } : {}), ...rest };
}

function schemas(value: Json): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject).map(openApiSchema) : [];
}

function schemaOr(value: Json): Json {
  return isObject(value) ? openApiSchema(value) : value;
}

/** Whether a JSON value is an object, and neither an array nor null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy of the object with other values. */
export function mapObject<T>(
  object: JsonObject,
  change: (value: JsonObject, name: string) => T,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name,
      change(isObject(value) ? value : {}, name),
    ]),
  );
}
