/** The part of JSON Schema that our documentation uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

type Definitions = Readonly<Record<string, JsonSchema>>;

const understood = new Set(
  [
    '$ref type const enum anyOf allOf properties required additionalProperties items pattern format',
    'minimum maximum minLength maxLength minItems maxItems',
    'description examples title',
  ].flatMap((words) => words.split(' ')),
);

const formats: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
};

/**
 * Where `value` breaks the schema. Stricter than the standard on purpose: a property that is not
 * described, or a schema word that is not understood here, is a problem too.
 */
export function schemaProblems(
  value: unknown,
  schema: JsonSchema,
  definitions: Definitions = {},
  at = 'body',
): readonly string[] {
  const strange = Object.keys(schema).filter((word) => !understood.has(word));
  if (strange.length > 0) return [`${at}: the schema has ${strange.join(', ')}`];
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace('#/components/schemas/', '');
    return schemaProblems(value, definitions[name] ?? { type: schema.$ref }, definitions, at);
  }
  if (schema.anyOf !== undefined) return unionProblems(value, schema.anyOf, definitions, at);
  if (schema.allOf !== undefined) {
    return schema.allOf.flatMap((each) => schemaProblems(value, each, definitions, at));
  }
  const one = { ...schema, type: typeMeant(schema, value) };
  return [
    ...enumProblems(value, choices(schema), at),
    ...typeProblems(value, one, definitions, at),
  ];
}

/** Of several types one is null; the words of the other say nothing of null. */
function typeMeant({ type = '(none)' }: JsonSchema, value: unknown): string {
  const types = [type].flat();
  const isNull = value === null && types.includes('null');
  return (isNull ? undefined : types.find((each) => each !== 'null')) ?? 'null';
}

function choices(schema: JsonSchema): readonly unknown[] | undefined {
  return 'const' in schema ? [schema.const] : schema.enum;
}

function enumProblems(value: unknown, options: readonly unknown[] | undefined, at: string) {
  if (options === undefined || options.includes(value)) return [];
  return [`${at}: ${JSON.stringify(value)} is none of ${options.join(', ')}`];
}

function unionProblems(
  value: unknown,
  options: readonly JsonSchema[],
  definitions: Definitions,
  at: string,
): readonly string[] {
  const found = options.map((option) => schemaProblems(value, option, definitions, at));
  return found.some((problems) => problems.length === 0) ? [] : found.flat();
}

function typeProblems(
  value: unknown,
  schema: JsonSchema,
  definitions: Definitions,
  at: string,
): readonly string[] {
  if (schema.type === 'object') return objectProblems(value, schema, definitions, at);
  if (schema.type === 'array') return listProblems(value, schema, definitions, at);
  if (schema.type === 'string') return textProblems(value, schema, at);
  if (schema.type === 'integer' || schema.type === 'number')
    return numberProblems(value, schema, at);
  return simpleProblems(value, schema.type, at);
}

function simpleProblems(value: unknown, type: JsonSchema['type'], at: string) {
  const isOfType = type === 'null' ? value === null : typeof value === type;
  return isOfType ? [] : [`${at}: not of type ${String(type ?? '(none)')}`];
}

function listProblems(
  value: unknown,
  { items = {}, minItems = 0, maxItems = Infinity }: JsonSchema,
  definitions: Definitions,
  at: string,
): readonly string[] {
  if (!Array.isArray(value)) return [`${at}: not an array`];
  if (value.length < minItems) return [`${at}: too few items`];
  if (value.length > maxItems) return [`${at}: too many items`];
  return value.flatMap((item, index) =>
    schemaProblems(item, items, definitions, `${at}[${index}]`),
  );
}

function objectProblems(
  value: unknown,
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  definitions: Definitions,
  at: string,
): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [`${at}: not an object`];
  }
  const missing = required.filter((name) => !(name in value));
  return [
    ...missing.map((name) => `${at}.${name}: missing`),
    ...Object.entries(value).flatMap(([name, inner]) => {
      const schema = properties[name] ?? additionalProperties;
      return schema === undefined
        ? [`${at}.${name}: not documented`]
        : schemaProblems(inner, schema, definitions, `${at}.${name}`);
    }),
  ];
}

function numberProblems(value: unknown, { type, minimum, maximum }: JsonSchema, at: string) {
  if (typeof value !== 'number') return [`${at}: not a number`];
  const isInside = value >= (minimum ?? -Infinity) && value <= (maximum ?? Infinity);
  const isOfType = type === 'number' || Number.isInteger(value);
  return isInside && isOfType ? [] : [`${at}: ${value} is not such a number`];
}

function textProblems(value: unknown, schema: JsonSchema, at: string) {
  const { pattern, format, minLength = 0, maxLength = Infinity } = schema;
  if (typeof value !== 'string') return [`${at}: not a string`];
  // JSON Schema counts code points.
  const length = Array.from(value).length;
  if (length < minLength || length > maxLength) return [`${at}: ${length} characters`];
  const rules = [pattern === undefined ? undefined : new RegExp(pattern)];
  if (format !== undefined) {
    const rule = formats[format];
    if (rule === undefined) return [`${at}: the schema has the format ${format}`];
    rules.push(rule);
  }
  const broken = rules.find((rule) => rule !== undefined && !rule.test(value));
  return broken === undefined ? [] : [`${at}: ${JSON.stringify(value)} does not match ${broken}`];
}
