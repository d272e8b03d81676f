import { t } from 'elysia';

export const apiTokenSchema = t.Object(
  {
    apiToken: t.Union([t.String(), t.Null()], { examples: ['ak_…'] }),
  },
  { title: 'ApiToken' },
);

export const revokedSchema = t.Object(
  {
    message: t.Literal('API token revoked successfully'),
    apiToken: t.Union([t.String(), t.Null()], { examples: [null], description: 'Always null' }),
  },
  { title: 'ApiTokenRevoked' },
);
