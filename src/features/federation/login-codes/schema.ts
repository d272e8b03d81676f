import { type Static, t } from 'elysia';
import { tokensSchema } from '../../sessions/schema.ts';
import { userSchema } from '../../users/schema.ts';

export const exchangeRequestSchema = t.Object(
  { code: t.String({ description: 'The login code from the redirect address' }) },
  { title: 'ExchangeRequest', examples: [{ code: 'q0V1…' }] },
);

const noticeSchema = t.Union([t.Literal('password_removed'), t.Null()], {
  description:
    'A notice for the user. password_removed: the password of the account was removed, because the e-mail address of the account had never been verified',
});

/** Tokens under both spellings of each field name, with equal values. */
export const exchangedSchema = t.Composite(
  [
    tokensSchema,
    t.Object({
      accessToken: t.String({ examples: ['eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9…'] }),
      refreshToken: t.String({ pattern: '^[0-9a-f]{128}$' }),
      user: userSchema,
      redirectUrl: t.Union([t.String(), t.Null()], {
        description: 'The path to open after the sign-in',
        examples: ['/account'],
      }),
      notice: noticeSchema,
    }),
  ],
  { title: 'Exchanged' },
);

export type Exchanged = Static<typeof exchangedSchema>;
