import { t } from 'elysia';

export const forgotPasswordRequestSchema = t.Object(
  { email: t.String() },
  { title: 'ForgotPasswordRequest', examples: [{ email: 'ada@example.com' }] },
);
