import { AppError } from '../errors.ts';
import { asObject, type JsonObject, quote } from '../json.ts';
import { defineProvider } from './definition.ts';
import { invalidAnswer, type ProviderPlan } from './plan.ts';

const personalTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';
const openTenants: ReadonlySet<string> = new Set(['common', 'organizations', 'consumers']);
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** `xms_edov` is documented as a boolean, and has been seen as a number and as text. */
const trueWords: ReadonlySet<unknown> = new Set([true, 1, '1', 'true']);

/** Microsoft speaks OpenID Connect, with one issuer per tenant. */
export const microsoft = defineProvider({
  id: 'microsoft',
  label: 'Microsoft',
  prefix: 'MICROSOFT',
  logo: [
    ['M2.5 2.5h9v9h-9z', '#f25022'],
    ['M12.5 2.5h9v9h-9z', '#7fba00'],
    ['M2.5 12.5h9v9h-9z', '#00a4ef'],
    ['M12.5 12.5h9v9h-9z', '#ffb900'],
  ],
  addresses: {
    authority: {
      variable: 'MICROSOFT_AUTHORITY',
      kind: 'base',
      fallback: 'https://login.microsoftonline.com',
      help: 'sign-in pages of Microsoft',
    },
  },
  issuer: 'authority',
  tenant: {
    variable: 'MICROSOFT_TENANT_ID',
    fallback: 'common',
    help: 'whose Microsoft accounts may sign in',
  },
  plan: ({ addresses, tenantId }) => planOf(addresses.authority, tenantId),
});

function planOf(authority: string, tenantId: string): ProviderPlan {
  const tenant = tenantId.toLowerCase();
  const base = `${authority}/${tenant}`;
  const issuer = `${base}/v2.0`;
  const discovery = { url: `${issuer}/.well-known/openid-configuration`, isPublic: true };
  const isOwn = (iss: unknown, tid: string) => guid.test(tid) && iss === `${authority}/${tid}/v2.0`;
  return {
    endpoints: {
      authorization: `${base}/oauth2/v2.0/authorize`,
      token: `${base}/oauth2/v2.0/token`,
      keys: `${base}/discovery/v2.0/keys`,
    },
    scopes: ['openid', 'email', 'profile'],
    freshPrompt: 'login',
    // The tenant behind a domain name stands only there.
    documents: tenant.includes('.') ? { tenant: discovery } : {},
    issuerProblem: ({ iss, tid }) =>
      isOwn(iss, String(tid)) ? null : `is of the issuer ${quote(iss)}, not of its tenant`,
    isOwnName: (iss) => isOwn(iss, iss.slice(authority.length + 1, -'/v2.0'.length)),
    read: ({ idToken, documents }) => {
      const claims: JsonObject = idToken ?? {};
      const { tid, oid, xms_edov: edov } = claims;
      const own = asObject(documents['tenant'])?.['issuer'] ?? issuer;
      const isPinned = !openTenants.has(tenant);
      const isAdmitted = isPinned ? claims['iss'] === own : admits(tenant, tid);
      if (!isAdmitted) throw foreignTenant(tid);
      if (!guid.test(String(oid))) throw invalidAnswer('the ID token has no oid');
      return {
        subject: `${String(tid)}:${String(oid)}`,
        email: claims['email'],
        // A tenant's administrator writes any address; only a tenant that the operator chose is believed.
        emailVerified: isPinned || tid === personalTenant || trueWords.has(edov),
        name: claims['name'],
      };
    },
  };
}

function admits(tenant: string, tid: unknown): boolean {
  return tenant === 'common' || (tenant === 'consumers') === (tid === personalTenant);
}

function foreignTenant(tid: unknown): AppError {
  const message = 'This Microsoft account may not sign in here';
  const cause = new Error(`the account is of the tenant ${quote(tid)}`);
  const because = { reason: 'foreign_tenant' } as const;
  return new AppError('provider_refused', { message, because, cause });
}
