import { type Static, t } from 'elysia';
import { emailField } from '../../users/schema.ts';

export const changeEmailRequestSchema = t.Object(
  {
    email: emailField,
    currentPassword: t.Optional(
      t.Union([t.String(), t.Null()], { description: 'Checked when it is sent' }),
    ),
  },
  { title: 'ChangeEmailRequest', examples: [{ email: 'ada.king@example.com' }] },
);

export type ChangeEmailRequest = Static<typeof changeEmailRequestSchema>;
