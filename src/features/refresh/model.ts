import { t } from 'elysia';
import { exampleRefreshToken, refreshTokenFields } from '../sessions/model.ts';

export const refreshRequestSchema = t.Object(refreshTokenFields, {
  title: 'RefreshRequest',
  examples: [{ refresh_token: exampleRefreshToken }],
});
