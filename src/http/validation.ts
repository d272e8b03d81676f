import type { ValidationError } from 'elysia';
import type { FieldError } from '../core/errors.ts';

interface SchemaHint {
  readonly type?: unknown;
  readonly const?: string;
  readonly anyOf?: readonly SchemaHint[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** The fields a schema refused, each once, in sentences of ours: the library's would repeat the rejected value. */
export function fieldErrors(error: ValidationError): readonly FieldError[] {
  const byField = new Map<string, FieldError>();
  for (const problem of error.all) {
    if (!('path' in problem)) continue;
    const field = problem.path.slice(1).replaceAll('/', '.');
    if (byField.has(field)) continue;
    byField.set(field, { field: field || error.type, message: sentence(field, problem) });
  }
  const found = [...byField.values()];
  return found.length > 0 ? found : [{ field: error.type, message: `${error.type} is not valid` }];
}

function sentence(
  field: string,
  problem: { readonly value?: unknown; readonly schema?: unknown },
): string {
  if (field === '') return 'The request must be a JSON object';
  if (problem.value === undefined) return `${field} is required`;
  return `${field} must be ${expectation(problem.schema ?? {})}`;
}

function expectation(schema: SchemaHint): string {
  if (schema.const !== undefined) return schema.const;
  if (schema.anyOf !== undefined) return expectationOfAny(schema.anyOf);
  if (schema.type === 'string') return 'a string';
  if (schema.type === 'boolean') return 'true or false';
  if (schema.type === 'array') return `a list of ${schema.minItems ?? 0} to ${schema.maxItems}`;
  return numberExpectation(schema);
}

/** The options in words. Null stays unsaid beside others: it only means that nothing is given. */
function expectationOfAny(options: readonly SchemaHint[]): string {
  const real = options.filter(({ type }) => type !== 'null').map((option) => expectation(option));
  const last = real.pop() ?? 'null';
  return real.length === 0 ? last : `${real.join(', ')} or ${last}`;
}

function numberExpectation(schema: SchemaHint): string {
  const kind = schema.type === 'integer' ? 'a whole number' : 'a number';
  if (schema.type !== 'integer' && schema.type !== 'number') return 'of another type';
  if (schema.minimum === undefined || schema.maximum === undefined) return kind;
  return `${kind} from ${schema.minimum} to ${schema.maximum}`;
}
