import { asObject, quote } from '../json.ts';
import { defineProvider } from './definition.ts';
import { invalidAnswer } from './plan.ts';

/** GitHub speaks plain OAuth: no ID token, but documents to be read with the access token. */
export const github = defineProvider({
  id: 'github',
  label: 'GitHub',
  prefix: 'GITHUB',
  logo: [
    [
      'M12 1.5A10.5 10.5 0 0 0 8.7 22c.5.1.7-.2.7-.5v-2c-2.9.6-3.5-1.3-3.5-1.3-.5-1.2-1.2-1.5-1.2-1.5-.9-.7.1-.6.1-.6 1 0 1.6 1.1 1.6 1.1.9 1.6 2.5 1.1 3.1.9.1-.7.4-1.2.7-1.4-2.4-.3-4.8-1.2-4.8-5.2 0-1.1.4-2.1 1.1-2.8-.1-.3-.5-1.4.1-2.8 0 0 .9-.3 2.9 1a10 10 0 0 1 5.2 0c2-1.3 2.9-1 2.9-1 .6 1.4.2 2.5.1 2.8.7.7 1.1 1.7 1.1 2.8 0 4-2.5 4.9-4.8 5.2.4.3.7.9.7 1.9v2.9c0 .3.2.6.7.5A10.5 10.5 0 0 0 12 1.5z',
      'currentColor',
    ],
  ],
  addresses: {
    baseUrl: {
      variable: 'GITHUB_BASE_URL',
      kind: 'base',
      fallback: 'https://github.com',
      help: 'sign-in pages of GitHub',
    },
    apiUrl: {
      variable: 'GITHUB_API_URL',
      kind: 'base',
      fallback: 'https://api.github.com',
      help: 'API of GitHub',
    },
  },
  issuer: 'baseUrl',
  tenant: null,
  plan: ({ addresses: { baseUrl, apiUrl } }) => ({
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
  }),
});

/** The number stays when a login is renamed and given to another account. */
function subjectOf(id: unknown): string {
  if (Number.isSafeInteger(id) && Number(id) > 0) return String(id);
  throw invalidAnswer(`the document "user" has the id ${quote(id)}`);
}
