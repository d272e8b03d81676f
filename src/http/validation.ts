import type { ValidationError } from 'elysia';
import type { FieldError } from '../core/errors.ts';
import type { Fault } from '../core/field-faults.ts';

interface SchemaHint {
  readonly type?: unknown;
  readonly const?: string;
  readonly format?: string;
  readonly anyOf?: readonly SchemaHint[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/**
 * The fields that a schema refused, each once. The messages are written here, because those of the library repeat
 * the refused value.
 */
export function fieldErrors(error: ValidationError): readonly FieldError[] {
  const byField = new Map<string, FieldError>();
  for (const problem of error.all) {
    if (!('path' in problem)) continue;
    const field = problem.path.slice(1).replaceAll('/', '.');
    if (byField.has(field)) continue;
    byField.set(field, {
      field: field || error.type,
      message: sentence(field, problem),
      ...faultOf(field, problem),
    });
  }
  const found = [...byField.values()];
  if (found.length > 0) return found;
  return [{ field: error.type, message: `${error.type} is not valid`, code: 'malformed' }];
}

interface Problem {
  readonly value?: unknown;
  readonly schema?: unknown;
}

/** The code of the problem, for programs. */
function faultOf(field: string, { value, schema }: Problem): Fault {
  if (field === '') return { code: 'type', params: { expected: ['object'] } };
  if (value === undefined) return { code: 'required' };
  const options = optionsOf(schema ?? {});
  const allowed = options.flatMap((option) => option.const ?? []);
  if (allowed.length > 0 && allowed.length === options.length) {
    return { code: 'unknown_value', params: { allowed } };
  }
  const range = rangeOf(value, options[0] ?? {});
  if (range !== null) return { code: 'out_of_range', params: range };
  const expected = options.flatMap(({ type }) => (typeof type === 'string' ? type : []));
  return { code: 'type', params: { expected: [...new Set(expected)] } };
}

/** What a number, or the length of a list, must lie between; null where no such range is set. */
function rangeOf(
  value: unknown,
  { minimum, maximum, minItems, maxItems }: SchemaHint,
): { readonly min: number; readonly max: number } | null {
  const isList = Array.isArray(value);
  if (!isList && typeof value !== 'number') return null;
  const [min, max] = isList ? [minItems, maxItems] : [minimum, maximum];
  if (min === undefined || max === undefined) return null;
  // A list of the right length has an entry of a wrong type.
  const isWithin = isList && value.length >= min && value.length <= max;
  return isWithin ? null : { min, max };
}

/** The accepted types. Null is left out beside others, because it only means that no value is given. */
function optionsOf(schema: SchemaHint): readonly SchemaHint[] {
  const options = schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap(optionsOf);
  return options.filter(({ type, format }) => type !== 'null' && !textForms.has(format));
}

/** Formats by which Elysia also accepts a number or boolean as text. */
const textForms: ReadonlySet<unknown> = new Set(['integer', 'numeric', 'boolean']);

function sentence(field: string, problem: Problem): string {
  if (field === '') return 'The request must be a JSON object';
  if (problem.value === undefined) return `${field} is required`;
  return `${field} must be ${expectation(problem.schema ?? {})}`;
}

function expectation(schema: SchemaHint): string {
  if (schema.const !== undefined) return schema.const;
  if (schema.anyOf !== undefined) return expectationOfAny(schema);
  if (schema.type === 'string') return 'a string';
  if (schema.type === 'boolean') return 'true or false';
  if (schema.type === 'array') return `a list of ${schema.minItems ?? 0} to ${schema.maxItems}`;
  return numberExpectation(schema);
}

function expectationOfAny(schema: SchemaHint): string {
  const real = optionsOf(schema).map((option) => expectation(option));
  const last = real.pop() ?? 'null';
  return real.length === 0 ? last : `${real.join(', ')} or ${last}`;
}

function numberExpectation(schema: SchemaHint): string {
  const kind = schema.type === 'integer' ? 'a whole number' : 'a number';
  if (schema.type !== 'integer' && schema.type !== 'number') return 'of another type';
  if (schema.minimum === undefined || schema.maximum === undefined) return kind;
  return `${kind} from ${schema.minimum} to ${schema.maximum}`;
}
