import { type Static, t } from 'elysia';
import { tokenScopes } from '../../../core/token-scopes.ts';
import { inDocument } from '../../../http/document-keywords.ts';
import { nameField } from '../../users/schema.ts';

/** The longest time until a token expires, in days. */
const maxDays = 3650;

const scopeSchema = t.Union(
  tokenScopes.map((scope) => t.Literal(scope)),
  {
    title: 'TokenScope',
    description: [
      'What an API token opens:',
      '- `me`: read who its owner is',
      "- `profile`: change its owner's name, language and picture",
      '- `admin:read`: every GET under /api/admin, while its owner is an administrator',
      '- `admin:users`: also create, invite, approve, reject, enable and disable users, set their groups and end their sessions, but none of an administrator',
    ].join('\n'),
  },
);

const optionalTime = (description: string) =>
  t.Union([t.String({ format: 'date-time' }), t.Null()], { description });

const tokenFields = {
  id: t.String({ format: 'uuid' }),
  kind: t.Union([t.Literal('legacy'), t.Literal('named')], {
    description: '`legacy` is the token of /api/auth/api-token, of which a user has at most one',
  }),
  name: t.String({ examples: ['Backup script'] }),
  prefix: t.String({
    description: 'The first characters of the token',
    examples: ['ak_Zm9vYm'],
  }),
  scopes: t.Array(scopeSchema, { examples: [['me']] }),
  createdAt: t.String({ format: 'date-time' }),
  expiresAt: optionalTime('From when the token is refused; null: it does not expire'),
  lastUsedAt: optionalTime('Stored at most every ten minutes'),
  lastUsedIp: t.Union([t.String(), t.Null()]),
};

export const listedTokenSchema = t.Object(tokenFields, { title: 'ListedApiToken' });

export type ListedToken = Static<typeof listedTokenSchema>;

export const listedTokensSchema = t.Array(listedTokenSchema);

export const createdTokenSchema = t.Object(
  { ...tokenFields, token: t.String({ description: 'Shown only here', examples: ['ak_…'] }) },
  { title: 'CreatedApiToken' },
);

export type CreatedToken = Static<typeof createdTokenSchema>;

const days = (description: string) =>
  t.Optional(
    t.Union([t.Integer({ minimum: 1, maximum: maxDays }), t.Null()], {
      description,
      examples: [90],
    }),
  );

export const createTokenRequestSchema = t.Object(
  {
    name: nameField,
    scopes: t.Array(t.String(), {
      minItems: 1,
      maxItems: 20,
      description: tokenScopes.map((scope) => `\`${scope}\``).join(', '),
      ...inDocument({}),
    }),
    expiresInDays: days('When the token expires; null or left out: never'),
  },
  {
    title: 'CreateApiTokenRequest',
    examples: [{ name: 'Backup script', scopes: ['me'], expiresInDays: 90 }],
  },
);

export type CreateTokenRequest = Static<typeof createTokenRequestSchema>;

export const updateTokenRequestSchema = t.Object(
  {
    name: t.Optional(t.Union([nameField, t.Null()], { description: 'Null leaves it unchanged' })),
    expiresInDays: days('The new expiry counts from now; null leaves it unchanged'),
  },
  {
    title: 'UpdateApiTokenRequest',
    description: 'What is left out stays unchanged',
    examples: [{ name: 'Nightly backup', expiresInDays: 90 }],
  },
);

export type UpdateTokenRequest = Static<typeof updateTokenRequestSchema>;
