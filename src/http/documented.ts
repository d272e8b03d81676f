import { STATUS_CODES } from 'node:http';
import type { DocumentDecoration, TSchema } from 'elysia';
import { type ErrorCode, errorTable } from '../core/errors.ts';

interface Documentation {
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** What success looks like; a null schema means an answer without a body. */
  readonly success: {
    readonly status?: number;
    readonly description: string;
    readonly schema: TSchema;
  };
  /** What this route itself refuses; guards, limits and bodies bring their own. */
  readonly errors?: readonly ErrorCode[];
}

type Responses = NonNullable<DocumentDecoration['responses']>;

/** The documentation part of a route line. */
export function documented(documentation: Documentation): DocumentDecoration {
  const { tag, summary, description, success, errors = [] } = documentation;
  return {
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    responses: {
      [String(success.status ?? 200)]: jsonResponse(success.description, {
        schema: success.schema,
      }),
      ...errorResponses(errors),
    },
  };
}

/** One response per status, with an example per error code. */
export function errorResponses(codes: readonly ErrorCode[]): Responses {
  const byStatus = Map.groupBy(codes, (code) => errorTable[code].status);
  const entries = [...byStatus].map(([status, group]) => {
    const examples = Object.fromEntries(group.map((code) => [code, { value: errorExample(code) }]));
    const schema = { $ref: '#/components/schemas/Error' };
    return [
      String(status),
      jsonResponse(STATUS_CODES[status] ?? '', { schema, examples }),
    ] as const;
  });
  return Object.fromEntries(entries);
}

function errorExample(code: ErrorCode) {
  const { status, message } = errorTable[code];
  return {
    statusCode: status,
    error: STATUS_CODES[status],
    message,
    code,
    requestId: '5f0f7f9a-3c53-4c39-8f3e-0a9a2f6f5d11',
  };
}

function jsonResponse(
  description: string,
  content: {
    readonly schema: object;
    readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
  },
): Responses[string] {
  return { description, content: { 'application/json': content } };
}
