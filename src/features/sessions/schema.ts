import { type Static, t } from 'elysia';
import { providerSchema, userSchema } from '../users/schema.ts';

const optionalText = t.Optional(t.Union([t.String(), t.Null()]));

/** Both spellings are accepted; the first wins. */
export const refreshTokenFields = {
  refresh_token: optionalText,
  refreshToken: optionalText,
};

export const logoutRequestSchema = t.Object(refreshTokenFields, {
  title: 'LogoutRequest',
  examples: [{ refreshToken: 'a1b2…' }],
});

export const tokensSchema = t.Object(
  {
    access_token: t.String({ examples: ['eyJhbGciOiJFUzI1NiIsImtpZCI6…'] }),
    refresh_token: t.String({ pattern: '^[0-9a-f]{128}$' }),
    token_type: t.Literal('Bearer'),
    expires_in: t.Integer({
      description: 'Seconds until the access token expires',
      examples: [900],
    }),
  },
  { title: 'Tokens' },
);

export type Tokens = Static<typeof tokensSchema>;

export const meSchema = t.Composite(
  [userSchema, t.Object({ authIdentities: t.Array(providerSchema, { examples: [['local']] }) })],
  { title: 'Me' },
);

export type Me = Static<typeof meSchema>;

const sessionSchema = t.Object(
  {
    id: t.String({ format: 'uuid' }),
    provider: providerSchema,
    userAgent: t.Union([t.String(), t.Null()]),
    ip: t.Union([t.String(), t.Null()]),
    createdAt: t.String({ format: 'date-time' }),
    lastUsedAt: t.String({ format: 'date-time' }),
    current: t.Boolean({ description: 'Whether it is the session of this request' }),
  },
  { title: 'Session' },
);

export type Session = Static<typeof sessionSchema>;

// A script that signs in at every run leaves thousands of sessions, too many for a user to read.
export const maxListed = 200;

export const sessionsSchema = t.Array(sessionSchema, { maxItems: maxListed });

export const messageSchema = t.Object({ message: t.String() }, { title: 'Message' });

export const logoutAnswerSchema = t.Object(
  {
    message: t.Optional(t.String()),
    signOutUrl: t.Optional(
      t.String({
        description:
          'Where a browser signs out at the OpenID provider too and comes back to the sign-in page; with OIDC_LOGOUT, for sessions that began in a browser there',
      }),
    ),
  },
  {
    title: 'LogoutAnswer',
    description: 'The message when a bearer token ended its session',
    examples: [{ message: 'Logged out successfully' }],
  },
);

export type LogoutAnswer = Static<typeof logoutAnswerSchema>;
