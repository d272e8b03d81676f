// What differs between GitHub, Google and Microsoft on the wire: paths, what a token says, what an API answers.
import type { NamedProvider } from '../../../src/features/providers/rules.ts';

/** A user with accounts at the providers. */
export interface Member {
  /** The number of their account. */
  readonly id: number;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly name: string;
  /** Microsoft's: whose account it is. */
  readonly tenant: string;
  /** Said instead of the right claims (or members of GitHub's user); undefined takes one away. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** A Microsoft tenant of some company. */
export const tenant = '11111111-2222-4333-8444-555555555555';

/** The number of the account, as Microsoft names it. */
export function objectId(id: number): string {
  return `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
}

interface Wire {
  /** The variables that point the server here. */
  readonly env: (base: string) => Readonly<Record<string, string>>;
  readonly authorize: RegExp;
  readonly token: RegExp;
  /** What the authorization response names as its sender. */
  readonly responseIssuer: (base: string) => string | null;
  readonly idToken: ((base: string, member: Member) => Record<string, unknown>) | null;
  readonly documents: (base: string, member: Member) => Readonly<Record<string, unknown>>;
}

export const wires: Readonly<Record<NamedProvider, Wire>> = {
  github: {
    env: (base) => ({ GITHUB_BASE_URL: base, GITHUB_API_URL: `${base}/api` }),
    authorize: /^\/login\/oauth\/authorize$/,
    token: /^\/login\/oauth\/access_token$/,
    responseIssuer: (base) => `${base}/login/oauth`,
    idToken: null,
    documents: (_base, member) => ({
      '/api/user': gitHubUser(member),
      '/api/user/emails': emailsOf(member),
    }),
  },
  google: {
    env: (base) => ({ GOOGLE_ISSUER_URL: base }),
    authorize: /^\/auth$/,
    token: /^\/token$/,
    responseIssuer: (base) => base,
    idToken: (base, { id, email, emailVerified, name }) => ({
      iss: base,
      sub: String(id),
      ...(email === null ? {} : { email, email_verified: emailVerified }),
      name,
    }),
    documents: (base) => ({ '/.well-known/openid-configuration': googleMetadata(base) }),
  },
  microsoft: {
    env: (base) => ({ MICROSOFT_AUTHORITY: base }),
    authorize: /^\/[\w.-]+\/oauth2\/v2\.0\/authorize$/,
    token: /^\/[\w.-]+\/oauth2\/v2\.0\/token$/,
    responseIssuer: () => null,
    idToken: (base, { id, email, emailVerified, name, tenant: tid }) => ({
      iss: `${base}/${tid}/v2.0`,
      sub: `pairwise-${id}`,
      tid,
      oid: objectId(id),
      ...(email === null ? {} : { email, xms_edov: emailVerified }),
      name,
    }),
    documents: (base) => ({
      '/contoso.example/v2.0/.well-known/openid-configuration': {
        issuer: `${base}/${tenant}/v2.0`,
      },
    }),
  },
};

function gitHubUser({ id, name, claims }: Member) {
  const profile = { login: 'octo', email: 'profile@example.com' };
  return { id, ...profile, name, avatar_url: null, ...claims };
}

/** Their primary address, among others that prove nothing about it. */
function emailsOf({ email, emailVerified }: Member) {
  const other = { email: 'other@example.com', primary: false, verified: true };
  return email === null ? [other] : [other, { email, primary: true, verified: emailVerified }];
}

function googleMetadata(base: string) {
  return {
    issuer: base,
    authorization_endpoint: `${base}/auth`,
    token_endpoint: `${base}/token`,
    jwks_uri: `${base}/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
  };
}
