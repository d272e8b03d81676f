import { quote } from '../../../../openid/claims.ts';
import type { ProviderPlan, ProviderSetup } from '../rules.ts';

const publicIssuer = 'https://accounts.google.com';

/** Google speaks OpenID Connect; all is in the ID token. */
export function google({ addresses }: ProviderSetup): ProviderPlan {
  const { issuerUrl } = addresses.google;
  const isPublic = issuerUrl === publicIssuer;
  // Google documents both spellings for its ID tokens.
  const issuers: readonly unknown[] = isPublic ? [issuerUrl, 'accounts.google.com'] : [issuerUrl];
  return {
    endpoints: isPublic
      ? {
          authorization: `${publicIssuer}/o/oauth2/v2/auth`,
          token: 'https://oauth2.googleapis.com/token',
          keys: 'https://www.googleapis.com/oauth2/v3/certs',
        }
      : { issuer: issuerUrl },
    scopes: ['openid', 'email', 'profile'],
    // Google knows no prompt=login.
    freshPrompt: 'select_account',
    documents: {},
    issuerProblem: ({ iss }) =>
      issuers.includes(iss) ? null : `is of the issuer ${quote(iss)}, not of ${quote(issuerUrl)}`,
    isOwnName: (iss) => iss === issuerUrl,
    read: ({ idToken }) => ({
      subject: idToken?.sub ?? '',
      email: idToken?.['email'],
      emailVerified: idToken?.['email_verified'] === true,
      name: idToken?.['name'],
      picture: idToken?.['picture'],
    }),
  };
}
