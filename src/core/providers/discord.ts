import { asObject, quote } from '../json.ts';
import { defineProvider } from './definition.ts';
import { invalidAnswer } from './plan.ts';

/** Discord speaks plain OAuth: no ID token, but a document to be read with the access token. */
export const discord = defineProvider({
  id: 'discord',
  label: 'Discord',
  prefix: 'DISCORD',
  logo: [
    [
      'M19.6 5.3A16 16 0 0 0 15.5 4l-.6 1.2a15 15 0 0 0-5.8 0L8.5 4a16 16 0 0 0-4.1 1.3C1.8 9.2 1.1 13.1 1.4 16.9a16 16 0 0 0 5 2.6l1.1-1.8c-.6-.2-1.2-.5-1.7-.8l.4-.3a11.6 11.6 0 0 0 11.6 0l.4.3c-.5.3-1.1.6-1.7.8l1.1 1.8a16 16 0 0 0 5-2.6c.4-4.4-.7-8.2-3-11.6zM8.4 14.6a2 2.2 0 0 1 0-4.4 2 2.2 0 0 1 0 4.4zM15.6 14.6a2 2.2 0 0 1 0-4.4 2 2.2 0 0 1 0 4.4z',
      '#5865f2',
    ],
  ],
  addresses: {
    baseUrl: {
      variable: 'DISCORD_BASE_URL',
      kind: 'base',
      fallback: 'https://discord.com',
      help: 'sign-in pages and API of Discord',
    },
  },
  issuer: 'baseUrl',
  tenant: null,
  plan: ({ addresses: { baseUrl } }) => ({
    endpoints: {
      authorization: `${baseUrl}/oauth2/authorize`,
      token: `${baseUrl}/api/oauth2/token`,
      keys: null,
    },
    scopes: ['identify', 'email'],
    // Discord knows no prompt that has a person sign in anew.
    freshPrompt: null,
    documents: { user: { url: `${baseUrl}/api/users/@me`, isPublic: false } },
    issuerProblem: null,
    isOwnName: (iss) => iss === baseUrl,
    read: ({ documents }) => {
      const user = asObject(documents['user']) ?? {};
      const subject = subjectOf(user['id']);
      return {
        subject,
        email: user['email'],
        emailVerified: user['verified'] === true,
        name: user['global_name'] ?? user['username'],
        picture: pictureOf(subject, user['avatar']),
      };
    },
  }),
});

/** A number of up to 64 bits, written as text because JSON has none so long. */
function subjectOf(id: unknown): string {
  if (typeof id === 'string' && /^\d{1,20}$/.test(id)) return id;
  throw invalidAnswer(`the document "user" has the id ${quote(id)}`);
}

function pictureOf(id: string, avatar: unknown): string | null {
  const isName = typeof avatar === 'string' && /^\w{1,100}$/.test(avatar);
  return isName ? `https://cdn.discordapp.com/avatars/${id}/${avatar}.png` : null;
}
