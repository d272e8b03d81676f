import { type ErrorCode, errorTable, isErrorCode } from '../core/errors.ts';
import { faultMeanings } from '../core/fault-meanings.ts';
import { reasonPhrase } from '../core/reason-phrases.ts';
import { tokenScopes } from '../core/token-scopes.ts';
import { fieldFaults } from '../core/field-faults.ts';
import { refusalReasons } from '../core/refusal-reasons.ts';
import { namedProviders, providerLabels } from '../core/providers/registry.ts';
import type { ErrorBody } from './error-handler.ts';

const codes = Object.keys(errorTable).filter(isErrorCode);

/** The parts of the OpenAPI document that do not come from routes. */
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
      { name: 'Accounts', description: 'Registration and sign-in with e-mail and password' },
      { name: 'Sessions', description: 'Refresh and end sessions, read the signed-in user' },
      {
        name: 'Token verification',
        description: 'What programs need that verify access tokens themselves',
      },
      { name: 'My account', description: 'Changes of users to their own account' },
      { name: 'OpenID Connect', description: "Sign-in at the operator's own provider" },
      { name: 'Sign-in providers', description: Object.values(providerLabels).join(', ') },
      { name: 'API tokens', description: 'Tokens for scripts, with the scopes that they need' },
      {
        name: 'Administration',
        description: 'For administrators: users, settings, signing keys, audit log',
      },
      {
        name: 'Compatibility API',
        description:
          'The same accounts under /auth, in the request and response format of another API',
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
    'The `access_token` from a sign-in or refresh. It expires after 15 minutes unless the server is configured otherwise.',
} as const;

const scopesInWords = tokenScopes.map((scope) => `\`${scope}\``).join(', ');

const apiToken = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'ak_…',
  description: `An API token of a user. The list beside \`apiToken\` in an operation names the scope that it needs: ${scopesInWords}. \`admin:users\` includes \`admin:read\`.`,
} as const;

const retryAfter = {
  description: 'Seconds until a retry makes sense',
  schema: { type: 'integer', minimum: 0 },
} as const;

const fieldErrorSchema = {
  type: 'object',
  required: ['field', 'message', 'code'],
  properties: {
    field: { type: 'string' },
    message: { type: 'string', description: 'A message for users' },
    code: { type: 'string', description: faultsInWords(), enum: Object.keys(fieldFaults) },
    params: {
      type: 'object',
      description: 'The values in the message, to build it in another language',
      additionalProperties: {
        anyOf: [
          { type: 'integer' },
          { type: 'string' },
          { type: 'array', items: { type: 'string' } },
        ],
      },
    },
  },
} as const;

const errorSchema = {
  type: 'object',
  description: 'The body of every error',
  required: ['statusCode', 'error', 'message', 'code', 'requestId'],
  properties: {
    statusCode: { type: 'integer' },
    error: { type: 'string', description: 'The HTTP reason phrase' },
    message: { type: 'string', description: 'A message for users' },
    code: { type: 'string', description: 'A stable code for programs', enum: codes },
    details: {
      type: 'array',
      description: 'With `validation_failed`: each invalid field',
      items: { $ref: '#/components/schemas/FieldError' },
    },
    methods: {
      type: 'array',
      description:
        'With `reauthentication_required`: `password` for POST /api/auth/reauthenticate, and the providers at which the person can sign in again',
      items: { type: 'string', enum: ['password', 'oidc', ...namedProviders] },
    },
    reason: {
      type: 'string',
      description: `What the message says beyond the code, for programs. The \`params\` of each reason: ${paramsOf(refusalReasons)}`,
      enum: Object.keys(refusalReasons),
    },
    params: {
      type: 'object',
      description: 'With `reason`: the values in the message, to build it in another language',
      additionalProperties: { anyOf: [{ type: 'integer' }, { type: 'string' }] },
    },
    pendingTicket: {
      type: 'string',
      description: 'With `account_pending`: for POST /api/auth/pending',
    },
    linkTicket: {
      type: 'string',
      description:
        'With `account_exists`: asks an administrator for the link (POST /api/auth/link-requests), or confirms it with the password of the account (POST /api/auth/link-requests/confirm). It lasts 10 minutes and works once',
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
  const rows = Object.entries(faultMeanings).map(([code, meaning]) => `- \`${code}\`: ${meaning}`);
  return [
    'A stable code for programs.',
    rows.join('\n'),
    `The \`params\` of each code: ${paramsOf(fieldFaults)}`,
  ].join('\n\n');
}

/** The names of the params of each code that has any. */
function paramsOf(list: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(list)
    .filter(([, names]) => names.length > 0)
    .map(([code, names]) => `\`${code}\`: ${names.map((name) => `\`${name}\``).join(', ')}`)
    .join('; ');
}

// The error table is long, so it is folded with HTML; a reader without HTML still finds every row. A line break
// inside a paragraph would be shown as one.
const description = [
  'A self-hosted sign-in server. How to run it and how to use it from an application: the [handbook](/docs/handbook).',
  'Authenticate with `Authorization: Bearer …`. There are two kinds of bearer token: the **access token** of a sign-in, and the **API tokens** of a user (`ak_…`), accepted by the operations that list them, when they have the scope.',
  'Every error has the form of the **Error** schema. Programs use its `code`, which never changes; users read its `message`. Answers 429 and 503 give in `Retry-After` the seconds to wait.',
  `<details><summary>All ${codes.length} error codes</summary>`,
  ['| Code | Status | Sentence |', '| --- | --- | --- |', ...codes.map(errorRow)].join('\n'),
  '</details>',
].join('\n\n');

function errorRow(code: ErrorCode): string {
  const { status, message } = errorTable[code];
  return `| \`${code}\` | ${status} ${reasonPhrase(status)} | ${message} |`;
}
