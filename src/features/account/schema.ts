import { type Static, t } from 'elysia';
import { languageSchema, nameField, passwordField } from '../users/schema.ts';

export const changePasswordRequestSchema = t.Object(
  { currentPassword: t.String(), newPassword: passwordField },
  {
    title: 'ChangePasswordRequest',
    examples: [{ currentPassword: 'correct horse battery', newPassword: 'staple correct horse' }],
  },
);

export type ChangePasswordRequest = Static<typeof changePasswordRequestSchema>;

export const passwordChangedSchema = t.Object(
  {
    message: t.Literal('Password changed successfully'),
    access_token: t.String({
      description: 'For this session, with auth_time set to now; earlier ones are revoked',
    }),
    token_type: t.Literal('Bearer'),
    expires_in: t.Integer({ examples: [900] }),
  },
  { title: 'PasswordChanged' },
);

export const profileRequestSchema = t.Object(
  {
    name: t.Optional(t.Union([nameField, t.Null()], { description: 'Null leaves it unchanged' })),
    language: t.Optional(
      t.Union([languageSchema, t.Null()], { description: 'Null is the language of the browser' }),
    ),
  },
  {
    title: 'UpdateProfileRequest',
    description: 'What is left out stays unchanged',
    examples: [{ name: 'Ada King', language: 'fr' }],
  },
);

export type ProfileRequest = Static<typeof profileRequestSchema>;
