import type { DocumentDecoration, TSchema } from 'elysia';
import { type ErrorCode, type ErrorStatus, errorTable, reasonPhrase } from '../core/errors.ts';

interface Answer {
  readonly description: string;
  readonly schema: TSchema;
  /** Whether the same is given as a CSV file to whoever asks for that. */
  readonly isCsvToo?: boolean;
}

interface Documentation {
  /** What a generated client calls it: a verb, and a noun where the verb needs one. */
  readonly operation: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** What success looks like; a route that only redirects has none. */
  readonly success?: Answer & { readonly status?: number };
  /** Where it sends the browser to, with status 302. */
  readonly redirect?: string;
  /** Answers of a shape of their own, by status. */
  readonly others?: Readonly<Record<number, Answer>>;
  /** The refusals stand among `others`, in a shape of their own. */
  readonly hasOwnErrors?: boolean;
  /** What this route itself refuses; guards, limits and bodies bring their own. */
  readonly errors?: readonly ErrorCode[];
}

/** Marks an operation to whose refusals nothing common is added. */
export const ownErrors = 'x-own-errors';

/** Keeps the codes of an operation until somebody reads the document, which spells them out. */
export const routeErrors = 'x-route-errors';

/** The documentation part of a route line. */
export function documented(documentation: Documentation): DocumentDecoration {
  const { tag, summary, description, success, redirect, others = {}, errors = [] } = documentation;
  const answers = Object.entries({
    ...others,
    ...(success === undefined ? {} : { [success.status ?? 200]: success }),
  });
  return {
    operationId: documentation.operation,
    tags: [tag],
    summary,
    ...(documentation.hasOwnErrors === true ? { [ownErrors]: true } : {}),
    ...(description === undefined ? {} : { description }),
    ...(errors.length === 0 ? {} : { [routeErrors]: errors }),
    responses: {
      ...Object.fromEntries(answers.map(([status, answer]) => [status, jsonAnswer(answer)])),
      ...(redirect === undefined ? {} : { 302: { description: redirect } }),
    },
  };
}

function jsonAnswer({ description, schema, isCsvToo = false }: Answer) {
  const csv = { 'text/csv': { schema: { type: 'string' } } } as const;
  return {
    description,
    content: { 'application/json': { schema }, ...(isCsvToo ? csv : {}) },
  };
}

/** Where the document keeps the shape of every refusal. */
const errorReference = '#/components/schemas/Error';

type ErrorResponse = {
  readonly description: string;
  readonly headers?: { readonly 'Retry-After': { readonly $ref: string } };
  readonly content: {
    readonly 'application/json': {
      readonly schema: { readonly $ref: string };
      readonly examples: Readonly<Record<string, { readonly $ref: string }>>;
    };
  };
};

/** One response per status, with an example per error code; the examples stand in the document's components. */
export function errorResponses(
  codes: readonly ErrorCode[],
): Readonly<Record<string, ErrorResponse>> {
  const byStatus = Map.groupBy(codes, (code) => errorTable[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [String(status), errorResponse(status, group)]),
  );
}

function errorResponse(status: ErrorStatus, codes: readonly ErrorCode[]): ErrorResponse {
  const examples = codes.map((code) => [code, { $ref: `#/components/examples/${code}` }] as const);
  const saysWhen = status === 429 || status === 503;
  return {
    description: reasonPhrase(status),
    ...(saysWhen
      ? { headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } }
      : {}),
    content: {
      'application/json': {
        schema: { $ref: errorReference },
        examples: Object.fromEntries(examples),
      },
    },
  };
}

/** The answer of an operation that succeeds by redirecting only: there is nothing else but refusals. */
export const anyRefusal = {
  description: 'Any other answer is a refusal',
  content: { 'application/json': { schema: { $ref: errorReference } } },
};
