import type { DocumentDecoration, TSchema } from 'elysia';
import { type ErrorCode, type ErrorStatus, errorTable } from '../core/errors.ts';
import { reasonPhrase } from '../core/reason-phrases.ts';

interface Answer {
  readonly description: string;
  readonly schema: TSchema;
  /** Whether the same data is available as a CSV file by content negotiation. */
  readonly isCsvToo?: boolean;
}

interface Documentation {
  /** The operation's name in generated clients: a verb, and a noun where it needs one. */
  readonly operation: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** The successful answer; a route that only redirects has none. */
  readonly success?: Answer & { readonly status?: number };
  /** Where the route redirects the browser. */
  readonly redirect?: string;
  /** Default 302. */
  readonly redirectStatus?: 302 | 303;
  /** Answers of another shape, by status. */
  readonly others?: Readonly<Record<number, Answer>>;
  /** Whether the errors are among `others`, in another shape. */
  readonly hasOwnErrors?: boolean;
  /** Whether an unavailable database does not refuse the request. */
  readonly isWithoutStorage?: boolean;
  /** The errors of this route itself; guards, limits and bodies add theirs. */
  readonly errors?: readonly ErrorCode[];
}

/** Marks an operation to which no common errors are added. */
export const ownErrors = 'x-own-errors';

/** Marks an operation that no unavailable database refuses. */
export const withoutStorage = 'x-without-storage';

/** Holds the error codes of an operation until the document is generated from them. */
export const routeErrors = 'x-route-errors';

/** The documentation part of a route line. */
export function documented(documentation: Documentation): DocumentDecoration {
  const { tag, summary, description, success, others = {}, errors = [] } = documentation;
  const answers = Object.entries({
    ...others,
    ...(success === undefined ? {} : { [success.status ?? 200]: success }),
  });
  return {
    operationId: documentation.operation,
    tags: [tag],
    summary,
    ...(documentation.hasOwnErrors === true ? { [ownErrors]: true } : {}),
    ...(documentation.isWithoutStorage === true ? { [withoutStorage]: true } : {}),
    ...(description === undefined ? {} : { description }),
    ...(errors.length === 0 ? {} : { [routeErrors]: errors }),
    responses: {
      ...Object.fromEntries(
        answers.map(([status, answer]) => [
          status,
          { ...jsonAnswer(answer), ...waitHeader(Number(status)) },
        ]),
      ),
      ...redirectAnswer(documentation),
    },
  };
}

function redirectAnswer({ redirect, redirectStatus = 302 }: Documentation) {
  return redirect === undefined ? {} : { [redirectStatus]: { description: redirect } };
}

function jsonAnswer({ description, schema, isCsvToo = false }: Answer) {
  const csv = { 'text/csv': { schema: { type: 'string' } } } as const;
  return {
    description,
    content: { 'application/json': { schema }, ...(isCsvToo ? csv : {}) },
  };
}

/** The reference to the schema of every error. */
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

/** One response per status, with an example per error code; the examples are in the components of the document. */
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
  return {
    description: reasonPhrase(status),
    ...waitHeader(status),
    content: {
      'application/json': {
        schema: { $ref: errorReference },
        examples: Object.fromEntries(examples),
      },
    },
  };
}

/** These say when to try again. */
function waitHeader(status: number): Pick<ErrorResponse, 'headers'> {
  if (status !== 429 && status !== 503) return {};
  return { headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } };
}

/** The answer of an operation that succeeds only by redirecting: all its other answers are errors. */
export const anyRefusal = {
  description: 'Any other answer is an error',
  content: { 'application/json': { schema: { $ref: errorReference } } },
};
