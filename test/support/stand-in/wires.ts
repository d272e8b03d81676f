// The test table of the providers: what differs between them on the wire, and what others know of them. A new
// provider is one row here, and every test of what providers say runs for it.
import { Discord, GitHub, GitLab, Google, MicrosoftEntraId } from 'arctic';
import { type NamedProvider, namedProviders } from '../../../src/core/providers/registry.ts';
import { type Member, objectId, tenant, type Wire } from './wire.ts';

const client = ['id', 'secret', 'http://localhost:3000/callback'] as const;

const gitLab = 'https://gitlab.com';

const picture = 'https://pictures.example.com/grace.png';

const openIdClaims = {
  sub: '1',
  email: 'g@example.com',
  email_verified: true,
  name: 'Grace',
  picture,
};

const openIdProfile = {
  subject: '1',
  email: 'g@example.com',
  emailVerified: true,
  name: 'Grace',
  picture,
};

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
    profiles: [
      [
        { documents: { user: { id: 1, name: 'Grace', login: 'grace', avatar_url: picture } } },
        { subject: '1', name: 'Grace', picture, emailVerified: false },
      ],
      [{ documents: { user: { id: 1, name: null, login: 'grace' } } }, { name: 'grace' }],
    ],
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
    profiles: [[{ idToken: openIdClaims }, openIdProfile]],
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
    profiles: [
      [
        { idToken: { ...openIdClaims, tid: tenant, oid: objectId(1) } },
        {
          subject: `${tenant}:${objectId(1)}`,
          email: 'g@example.com',
          emailVerified: false,
          name: 'Grace',
        },
      ],
    ],
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
    profiles: [[{ idToken: openIdClaims }, openIdProfile]],
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
    profiles: [
      [
        {
          documents: { user: { id: '1', global_name: 'Grace', username: 'grace', avatar: 'a_0f' } },
        },
        { subject: '1', name: 'Grace', picture: 'https://cdn.discordapp.com/avatars/1/a_0f.png' },
      ],
      [
        { documents: { user: { id: '1', global_name: null, username: 'grace', avatar: '../x' } } },
        { name: 'grace', picture: null, emailVerified: false },
      ],
    ],
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

/** A provider whose ID token says who a user is, and one whose documents do: what follows is the same code for all. */
export const oneOfEachKind = [withIdTokens, withDocuments].flatMap((names) => names.slice(0, 1));

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
