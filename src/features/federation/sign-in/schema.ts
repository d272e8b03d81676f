import { type Static, t } from 'elysia';

/** How a start says that the person must sign in at the provider anew (OpenID Connect Core section 3.1.2.1). */
export const promptField = t.Optional(
  t.Literal('login', {
    description: 'Makes the user sign in at the provider again, if the provider supports it',
  }),
);

/** What the provider sent the browser back with. */
export const callbackQuerySchema = t.Object({
  state: t.Optional(t.String()),
  code: t.Optional(t.String()),
  error: t.Optional(t.String()),
  error_description: t.Optional(t.String()),
  iss: t.Optional(t.String({ description: 'RFC 9207' })),
});

export type CallbackParameters = Static<typeof callbackQuerySchema>;
