import { type Static, t } from 'elysia';
import { tokensSchema } from '../../sessions/schema.ts';
import { userSchema } from '../../users/schema.ts';

export const exchangeRequestSchema = t.Object(
  { code: t.String({ description: 'From the address the browser was sent back to' }) },
  { title: 'ExchangeRequest', examples: [{ code: 'q0V1…' }] },
);

const noticeSchema = t.Union([t.Literal('password_removed'), t.Null()], {
  description:
    'Something the person should be told. password_removed: the account had a password that nobody had proved to be theirs, and lost it',
});

/** Tokens in both spellings, with equal values. */
export const exchangedSchema = t.Composite(
  [
    tokensSchema,
    t.Object({
      accessToken: t.String({ examples: ['eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9…'] }),
      refreshToken: t.String({ pattern: '^[0-9a-f]{128}$' }),
      user: userSchema,
      redirectUrl: t.Union([t.String(), t.Null()], {
        description: 'The path that was to be opened after signing in',
        examples: ['/account'],
      }),
      notice: noticeSchema,
    }),
  ],
  { title: 'Exchanged' },
);

export type Exchanged = Static<typeof exchangedSchema>;
