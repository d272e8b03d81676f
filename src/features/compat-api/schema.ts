import { type Static, t } from 'elysia';
import { emailField, passwordField, providerSchema } from '../users/schema.ts';

export const signupRequestSchema = t.Object(
  {
    email: emailField,
    password: passwordField,
    setupToken: t.Optional(t.Union([t.String(), t.Null()])),
  },
  {
    title: 'DialectSignupRequest',
    examples: [{ email: 'ada@example.com', password: 'correct horse battery' }],
  },
);

export type SignupRequest = Static<typeof signupRequestSchema>;

const roleSchema = t.Union([t.Literal('Admin'), t.Literal('Basic User')], { title: 'Role' });

export const tokenSchema = t.Object(
  {
    access_token: t.String(),
    token_type: t.Literal('Bearer'),
    user_id: t.String({ format: 'uuid' }),
    email: t.String(),
    role: roleSchema,
  },
  { title: 'DialectToken' },
);

export type Token = Static<typeof tokenSchema>;

export const currentUserSchema = t.Object(
  {
    id: t.String({ format: 'uuid' }),
    email: t.String(),
    is_active: t.Boolean(),
    role: roleSchema,
    auth_identities: t.Array(providerSchema),
  },
  { title: 'DialectUser' },
);

export type CurrentUser = Static<typeof currentUserSchema>;

export const detailSchema = t.Object({ detail: t.String() }, { title: 'DialectError' });
