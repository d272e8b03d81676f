import type { Config } from '../../../config/config.ts';
import { parseEmail } from '../../../core/email.ts';
import { shownName } from '../../../core/name.ts';
import type { DirectSettings, Evidence } from '../../../openid/direct-client.ts';
import type { NamedProvider } from '../../providers/rules.ts';
import type { Profile } from '../identities/rules.ts';

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
