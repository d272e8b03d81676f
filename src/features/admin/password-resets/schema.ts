import { t } from 'elysia';
import { mustChangeField, passwordField } from '../../users/schema.ts';

export const resetPasswordRequestSchema = t.Object(
  {
    newPassword: t.Optional(t.Union([passwordField, t.Null()])),
    mustChange: mustChangeField,
    disconnectProviders: t.Optional(
      t.Union([t.Boolean(), t.Null()], {
        description:
          'Also unlinks the identities of the user: the next sign-in at a provider that verifies the e-mail address gets the account',
      }),
    ),
  },
  {
    title: 'ResetPasswordRequest',
    examples: [{}],
    description: 'If password is left out, one is generated and shown once',
  },
);

export const resetPasswordSchema = t.Object(
  {
    message: t.Literal('Password reset successfully'),
    newPassword: t.Optional(t.String({ description: 'Only when the password was generated' })),
    warning: t.Optional(t.String({ description: 'Only with disconnectProviders' })),
  },
  { title: 'PasswordReset' },
);
