import { shownWords } from './shown-words.ts';

/** What JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

/** Words that OpenAPI 3.0.3 and TypeBox use alike. */
const commonWords: ReadonlySet<string> = new Set([
  'title',
  'description',
  'type',
  'format',
  'pattern',
  'enum',
  'nullable',
  'required',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'default',
  'example',
  'deprecated',
  '$ref',
]);

/** Words that OpenAPI 3.0.3 spells otherwise, or that hold further schemas. */
const translations = new Map<string, (value: Json) => JsonObject>([
  ['const', (value) => ({ enum: [value] })],
  ['examples', (value) => (Array.isArray(value) ? { example: value[0] as Json } : {})],
  [
    'properties',
    (value) => ({ properties: isObject(value) ? mapObject(value, openApiSchema) : {} }),
  ],
  [
    'patternProperties',
    (value) => ({ additionalProperties: schemas(Object.values(value ?? {}))[0] ?? true }),
  ],
  // Elysia writes false here once a route was used; yet further fields are ignored, not refused.
  [
    'additionalProperties',
    (value) => (value === false ? {} : { additionalProperties: schemaOr(value) }),
  ],
  ['items', (value) => ({ items: schemaOr(value) })],
  ['allOf', (value) => ({ allOf: schemas(value) })],
]);

/** Says a JSON Schema, as TypeBox and Elysia make it, as an OpenAPI 3.0.3 Schema Object. Other words are dropped. */
export function openApiSchema(schema: JsonObject): JsonObject {
  const parts = Object.entries(schema).map(([word, value]) =>
    commonWords.has(word) ? { [word]: value } : (translations.get(word)?.(value) ?? {}),
  );
  const { default: fallback, ...result } = Object.assign({}, ...parts) as JsonObject;
  // Elysia marks files by a default of its own.
  const isFile = result['format'] === 'binary';
  const whole = fallback === undefined || isFile ? result : { ...result, default: fallback };
  const union = schema['anyOf'];
  const judged = union === undefined ? whole : withUnion(whole, schemas(union));
  const shown = schema[shownWords];
  return isObject(shown) ? { ...judged, ...shown } : judged;
}

/** Formats by which Elysia also takes a number or boolean as text; the document names the real type. */
const textForms: ReadonlySet<Json | undefined> = new Set(['integer', 'numeric', 'boolean']);

/** Null is a property of a type here, one choice is no choice, and a union of constants is a list. */
function withUnion(base: JsonObject, options: readonly JsonObject[]): JsonObject {
  const isText = (option: JsonObject) => textForms.has(option['format']) && 'default' in option;
  const real = options.filter((option) => option['type'] !== 'null' && !isText(option));
  const nullable = options.some((option) => option['type'] === 'null') ? { nullable: true } : {};
  const [first, ...others] = real;
  if (first === undefined) return { ...base, ...nullable };
  if (others.length === 0) return only(first, { ...base, ...nullable });
  if (real.every((option) => Array.isArray(option['enum']) && option['type'] === first['type'])) {
    const values = real.flatMap((option) => option['enum'] as readonly Json[]);
    return { ...base, ...nullable, type: first['type'] ?? 'string', enum: values };
  }
  return { ...base, ...nullable, anyOf: real };
}

/** What has a name becomes a reference, beside which nothing may stand. */
function only(option: JsonObject, words: JsonObject): JsonObject {
  if (option['title'] === undefined || Object.keys(words).length === 0) {
    return { ...option, ...words };
  }
  return { ...words, type: option['type'] ?? 'object', allOf: [option] };
}

function schemas(value: Json): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject).map(openApiSchema) : [];
}

function schemaOr(value: Json): Json {
  return isObject(value) ? openApiSchema(value) : value;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

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
