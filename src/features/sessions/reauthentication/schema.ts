import { t } from 'elysia';

export const reauthenticateRequestSchema = t.Object(
  { password: t.String() },
  { title: 'ReauthenticateRequest', examples: [{ password: 'correct horse battery' }] },
);

export const reauthenticatedSchema = t.Object(
  {
    access_token: t.String({ description: 'For this session, with auth_time set to now' }),
    token_type: t.Literal('Bearer'),
    expires_in: t.Integer({ examples: [900] }),
  },
  { title: 'Reauthenticated' },
);
