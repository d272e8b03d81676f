import { type Static, t } from 'elysia';
import { providerSchema, userSchema } from '../../users/schema.ts';
import { userDetailsSchema } from '../user-page/schema.ts';

const time = () => t.String({ format: 'date-time' });

const claimantSchema = t.Object(
  {
    provider: providerSchema,
    providerName: t.String({
      description:
        'The name on the sign-in page; the host of the issuer when it is no longer set up',
      examples: ['Family ID'],
    }),
    issuer: t.String({ examples: ['https://id.example.com'] }),
    subject: t.String({ description: 'The permanent id of the account at the provider' }),
    email: t.String({ description: 'The address that the provider told' }),
    emailVerified: t.Boolean({ description: 'Whether the provider has verified this address' }),
    name: t.Union([t.String(), t.Null()], { description: 'The name that the provider told' }),
  },
  { title: 'LinkClaimant' },
);

const accountSchema = t.Composite(
  [
    t.Pick(userSchema, ['id', 'email', 'name', 'profileImage', 'isAdmin', 'status']),
    t.Pick(userDetailsSchema, ['emailVerified', 'hasPassword', 'linkedProviders', 'lastLoginAt']),
  ],
  { title: 'LinkAccount' },
);

export const linkRequestSchema = t.Object(
  {
    id: t.String({ format: 'uuid' }),
    askedAt: time(),
    expiresAt: time(),
    refusedAt: t.Union([time(), t.Null()], {
      description: 'When an administrator refused; the person cannot ask again until it expires',
    }),
    claimant: claimantSchema,
    account: accountSchema,
    replaces: t.Array(
      t.Object(
        { email: t.Union([t.String(), t.Null()]), linkedAt: time(), lastUsedAt: time() },
        { title: 'ReplacedIdentity' },
      ),
      {
        description:
          'The accounts at the same issuer that are linked now: a grant unlinks them and ends the sessions',
      },
    ),
    obstacle: t.Union(
      [
        t.Literal('outdated'),
        t.Literal('account_pending'),
        t.Literal('account_disabled'),
        t.Literal('own_account'),
        t.Null(),
      ],
      {
        description:
          'Why a grant would be refused now. outdated: the account or the sign-in has changed, so that a sign-in would end in another way; own_account: it is the account of the caller',
      },
    ),
  },
  { title: 'RequestedLink' },
);

export type LinkRequest = Static<typeof linkRequestSchema>;

export const linkRequestsSchema = t.Array(linkRequestSchema);

export const grantRequestSchema = t.Object(
  {
    evenIfRefused: t.Optional(
      t.Union([t.Boolean(), t.Null()], {
        description: 'Whether a request that was refused is granted too; default false',
      }),
    ),
  },
  { title: 'GrantLinkRequest', examples: [{ evenIfRefused: false }] },
);
