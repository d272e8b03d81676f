import { type Static, t } from 'elysia';
import type { Config } from '../../config/config.ts';
import { parseEmail } from '../../core/email.ts';
import { shownName } from '../../core/name.ts';
import type { DirectSettings, Evidence } from '../../io/openid/direct-client.ts';
import type { NamedProvider } from '../connections/model.ts';
import { promptField } from '../flows/model.ts';
import type { Profile } from '../identities/model.ts';

/** What is particular to a provider; all else is the same for each. */
export interface ProviderPlan extends Omit<DirectSettings, 'client'> {
  /** Whether the provider calls itself so in an authorization response (RFC 9207). */
  readonly isOwnName: (iss: string) => boolean;
  /** Who the evidence speaks of. Throws AppError `provider_answer_invalid`, `provider_refused`. */
  readonly read: (evidence: Evidence) => Told;
}

export interface ProviderSetup {
  readonly addresses: Config['providers'];
  /** Microsoft's only. */
  readonly tenantId: string;
}

/** What a provider tells of a person, as it spells it. */
interface Told {
  readonly subject: string;
  readonly email: unknown;
  readonly emailVerified: boolean;
  readonly name: unknown;
  readonly picture?: unknown;
}

export function profileOf(
  told: Told,
  { provider, issuer }: { readonly provider: NamedProvider; readonly issuer: string },
): Profile {
  const email = typeof told.email === 'string' ? parseEmail(told.email) : null;
  return {
    provider,
    issuer,
    subject: told.subject,
    email: email !== null && 'value' in email ? email.value : null,
    emailVerified: told.emailVerified,
    emailVerifiedByProvider: told.emailVerified,
    name: shownName(told.name),
    pictureUrl: typeof told.picture === 'string' ? told.picture : null,
    pictureOrigin: URL.parse(issuer)?.origin ?? null,
  };
}

export const providersSchema = t.Object(
  {
    providers: t.Array(
      t.Union([
        t.Literal('local'),
        t.Literal('github'),
        t.Literal('google'),
        t.Literal('microsoft'),
      ]),
      { examples: [['local', 'github']] },
    ),
  },
  { title: 'Providers' },
);

export type Providers = Static<typeof providersSchema>;

export const authorizationSchema = t.Object(
  {
    authorization_url: t.String({
      description: 'Where to send the browser',
      examples: ['https://github.com/login/oauth/authorize?response_type=code'],
    }),
    state: t.String({ description: 'What the callback will carry' }),
  },
  { title: 'Authorization' },
);

export type Authorization = Static<typeof authorizationSchema>;

export const startQuerySchema = t.Object({
  redirect: t.Optional(t.String({ description: 'A path of this site to open after signing in' })),
  prompt: promptField,
});

export type StartQuery = Static<typeof startQuerySchema>;
