import { quote } from '../json.ts';
import { defineProvider } from './definition.ts';
import type { ProviderPlan } from './plan.ts';

const publicIssuer = 'https://accounts.google.com';

/** Google speaks OpenID Connect; all is in the ID token. */
export const google = defineProvider({
  id: 'google',
  label: 'Google',
  prefix: 'GOOGLE',
  logo: [
    [
      'M22 12.2c0-.7-.1-1.4-.2-2H12v3.9h5.6a4.8 4.8 0 0 1-2.1 3.1v2.6h3.4c2-1.8 3.1-4.5 3.1-7.6z',
      '#4285f4',
    ],
    [
      'M12 22.4c2.8 0 5.2-.9 6.9-2.5l-3.4-2.6a6.3 6.3 0 0 1-9.4-3.3H2.7v2.7A10.4 10.4 0 0 0 12 22.4z',
      '#34a853',
    ],
    ['M6.1 14a6.2 6.2 0 0 1 0-4V7.3H2.7a10.4 10.4 0 0 0 0 9.4z', '#fbbc05'],
    [
      'M12 5.7c1.6 0 3 .5 4.1 1.6l3-3A10.4 10.4 0 0 0 2.7 7.3L6.1 10A6.2 6.2 0 0 1 12 5.7z',
      '#ea4335',
    ],
  ],
  addresses: {
    issuerUrl: {
      variable: 'GOOGLE_ISSUER_URL',
      kind: 'issuer',
      fallback: publicIssuer,
      help: 'Google issuer',
    },
  },
  issuer: 'issuerUrl',
  tenant: null,
  plan: ({ addresses }) => planOf(addresses.issuerUrl),
});

function planOf(issuerUrl: string): ProviderPlan {
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
