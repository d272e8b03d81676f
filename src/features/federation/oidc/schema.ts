import { type Static, t } from 'elysia';
import { invitationField, invitationParameter } from '../../links/invitations/schema.ts';
import { errorsField, promptField } from '../sign-in/schema.ts';

export const oidcConfigSchema = t.Object(
  {
    enabled: t.Boolean(),
    providerName: t.String({ examples: ['Pocket ID'] }),
    disableInternalAuth: t.Boolean({
      description: 'Whether sign-in with e-mail and password is disabled',
    }),
    issuerUrl: t.Optional(t.String({ examples: ['https://id.example.com'] })),
    clientId: t.Optional(t.String({ examples: ['anchor'] })),
    autoRedirect: t.Optional(
      t.Boolean({
        description:
          'Whether a sign-in page is to open `initiate` at once, except after a sign-out or an error',
      }),
    ),
  },
  { title: 'OidcConfig' },
);

export type OidcConfig = Static<typeof oidcConfigSchema>;

export const initiateQuerySchema = t.Object({
  redirect: t.Optional(t.String({ description: 'A path of this site to open after the sign-in' })),
  iss: t.Optional(t.String({ description: 'The issuer; refused unless it is the configured one' })),
  prompt: promptField,
  invitation: invitationParameter,
  errors: errorsField,
});

export type InitiateQuery = Static<typeof initiateQuerySchema>;

const optionalText = (description: string) =>
  t.Optional(t.Union([t.String(), t.Null()], { description }));

export const mobileRequestSchema = t.Object(
  {
    access_token: optionalText(
      'An access token of the provider whose audience is provably one of the configured clients',
    ),
    id_token: optionalText('An ID token of the provider'),
    nonce: optionalText('With id_token: the nonce that the app sent'),
    code: optionalText('An authorization code of the provider'),
    code_verifier: optionalText('With code: the PKCE verifier'),
    client_id: optionalText(
      'With code: the client that the app used; default: each configured client is tried',
    ),
    redirect_uri: optionalText('With code: where the provider sent the app back to'),
    invitation: invitationField,
  },
  {
    title: 'MobileExchangeRequest',
    examples: [{ access_token: 'idp-access-token' }, { id_token: 'eyJ…', nonce: 'n-0S6…' }],
  },
);

export type MobileRequest = Static<typeof mobileRequestSchema>;
