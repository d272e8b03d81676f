import { parseEmail } from '../../../core/email.ts';
import { shownName } from '../../../core/name.ts';
import type { Told } from '../../../core/providers/plan.ts';
import type { NamedProvider } from '../../../core/providers/registry.ts';
import type { Profile } from '../identities/rules.ts';

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
