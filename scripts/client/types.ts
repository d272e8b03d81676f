import { isObject, type Json, type JsonObject } from '../../src/http/openapi-schema.ts';

/** `Error` is a class of the language. */
const renamed: Readonly<Record<string, string>> = { Error: 'ErrorBody' };

type Schemas = Readonly<Record<string, JsonObject>>;

/** Every named schema of the document as a type; what is sent takes readonly lists too. */
export function typesOf(schemas: Schemas): string {
  return Object.keys(schemas)
    .map((name) => declarationOf(name, schemas))
    .join('\n');
}

function declarationOf(name: string, schemas: Schemas): string {
  const schema = schemas[name] ?? {};
  const isSent = name.endsWith('Request');
  const start = `${commentOf(schema['description'])}export`;
  if (!isObject(schema['properties'])) {
    return `${start} type ${nameOf(name)} = ${typeOf(schema, isSent)};\n`;
  }
  const base = isSent ? null : baseOf(name, schemas);
  const inherited = base === null ? [] : [...fieldsOf(schemas[base], isSent).keys()];
  const lines = [...fieldsOf(schema, isSent)].filter(([field]) => !inherited.includes(field));
  const parent = base === null ? '' : ` extends ${base}`;
  return `${start} interface ${nameOf(name)}${parent} ${block(lines)}\n`;
}

/** The largest other schema of which this one has every field. */
function baseOf(name: string, schemas: Schemas): string | null {
  const own = fieldsOf(schemas[name]);
  const bases = Object.keys(schemas)
    .map((each) => ({ each, fields: fieldsOf(schemas[each]) }))
    .filter(({ fields }) => fields.size >= fewest && fields.size < own.size)
    .filter(({ fields }) => [...fields].every(([field, line]) => own.get(field) === line))
    .toSorted((one, other) => other.fields.size - one.fields.size);
  return bases[0]?.each ?? null;
}

/** Fewer fields in common are chance. */
const fewest = 4;

/** The name of the type of a schema. */
export function nameOf(title: string): string {
  return renamed[title] ?? title;
}

/** A schema as a type. */
export function typeOf(schema: JsonObject, isSent = false): string {
  const { $ref: reference, enum: choices, const: constant, anyOf, allOf, type } = schema;
  if (typeof reference === 'string') return nameOf(reference.split('/').at(-1) ?? '');
  if (constant !== undefined) return literal(constant);
  if (Array.isArray(choices)) return choices.map((each: Json) => literal(each)).join(' | ');
  if (Array.isArray(anyOf)) return joined(anyOf.filter(isObject), isSent, ' | ');
  if (Array.isArray(allOf)) return joined(allOf.filter(isObject), isSent, ' & ');
  if (Array.isArray(type)) {
    const withType = (one: Json): JsonObject => ({ ...schema, type: one });
    return joined(type.map(withType), isSent, ' | ');
  }
  return plainType(schema, isSent);
}

function joined(schemas: readonly JsonObject[], isSent: boolean, sign: ' | ' | ' & '): string {
  return [...new Set(schemas.map((each) => typeOf(each, isSent)))].join(sign);
}

function plainType(schema: JsonObject, isSent: boolean): string {
  const { type, format, items } = schema;
  if (type === 'array') return arrayOf(items, isSent);
  if (type === 'object') return objectOf(schema, isSent);
  if (format === 'binary') return 'Upload';
  const plain = plainTypes.get(textOf(type));
  if (plain === undefined) throw new Error(`There is no type for ${JSON.stringify(schema)}`);
  return plain;
}

const plainTypes: ReadonlyMap<string, string> = new Map([
  ['string', 'string'],
  ['integer', 'number'],
  ['number', 'number'],
  ['boolean', 'boolean'],
  ['null', 'null'],
]);

function arrayOf(items: Json | undefined, isSent: boolean): string {
  if (!isObject(items)) throw new Error('An array of nothing');
  const type = typeOf(items, isSent);
  const list = /^\w+$/.test(type) ? `${type}[]` : `(${type})[]`;
  return isSent ? `readonly ${list}` : list;
}

function objectOf(schema: JsonObject, isSent: boolean): string {
  const { properties, additionalProperties: others } = schema;
  if (isObject(others)) return `Record<string, ${typeOf(others, isSent)}>`;
  if (!isObject(properties)) throw new Error(`An object of nothing: ${JSON.stringify(schema)}`);
  return block([...fieldsOf(schema, isSent)]);
}

function block(lines: readonly (readonly [string, string])[]): string {
  return `{\n${lines.map(([, line]) => line).join('\n')}\n}`;
}

/** The fields of an object, each with its line in the type. */
function fieldsOf(schema: JsonObject | undefined, isSent = false): ReadonlyMap<string, string> {
  const { properties, required } = schema ?? {};
  const needed: readonly Json[] = Array.isArray(required) ? required : [];
  const lines = Object.entries(isObject(properties) ? properties : {}).map(
    ([name, field]): [string, string] => {
      if (!isObject(field)) throw new Error(`${name} is no schema`);
      return [name, fieldOf(name, field, { isSent, isNeeded: needed.includes(name) })];
    },
  );
  return new Map(lines);
}

interface Field {
  readonly isSent: boolean;
  readonly isNeeded: boolean;
  /** Whether undefined may be given in place of leaving it out; bodies take null for that. */
  readonly maybeUndefined?: boolean;
}

/** One line of an object type, or of the query of a call. */
export function fieldOf(name: string, schema: JsonObject, field: Field): string {
  const { isSent, isNeeded, maybeUndefined = false } = field;
  const key = /^\w+$/.test(name) ? name : literal(name);
  const mark = isNeeded ? '' : '?';
  const absent = maybeUndefined ? ' | undefined' : '';
  return `${key}${mark}: ${typeOf(schema, isSent)}${absent};`;
}

export function commentOf(text: Json | undefined): string {
  return typeof text === 'string' ? `/** ${text.replaceAll('*/', '* /')} */\n` : '';
}

function literal(value: Json): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : JSON.stringify(value);
}

/** A value that must be a text. */
export function textOf(value: Json | undefined): string {
  if (typeof value !== 'string') throw new Error(`${JSON.stringify(value)} is no text`);
  return value;
}
