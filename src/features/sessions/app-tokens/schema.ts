import { type Static, t } from 'elysia';

export const appTokenRequestSchema = t.Object(
  { audience: t.String({ description: 'One of the names in APP_AUDIENCES' }) },
  { title: 'AppTokenRequest', examples: [{ audience: 'reports' }] },
);

export const appTokenSchema = t.Object(
  {
    token: t.String({ examples: ['eyJhbGciOiJFUzI1NiIsImtpZCI6…'] }),
    token_type: t.Literal('Bearer'),
    expires_in: t.Integer({ description: 'Seconds until the token expires', examples: [300] }),
  },
  { title: 'AppToken' },
);

export type AppToken = Static<typeof appTokenSchema>;
