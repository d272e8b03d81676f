import { type Static, t } from 'elysia';
import { passwordField } from '../../users/schema.ts';
import { exampleToken, linkTokenField } from '../schema.ts';

export const resetByLinkRequestSchema = t.Object(
  { token: linkTokenField, newPassword: passwordField },
  {
    title: 'ResetByLinkRequest',
    examples: [{ token: exampleToken, newPassword: 'staple correct horse' }],
  },
);

export type ResetByLinkRequest = Static<typeof resetByLinkRequestSchema>;

export const resetByLinkSchema = t.Object(
  { message: t.Literal('Password changed successfully') },
  { title: 'PasswordResetByLink' },
);
