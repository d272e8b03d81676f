// The test table of the providers: what differs between them on the wire, and what others know of them. A new
// provider is one row here, and every test of providers runs for it.
import { Discord, GitHub, GitLab, Google, MicrosoftEntraId } from 'arctic';
import { type NamedProvider, namedProviders } from '../../../src/core/providers/registry.ts';

/** Somebody who has an account at the providers. */
export interface Member {
  /** The number of their account. */
  readonly id: number;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly name: string;
  /** Microsoft's: whose account it is. */
  readonly tenant: string;
  /** Said instead of the right claims (or members of the document `profile`); undefined takes one away. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** A Microsoft tenant of some company. */
export const tenant = '11111111-2222-4333-8444-555555555555';

/** The number of the account, as Microsoft names it. */
export function objectId(id: number): string {
  return `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
}

interface Wire {
  /** The provider as arctic knows it, at its public addresses. */
  readonly arctic: {
    readonly url: (scopes: string[]) => URL;
    readonly redeem: () => Promise<unknown>;
  };
  /** What an authorization response of it may be signed with by name (RFC 9207), and what not. */
  readonly ownNames: readonly string[];
  readonly foreignNames: readonly string[];
  /** The `prompt` and `max_age` that ask it for a new sign-in. */
  readonly freshSignIn: readonly [prompt: string | null, maxAge: string | null];
  /** How its token endpoint refuses a code: most as RFC 6749 section 5.2 has it. */
  readonly badCode: { readonly status: number; readonly error: string };
  /** The variables that point the server here. */
  readonly env: (base: string) => Readonly<Record<string, string>>;
  readonly authorize: RegExp;
  readonly token: RegExp;
  /** What the authorization response names as its sender. */
  readonly responseIssuer: (base: string) => string | null;
  readonly idToken: ((base: string, member: Member) => Record<string, unknown>) | null;
  /** Claims that call an address proved in a word instead of a boolean; null where that is not refused. */
  readonly wordOfProof: Readonly<Record<string, unknown>> | null;
  /** The path of the document that says who a person is; null where the ID token does. */
  readonly profile: string | null;
  readonly documents: (base: string, member: Member) => Readonly<Record<string, unknown>>;
}

const client = ['id', 'secret', 'http://localhost:3000/callback'] as const;

const gitLab = 'https://gitlab.com';

const invalidGrant = { status: 400, error: 'invalid_grant' };

export const wires: Readonly<Record<NamedProvider, Wire>> = {
  github: {
    arctic: {
      url: (scopes) => new GitHub(...client).createAuthorizationURL('s', scopes),
      redeem: () => new GitHub(...client).validateAuthorizationCode('c'),
    },
    ownNames: ['https://github.com/login/oauth'],
    foreignNames: ['https://github.com', ''],
    freshSignIn: [null, null],
    badCode: { status: 200, error: 'bad_verification_code' },
    env: (base) => ({ GITHUB_BASE_URL: base, GITHUB_API_URL: `${base}/api` }),
    authorize: /^\/login\/oauth\/authorize$/,
    token: /^\/login\/oauth\/access_token$/,
    responseIssuer: (base) => `${base}/login/oauth`,
    idToken: null,
    wordOfProof: null,
    profile: '/api/user',
    documents: (_base, member) => ({
      '/api/user': gitHubUser(member),
      '/api/user/emails': emailsOf(member),
    }),
  },
  google: {
    arctic: {
      url: (scopes) => new Google(...client).createAuthorizationURL('s', 'v', scopes),
      redeem: () => new Google(...client).validateAuthorizationCode('c', 'v'),
    },
    ownNames: ['https://accounts.google.com'],
    foreignNames: ['accounts.google.com', ''],
    freshSignIn: ['select_account', '0'],
    badCode: invalidGrant,
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
    wordOfProof: { email_verified: 'true' },
    profile: null,
    documents: (base) => ({ '/.well-known/openid-configuration': googleMetadata(base) }),
  },
  microsoft: {
    arctic: {
      url: (scopes) =>
        new MicrosoftEntraId('common', ...client).createAuthorizationURL('s', 'v', scopes),
      redeem: () => new MicrosoftEntraId('common', ...client).validateAuthorizationCode('c', 'v'),
    },
    ownNames: [`https://login.microsoftonline.com/${tenant}/v2.0`],
    foreignNames: [
      `https://login.microsoftonline.us/${tenant}/v2.0`,
      'https://login.microsoftonline.com/common/v2.0',
      '',
    ],
    freshSignIn: ['login', '0'],
    badCode: invalidGrant,
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
    wordOfProof: null,
    profile: null,
    documents: (base) => ({
      '/contoso.example/v2.0/.well-known/openid-configuration': {
        issuer: `${base}/${tenant}/v2.0`,
      },
    }),
  },
  gitlab: {
    arctic: {
      url: (scopes) => new GitLab(gitLab, ...client).createAuthorizationURL('s', scopes),
      redeem: () => new GitLab(gitLab, ...client).validateAuthorizationCode('c'),
    },
    ownNames: [gitLab],
    foreignNames: ['https://gitlab.example.com', `${gitLab}/`, ''],
    freshSignIn: ['login', '0'],
    badCode: invalidGrant,
    env: (base) => ({ GITLAB_BASE_URL: base }),
    authorize: /^\/oauth\/authorize$/,
    token: /^\/oauth\/token$/,
    responseIssuer: () => null,
    idToken: (base, { id, email, emailVerified, name }) => ({
      iss: base,
      sub: String(id),
      ...(email === null ? {} : { email, email_verified: emailVerified }),
      name,
    }),
    wordOfProof: { email_verified: 'true' },
    profile: null,
    documents: () => ({}),
  },
  discord: {
    arctic: {
      url: (scopes) => new Discord(...client).createAuthorizationURL('s', 'v', scopes),
      redeem: () => new Discord(...client).validateAuthorizationCode('c', 'v'),
    },
    ownNames: ['https://discord.com'],
    foreignNames: ['https://discordapp.com', ''],
    freshSignIn: [null, null],
    badCode: invalidGrant,
    env: (base) => ({ DISCORD_BASE_URL: base }),
    authorize: /^\/oauth2\/authorize$/,
    token: /^\/api\/oauth2\/token$/,
    responseIssuer: () => null,
    idToken: null,
    wordOfProof: { verified: 'true' },
    profile: '/api/users/@me',
    documents: (_base, { id, email, emailVerified, name, claims }) => ({
      '/api/users/@me': {
        id: String(id),
        username: 'grace_4711',
        global_name: name,
        avatar: null,
        email,
        verified: emailVerified,
        ...claims,
      },
    }),
  },
};

/** The providers that say in an ID token who somebody is, and those that say it in a document. */
export const withIdTokens = namedProviders.filter((name) => wires[name].profile === null);
export const withDocuments = namedProviders.filter((name) => wires[name].profile !== null);

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
