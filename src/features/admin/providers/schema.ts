import { type Static, t } from 'elysia';
import { namedProviders, tenantProviders } from '../../../core/providers/registry.ts';
import { findingSchema } from '../../providers/schema.ts';
import { sourceSchema } from '../../settings/schema.ts';

const nullableText = t.Union([t.String(), t.Null()]);

const unreadable =
  'Whether the stored secret cannot be decrypted; sign-in at the provider fails until it is entered again';

export const oidcSettingsSchema = t.Object(
  {
    enabled: t.Boolean(),
    providerName: t.String({ examples: ['Pocket ID'] }),
    issuerUrl: t.Union([t.String(), t.Null()], { examples: ['https://id.example.com'] }),
    clientId: t.Union([t.String(), t.Null()], { examples: ['anchor'] }),
    hasClientSecret: t.Boolean(),
    secretUnreadable: t.Boolean({ description: unreadable }),
    callbackUrl: t.String({
      description: 'Redirect URI to register at the provider, for browsers',
    }),
    mobileRedirectUri: t.String({
      description: 'Redirect URI to register at the provider, for the app',
    }),
    disableInternalAuth: t.Boolean({
      description: 'The chosen value; it has no effect while no provider is configured',
    }),
    isLocked: t.Boolean({ description: 'Whether an environment variable sets it' }),
    source: sourceSchema,
    lockedBy: t.Union([t.String(), t.Null()], { description: 'The variable that sets it' }),
    isInternalAuthLocked: t.Boolean({
      description: 'Whether an environment variable sets disableInternalAuth',
    }),
    acceptsUnprovenTokens: t.Union([t.Boolean(), t.Null()], {
      description:
        'Whether access tokens of apps are accepted without proof of their audience; null until the provider was contacted',
    }),
  },
  { title: 'OidcSettings' },
);

export type OidcSettings = Static<typeof oidcSettingsSchema>;

const optionalFlag = t.Optional(t.Union([t.Boolean(), t.Null()]));

const clearable = t.Optional(nullableText);

const secretChange = {
  clientId: clearable,
  clientSecret: t.Optional(t.Union([t.String(), t.Null()], { description: 'Never shown again' })),
  clearClientSecret: optionalFlag,
};

export const oidcChangeSchema = t.Object(
  {
    enabled: optionalFlag,
    providerName: clearable,
    issuerUrl: clearable,
    ...secretChange,
    disableInternalAuth: optionalFlag,
  },
  {
    title: 'UpdateOidcSettingsRequest',
    description: 'An empty text clears a value; fields that are null or left out stay unchanged',
    examples: [{ enabled: true, issuerUrl: 'https://id.example.com', clientId: 'anchor' }],
  },
);

export type OidcChangeRequest = Static<typeof oidcChangeSchema>;

export const oidcTestSchema = t.Object(
  { issuerUrl: clearable, clientId: clearable, clientSecret: clearable },
  {
    title: 'TestOidcSettingsRequest',
    description: 'Values to test instead of the current settings',
  },
);

export type OidcTestRequest = Static<typeof oidcTestSchema>;

export const oidcTestAnswerSchema = t.Object(
  {
    ok: t.Boolean({ description: 'Whether no check failed; there may be warnings' }),
    findings: t.Array(findingSchema),
  },
  { title: 'OidcTest' },
);

export type OidcTest = Static<typeof oidcTestAnswerSchema>;

function setting<T extends Parameters<typeof t.Object>[0][string]>(value: T, title: string) {
  return t.Object({ value, source: sourceSchema, isLocked: t.Boolean() }, { title });
}

const flagSetting = setting(t.Boolean(), 'FlagSetting');

const textSetting = setting(nullableText, 'TextSetting');

export const namedSettingsSchema = t.Object(
  {
    provider: t.Union(namedProviders.map((provider) => t.Literal(provider))),
    name: t.String({ examples: ['GitHub'] }),
    configured: t.Boolean({ description: 'Whether client id and secret are set' }),
    callbackUrl: t.String({ description: 'Redirect URI to register at the provider' }),
    enabled: flagSetting,
    clientId: textSetting,
    hasClientSecret: flagSetting,
    secretUnreadable: t.Boolean({ description: unreadable }),
    tenantId: t.Optional(textSetting),
    allowSignup: flagSetting,
    autoLink: flagSetting,
  },
  { title: 'ProviderSettings' },
);

export type NamedSettings = Static<typeof namedSettingsSchema>;

export const allNamedSettingsSchema = t.Object(
  { providers: t.Array(namedSettingsSchema) },
  { title: 'ProviderSettingsList' },
);

export const namedChangeSchema = t.Object(
  {
    enabled: optionalFlag,
    ...secretChange,
    tenantId: t.Optional(
      t.Union([t.String(), t.Null()], { description: `${tenantProviders} only` }),
    ),
    allowSignup: optionalFlag,
    autoLink: optionalFlag,
  },
  {
    title: 'UpdateProviderSettingsRequest',
    description: 'An empty text clears a value; fields that are null or left out stay unchanged',
    examples: [{ enabled: true, clientId: 'Iv1.8a61f9b3a7aba766', clientSecret: 'shh' }],
  },
);

export type NamedChangeRequest = Static<typeof namedChangeSchema>;
