import type {
  allNamedSettingsSchema,
  NamedChangeRequest,
  NamedSettings,
  OidcChangeRequest,
  OidcSettings,
  OidcTest,
  OidcTestRequest,
} from '../../../../features/admin/providers/schema.ts';
import type { SignInTest } from '../../../../features/federation/sign-in-test/schema.ts';
import type {
  OidcOptionChange,
  OidcOptionStates,
} from '../../../../features/providers/options/schema.ts';
import type { NamedProvider } from '../../client/sign-in-methods.ts';
import { Failure } from '../../client/failure.ts';
import { signedRequest } from '../../client/request.ts';
import { addWords } from '../../words/words.ts';

/** Every function here throws Failure. */
export function loadOidc(): Promise<OidcSettings> {
  return signedRequest<OidcSettings>(`${base}/oidc`);
}

export function changeOidc(json: OidcChangeRequest): Promise<OidcSettings> {
  return signedRequest<OidcSettings>(`${base}/oidc`, { method: 'PATCH', json });
}

/** The further settings, with the texts that name them. */
export async function loadOptions(): Promise<OidcOptionStates> {
  const options = signedRequest<OidcOptionStates>(`${base}/oidc/options`);
  return (await Promise.all([options, addWords('findings')]))[0];
}

export function changeOptions(json: OidcOptionChange): Promise<OidcOptionStates> {
  return signedRequest<OidcOptionStates>(`${base}/oidc/options`, { method: 'PATCH', json });
}

/** Tests the provider as the API does, with these values instead of the stored ones. */
export async function testOidc(json: OidcTestRequest): Promise<OidcTest> {
  try {
    return await signedRequest<OidcTest>(`${base}/oidc/test`, { method: 'POST', json });
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'oidc_not_enabled') throw error;
    throw new Failure({ code: error.code, status: error.status, text: 'oidc.nothingToTest' });
  }
}

/** Begins a test sign-in; the answer has the address at the provider. */
export function beginSignInTest(prompt: 'login' | null): Promise<{ readonly url: string }> {
  return signedRequest(`${base}/oidc/sign-in-test`, { method: 'POST', json: { prompt } });
}

/** The result of the last test sign-in of this session. */
export function loadSignInTest(): Promise<SignInTest> {
  return signedRequest<SignInTest>(`${base}/oidc/sign-in-test`);
}

export async function loadNamed(): Promise<readonly NamedSettings[]> {
  const path = `${base}/providers`;
  return (await signedRequest<(typeof allNamedSettingsSchema)['static']>(path)).providers;
}

export function changeNamed(
  provider: NamedProvider,
  json: NamedChangeRequest,
): Promise<NamedSettings> {
  return signedRequest<NamedSettings>(`${base}/providers/${provider}`, { method: 'PATCH', json });
}

/** Whether people can sign in through any provider at all. */
export function hasProvider(oidc: OidcSettings, providers: readonly NamedSettings[]): boolean {
  const isWhole = oidc.issuerUrl !== null && oidc.clientId !== null && !oidc.secretUnreadable;
  const hasOidc = oidc.enabled && isWhole;
  return hasOidc || providers.some(({ enabled, configured }) => enabled.value && configured);
}

const base = '/api/admin/settings';
