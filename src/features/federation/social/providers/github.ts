import { asObject, quote } from '../../../../openid/claims.ts';
import { refusal } from '../../../../openid/refusal.ts';
import type { ProviderPlan, ProviderSetup } from '../rules.ts';

/** GitHub speaks plain OAuth: no ID token, but documents to be read with the access token. */
export function github({ addresses }: ProviderSetup): ProviderPlan {
  const { baseUrl, apiUrl } = addresses.github;
  return {
    endpoints: {
      authorization: `${baseUrl}/login/oauth/authorize`,
      token: `${baseUrl}/login/oauth/access_token`,
      keys: null,
    },
    scopes: ['read:user', 'user:email'],
    freshPrompt: null,
    documents: {
      user: { url: `${apiUrl}/user`, isPublic: false },
      emails: { url: `${apiUrl}/user/emails?per_page=100`, isPublic: false },
    },
    issuerProblem: null,
    isOwnName: (iss) => iss === `${baseUrl}/login/oauth`,
    read: ({ documents }) => {
      const user = asObject(documents['user']) ?? {};
      // The address in the profile is whatever its owner typed there; only this list says what is proved.
      const emails = Array.isArray(documents['emails']) ? documents['emails'].map(asObject) : [];
      const primary = emails.find((entry) => entry?.['primary'] === true);
      return {
        subject: subjectOf(user['id']),
        email: primary?.['email'],
        emailVerified: primary?.['verified'] === true,
        name: user['name'] ?? user['login'],
        picture: user['avatar_url'],
      };
    },
  };
}

/** The number stays when a login is renamed and given to somebody else. */
function subjectOf(id: unknown): string {
  if (Number.isSafeInteger(id) && Number(id) > 0) return String(id);
  throw refusal('provider_answer_invalid', `the document "user" has the id ${quote(id)}`);
}
