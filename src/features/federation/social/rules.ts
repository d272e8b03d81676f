import { parseEmail } from '../../../core/email.ts';
import { shownName } from '../../../core/name.ts';
import type { ProviderClaims } from '../../../core/providers/plan.ts';
import type { NamedProvider } from '../../../core/providers/registry.ts';
import type { Profile } from '../identities/rules.ts';

export function profileOf(
  claims: ProviderClaims,
  { provider, issuer }: { readonly provider: NamedProvider; readonly issuer: string },
): Profile {
  const email = typeof claims.email === 'string' ? parseEmail(claims.email) : null;
  return {
    provider,
    issuer,
    subject: claims.subject,
    sid: null,
    email: email !== null && 'value' in email ? email.value : null,
    emailVerified: claims.emailVerified,
    emailVerifiedByProvider: claims.emailVerified,
    name: shownName(claims.name),
    pictureUrl: typeof claims.picture === 'string' ? claims.picture : null,
    pictureOrigin: URL.parse(issuer)?.origin ?? null,
    groups: null,
  };
}
