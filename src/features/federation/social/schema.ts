import { type Static, t } from 'elysia';
import { namedProviders } from '../../../core/providers/registry.ts';
import { invitationParameter } from '../../links/invitations/schema.ts';
import { errorsField, promptField } from '../sign-in/schema.ts';

export const providersSchema = t.Object(
  {
    providers: t.Array(
      t.Union((['local', ...namedProviders] as const).map((provider) => t.Literal(provider))),
      { examples: [['local', 'github']] },
    ),
  },
  { title: 'Providers' },
);

export type Providers = Static<typeof providersSchema>;

export const authorizationSchema = t.Object(
  {
    authorization_url: t.String({
      description: 'The address to open in the browser',
      examples: ['https://github.com/login/oauth/authorize?response_type=code'],
    }),
    state: t.String({ description: 'The state parameter that the callback will contain' }),
  },
  { title: 'Authorization' },
);

export type Authorization = Static<typeof authorizationSchema>;

export const startQuerySchema = t.Object({
  redirect: t.Optional(t.String({ description: 'A path of this site to open after the sign-in' })),
  prompt: promptField,
  invitation: invitationParameter,
  errors: errorsField,
});

export type StartQuery = Static<typeof startQuerySchema>;

export const programQuerySchema = t.Object({ invitation: invitationParameter });
