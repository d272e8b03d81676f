import { type Static, t } from 'elysia';
import { isSecureUrl, issuer, tenant } from '../../config/address-kinds.ts';
import { identifier, line, type Parser } from '../../config/kinds.ts';
import { clientSecret } from '../../config/secret-kinds.ts';
import { type FieldError, validationError } from '../../core/errors.ts';
import type { NamedChange, OidcChange } from '../connections/model.ts';
import { sourceSchema } from '../settings/model.ts';

const nullableText = t.Union([t.String(), t.Null()]);

const unreadable =
  'Whether a secret is stored that cannot be decrypted: nobody signs in there until it is entered anew';

export const oidcSettingsSchema = t.Object(
  {
    enabled: t.Boolean(),
    providerName: t.String({ examples: ['Pocket ID'] }),
    issuerUrl: t.Union([t.String(), t.Null()], { examples: ['https://id.example.com'] }),
    clientId: t.Union([t.String(), t.Null()], { examples: ['anchor'] }),
    hasClientSecret: t.Boolean(),
    secretUnreadable: t.Boolean({ description: unreadable }),
    callbackUrl: t.String({ description: 'To be registered at the provider, for browsers' }),
    mobileRedirectUri: t.String({ description: 'To be registered at the provider, for the app' }),
    disableInternalAuth: t.Boolean({
      description: 'What is asked for; without a provider that is set up it has no effect',
    }),
    isLocked: t.Boolean({ description: 'Whether an environment variable has decided' }),
    source: sourceSchema,
    lockedBy: t.Union([t.String(), t.Null()], { description: 'The variable that has decided' }),
    isInternalAuthLocked: t.Boolean({ description: 'The same for disableInternalAuth' }),
    acceptsUnprovenTokens: t.Union([t.Boolean(), t.Null()], {
      description:
        'Whether access tokens of apps are believed without proof of whom they were made for; null while the provider has not been asked',
    }),
  },
  { title: 'OidcSettings' },
);

export type OidcSettings = Static<typeof oidcSettingsSchema>;

const optionalFlag = t.Optional(t.Boolean());
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
    description: 'An empty text clears a value; what is left out or null stays',
    examples: [{ enabled: true, issuerUrl: 'https://id.example.com', clientId: 'anchor' }],
  },
);

export type OidcChangeRequest = Static<typeof oidcChangeSchema>;

export const oidcTestSchema = t.Object(
  { issuerUrl: clearable, clientId: clearable, clientSecret: clearable },
  { title: 'TestOidcSettingsRequest', description: 'Values to try instead of those in force' },
);

export type OidcTestRequest = Static<typeof oidcTestSchema>;

const checks = [
  'dns',
  'connection',
  'clock',
  'discovery',
  'issuer',
  'pkce',
  'algorithms',
  'keys',
  'client',
  'apps',
  'redirect',
] as const;

export const oidcTestAnswerSchema = t.Object(
  {
    ok: t.Boolean({ description: 'Whether nothing failed; there may be warnings' }),
    findings: t.Array(
      t.Object(
        {
          check: t.Union(checks.map((check) => t.Literal(check))),
          outcome: t.Union([
            t.Literal('ok'),
            t.Literal('warning'),
            t.Literal('failed'),
            t.Literal('skipped'),
          ]),
          message: t.String(),
          cure: t.Union([t.String(), t.Null()], { description: 'What to do; null: nothing' }),
        },
        { title: 'OidcFinding' },
      ),
    ),
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
    provider: t.Union([t.Literal('github'), t.Literal('google'), t.Literal('microsoft')]),
    name: t.String({ examples: ['GitHub'] }),
    configured: t.Boolean({ description: 'Whether client id and secret are there' }),
    callbackUrl: t.String({ description: 'To be registered at the provider' }),
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
    tenantId: t.Optional(t.Union([t.String(), t.Null()], { description: 'Microsoft only' })),
    allowSignup: optionalFlag,
    autoLink: optionalFlag,
  },
  {
    title: 'UpdateProviderSettingsRequest',
    description: 'An empty text clears a value; what is left out or null stays',
    examples: [{ enabled: true, clientId: 'Iv1.8a61f9b3a7aba766', clientSecret: 'shh' }],
  },
);

export type NamedChangeRequest = Static<typeof namedChangeSchema>;

const issuerLine = line(2048);

const secureIssuer =
  (allowHttp: boolean): Parser<string> =>
  (text) => {
    const whole = issuerLine(text);
    const parsed = 'problem' in whole ? whole : issuer(text);
    if ('problem' in parsed || allowHttp || isSecureUrl(text)) return parsed;
    return { problem: 'must be an https:// address, unless OIDC_ALLOW_HTTP is true' };
  };

/** Throws AppError `validation_failed` naming every field at fault. */
export function checkOidcChange(body: OidcChangeRequest, allowHttp: boolean): OidcChange {
  const { clearClientSecret, ...given } = body;
  const problems: FieldError[] = [];
  const check = checker(problems);
  check('providerName', given.providerName, line(100));
  check('issuerUrl', given.issuerUrl, secureIssuer(allowHttp));
  checkClient(check, body);
  if (problems.length > 0) throw validationError(problems);
  return meant({ ...given, ...(clearClientSecret === true ? { clientSecret: '' } : {}) });
}

/** The same for a named provider; only Microsoft has tenants. */
export function checkNamedChange(body: NamedChangeRequest, hasTenant: boolean): NamedChange {
  const { clearClientSecret, ...given } = body;
  const problems: FieldError[] = [];
  const check = checker(problems);
  checkClient(check, body);
  if (hasTenant) check('tenantId', given.tenantId, tenant);
  else if (typeof given.tenantId === 'string') problems.push(noTenant);
  if (problems.length > 0) throw validationError(problems);
  return meant({ ...given, ...(clearClientSecret === true ? { clientSecret: '' } : {}) });
}

const noTenant: FieldError = {
  field: 'tenantId',
  message: 'tenantId is a setting of Microsoft only',
  code: 'not_allowed',
};

type Check = (field: string, value: string | null | undefined, parse: Parser<string>) => void;

function checker(problems: FieldError[]): Check {
  return (field, value, parse) => {
    if (!value) return;
    const parsed = parse(value);
    if ('value' in parsed) return;
    const code = field === 'issuerUrl' ? 'not_url' : 'malformed';
    problems.push({ field, message: `${field} ${parsed.problem}`, code });
  };
}

function checkClient(
  check: Check,
  body: { readonly clientId?: string | null; readonly clientSecret?: string | null },
): void {
  check('clientId', body.clientId, identifier);
  check('clientSecret', body.clientSecret, clientSecret);
}

type Meant<T> = { [Name in keyof T]: Exclude<T[Name], null> };

/** Without the fields that are null: those are not to be changed. */
function meant<T extends object>(change: T): Meant<T> {
  const entries = Object.entries(change).filter(([, value]) => value !== null);
  return Object.fromEntries(entries) as Meant<T>;
}
