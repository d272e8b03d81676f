import { quote } from '../json.ts';
import { defineProvider } from './definition.ts';

/** GitLab speaks OpenID Connect, on gitlab.com and on servers of one's own, whose address is their issuer. */
export const gitlab = defineProvider({
  id: 'gitlab',
  label: 'GitLab',
  prefix: 'GITLAB',
  logo: [
    ['M2.9 10h5.7L6.1 2.6c-.1-.4-.7-.4-.8 0z', '#e24329'],
    ['M21.1 10h-5.7l2.5-7.4c.1-.4.7-.4.8 0z', '#e24329'],
    ['M12 21.5 2.9 10l-1.1 3.2a.8.8 0 0 0 .3.9z', '#fca326'],
    ['M12 21.5 21.1 10l1.1 3.2a.8.8 0 0 1-.3.9z', '#fca326'],
    ['M12 21.5 8.6 10H2.9z', '#fc6d26'],
    ['M12 21.5 15.4 10h5.7z', '#fc6d26'],
    ['M12 21.5 8.6 10h6.8z', '#e24329'],
  ],
  addresses: {
    baseUrl: {
      variable: 'GITLAB_BASE_URL',
      kind: 'base',
      fallback: 'https://gitlab.com',
      help: 'GitLab server',
    },
  },
  issuer: 'baseUrl',
  tenant: null,
  plan: ({ addresses: { baseUrl } }) => ({
    endpoints: {
      authorization: `${baseUrl}/oauth/authorize`,
      token: `${baseUrl}/oauth/token`,
      keys: `${baseUrl}/oauth/discovery/keys`,
    },
    scopes: ['openid', 'email', 'profile'],
    freshPrompt: 'login',
    documents: {},
    issuerProblem: ({ iss }) =>
      iss === baseUrl ? null : `is of the issuer ${quote(iss)}, not of ${quote(baseUrl)}`,
    isOwnName: (iss) => iss === baseUrl,
    read: ({ idToken }) => ({
      subject: idToken?.sub ?? '',
      email: idToken?.['email'],
      emailVerified: idToken?.['email_verified'] === true,
      // Older servers keep name and picture out of the ID token.
      name: idToken?.['name'],
      picture: idToken?.['picture'],
    }),
  }),
});
