import { type Static, t } from 'elysia';

/** Requests that the user signs in at the provider again (OpenID Connect Core section 3.1.2.1). */
export const promptField = t.Optional(
  t.Literal('login', {
    description: 'Makes the user sign in at the provider again, if the provider supports it',
  }),
);

/** Where a person is told why a sign-in cannot begin. */
export const errorsField = t.Optional(
  t.Literal('page', {
    description: 'Shows a refusal on the sign-in page instead of answering with an error',
  }),
);

/** The parameters of the authorization response (RFC 6749 section 4.1.2). */
export const callbackQuerySchema = t.Object({
  state: t.Optional(t.String()),
  code: t.Optional(t.String()),
  error: t.Optional(t.String()),
  error_description: t.Optional(t.String()),
  iss: t.Optional(t.String({ description: 'RFC 9207' })),
});

export type CallbackParameters = Static<typeof callbackQuerySchema>;
