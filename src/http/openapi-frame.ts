import { type ErrorCode, errorTable, reasonPhrase } from '../core/errors.ts';
import { fieldFaults } from '../core/field-faults.ts';
import { namedProviders, providerLabels } from '../core/providers/registry.ts';
import type { ErrorBody } from './error-handler.ts';

const codes = Object.keys(errorTable) as ErrorCode[];

/** What the OpenAPI document says besides the routes. */
export function openApiFrame(version: string) {
  return {
    info: {
      title: 'anchor-auth',
      summary: 'A self-hosted sign-in server',
      version,
      license: { name: 'MIT License', identifier: 'MIT' },
      description,
    },
    servers: [{ url: '/', description: 'This server' }],
    tags: [
      { name: 'Accounts', description: 'Joining and signing in with e-mail and password' },
      { name: 'Sessions', description: 'Staying signed in, signing out, who am I' },
      { name: 'My account', description: 'What a signed-in person changes' },
      { name: 'OpenID Connect', description: "Signing in at the operator's own provider" },
      { name: 'Sign-in providers', description: Object.values(providerLabels).join(', ') },
      { name: 'API tokens', description: 'One token per person, for scripts' },
      {
        name: 'Administration',
        description: 'For administrators: people, settings, what happened',
      },
      {
        name: 'Second dialect',
        description: 'The same accounts under /auth, in the words of another API',
      },
      { name: 'Health', description: 'For monitors and load balancers' },
    ],
    components: {
      securitySchemes: { accessToken, apiToken },
      schemas: { Error: errorSchema, FieldError: fieldErrorSchema },
      headers: { RetryAfter: retryAfter },
      examples: Object.fromEntries(codes.map((code) => [code, { value: errorExample(code) }])),
    },
  };
}

const accessToken = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description:
    'The `access_token` that signing in or refreshing answers. It lives 15 minutes unless the server is set otherwise.',
} as const;

const apiToken = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'ak_…',
  description: 'The API token of a person. It does not expire and is theirs to revoke.',
} as const;

const retryAfter = {
  description: 'After how many seconds to try again',
  schema: { type: 'integer', minimum: 0 },
} as const;

const fieldErrorSchema = {
  type: 'object',
  required: ['field', 'message', 'code'],
  properties: {
    field: { type: 'string' },
    message: { type: 'string', description: 'A sentence for people' },
    code: { type: 'string', description: faultsInWords(), enum: Object.keys(fieldFaults) },
    params: {
      type: 'object',
      description: 'The numbers and words of the sentence, for one in another language',
      additionalProperties: {
        anyOf: [{ type: 'integer' }, { type: 'array', items: { type: 'string' } }],
      },
    },
  },
} as const;

const errorSchema = {
  type: 'object',
  description: 'The shape of every refusal',
  required: ['statusCode', 'error', 'message', 'code', 'requestId'],
  properties: {
    statusCode: { type: 'integer' },
    error: { type: 'string', description: 'The HTTP reason phrase' },
    message: { type: 'string', description: 'A sentence for people' },
    code: { type: 'string', description: 'A stable name for programs', enum: codes },
    details: {
      type: 'array',
      description: 'With `validation_failed`: each field at fault',
      items: { $ref: '#/components/schemas/FieldError' },
    },
    methods: {
      type: 'array',
      description:
        'With `reauthentication_required`: `password` for POST /api/auth/reauthenticate, and the providers at which the person can sign in again',
      items: { type: 'string', enum: ['password', 'oidc', ...namedProviders] },
    },
    requestId: {
      type: 'string',
      format: 'uuid',
      description: 'Also in the `X-Request-Id` header and in the log',
    },
  },
} as const;

function errorExample(code: ErrorCode): ErrorBody {
  const { status, message } = errorTable[code];
  return {
    statusCode: status,
    error: reasonPhrase(status),
    message,
    code,
    ...(code === 'validation_failed' ? fieldExample : {}),
    ...(code === 'reauthentication_required' ? { methods: ['password', 'github'] } : {}),
    requestId: '5f0f7f9a-3c53-4c39-8f3e-0a9a2f6f5d11',
  };
}

const fieldExample: Pick<ErrorBody, 'message' | 'details'> = {
  message: 'email is required; password must be at least 8 characters',
  details: [
    { field: 'email', message: 'email is required', code: 'required' },
    {
      field: 'password',
      message: 'password must be at least 8 characters',
      code: 'too_short',
      params: { min: 8 },
    },
  ],
};

function faultsInWords(): string {
  const told = Object.entries(fieldFaults)
    .filter(([, names]) => names.length > 0)
    .map(([code, names]) => `\`${code}\`: ${names.map((name) => `\`${name}\``).join(', ')}`);
  return `A stable name for programs. What \`params\` tells: ${told.join('; ')}`;
}

// The table is long, so it is folded away; a reader without HTML still finds every row. A line break
// inside a paragraph would be shown as one.
const description = [
  'A self-hosted sign-in server.',
  'Say who you are with `Authorization: Bearer …`. There are two kinds of bearer: the **access token** of a sign-in, and the **API token** of a person (`ak_…`), good for the operations that name it.',
  'Every refusal has the shape of the **Error** schema. Programs go by its `code`, which never changes; people read its `message`. Answers 429 and 503 say in `Retry-After` how many seconds to wait.',
  `<details><summary>All ${codes.length} error codes</summary>`,
  ['| Code | Status | Sentence |', '| --- | --- | --- |', ...codes.map(errorRow)].join('\n'),
  '</details>',
].join('\n\n');

function errorRow(code: ErrorCode): string {
  const { status, message } = errorTable[code];
  return `| \`${code}\` | ${status} ${reasonPhrase(status)} | ${message} |`;
}
