import { t } from 'elysia';
import { refreshTokenFields } from '../schema.ts';

export const refreshRequestSchema = t.Object(refreshTokenFields, {
  title: 'RefreshRequest',
  examples: [{ refresh_token: 'a1b2…' }],
});
