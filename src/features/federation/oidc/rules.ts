import type { Config } from '../../../config/config.ts';
import type { OidcOptionValues } from '../../../core/oidc-options.ts';
import { AppError, type FieldError, validationError } from '../../../core/errors.ts';
import type { Provider } from '../../../db/schema.ts';
import type { OpenIdProvider } from '../../../openid/provider.ts';
import { readSid } from '../../../openid/claims.ts';
import type { OpenIdSettings, VerifiedAnswer } from '../../../openid/connection.ts';
import type { Finding, DoctorSettings } from '../../../openid/findings.ts';
import { type ProfilePaths, readEmail, readName } from '../../../openid/profile-claims.ts';
import { createRoute } from '../../../openid/route.ts';
import { answerFindings } from '../../../openid/sign-in-findings.ts';
import {
  isReadyOidc,
  type OidcConnection,
  type ReadyOidc,
  type ReadyProvider,
  type SignInMethods,
} from '../../providers/rules.ts';
import { type OidcOptionStates, shownSettings } from '../../providers/options/rules.ts';
import type { IdentityRules } from '../arrival/rules.ts';
import { groupRulesIn } from '../claimed-groups/rules.ts';
import type { Profile, ToldGroups } from '../identities/rules.ts';
import type { MobileRequest, OidcConfig } from './schema.ts';

/** What an app received from the provider and sends here. */
export type MobileForm =
  | { readonly kind: 'access_token'; readonly accessToken: string }
  | { readonly kind: 'id_token'; readonly idToken: string; readonly nonce: string | null }
  | {
      readonly kind: 'code';
      readonly code: string;
      readonly codeVerifier: string;
      readonly redirectUri: string;
      readonly clientId: string | null;
      readonly nonce: string | null;
    };

/** Detects which of the three forms a request has. Throws AppError `validation_failed`. */
export function mobileForm(request: MobileRequest, callbackUrl: string): MobileForm {
  const { access_token: accessToken, id_token: idToken, code } = request;
  const given = [accessToken, idToken, code].filter((value) => value);
  if (given.length !== 1) {
    const message = 'Send exactly one of access_token, id_token or code';
    const params = { fields: ['access_token', 'id_token', 'code'] };
    throw validationError([{ field: 'access_token', message, code: 'exactly_one', params }]);
  }
  const nonce = request.nonce || null;
  if (accessToken) return { kind: 'access_token', accessToken };
  if (idToken) return { kind: 'id_token', idToken, nonce };
  const clientId = request.client_id || null;
  return { kind: 'code', code: code ?? '', clientId, nonce, ...proofOf(request, callbackUrl) };
}

/** The proof that belongs to an authorization code; a code for the browser's redirect URI is refused here. */
function proofOf(request: MobileRequest, callbackUrl: string) {
  const { code_verifier: codeVerifier, redirect_uri: redirectUri } = request;
  const problems: FieldError[] = [];
  const missing = (field: string) =>
    problems.push({ field, message: `${field} is required with code`, code: 'required' });
  if (!codeVerifier) missing('code_verifier');
  if (!redirectUri) missing('redirect_uri');
  if (redirectUri === callbackUrl) {
    const message = 'redirect_uri must be the one of your app';
    problems.push({ field: 'redirect_uri', message, code: 'not_allowed' });
  }
  if (!codeVerifier || !redirectUri || problems.length > 0) throw validationError(problems);
  return { codeVerifier, redirectUri };
}

/** The profile in the claims. */
export function profileOf(
  answer: VerifiedAnswer,
  settings: ProfilePaths &
    Pick<OidcOptions, 'trustEmail' | 'internalUrl'> & {
      readonly provider: Provider;
      readonly groups: ToldGroups;
      readonly needsGroups: boolean;
    },
): Profile {
  const { issuer, idToken, userinfo } = answer;
  const email = readEmail(answer, settings, { trustEmail: settings.trustEmail ?? false });
  const name = readName(answer, settings);
  const { emailVerified } = email;
  const read = { ...settings, answer, hasEmail: email.email !== null, emailVerified, name };
  const picture = [userinfo, idToken].map((claims) => claims?.['picture']);
  const pictureUrl = picture.find((each) => typeof each === 'string');
  return {
    provider: settings.provider,
    issuer,
    subject: (userinfo ?? idToken)?.sub ?? '',
    sid: idToken === null ? null : readSid(idToken),
    ...email,
    name,
    ...pictureOf(pictureUrl ?? null, issuer, settings.internalUrl),
    groups: settings.groups,
    findings: answerFindings(read),
  };
}

/** The picture's address as this server reaches it, and the origin that may be a private one. */
function pictureOf(
  url: string | null,
  issuer: string,
  internalUrl: string | null,
): Pick<Profile, 'pictureUrl' | 'pictureOrigin'> {
  return {
    pictureUrl: url === null ? null : createRoute(issuer, internalUrl)(url).url,
    pictureOrigin: internalUrl ?? URL.parse(issuer)?.origin ?? null,
  };
}

/** How the operator uses the provider; its address and client are in the connection. */
export type OidcOptions = Pick<
  Config['oidc'],
  | 'allowHttp'
  | 'appCallbackSchemes'
  | 'autoCreate'
  | 'clientAuth'
  | 'internalUrl'
  | 'mobileAudienceCheck'
  | 'mobileClientIds'
  | 'responseMode'
  | 'trustEmail'
>;

export function rulesOf(
  { autoCreate }: OidcOptions,
  connection: Pick<OidcConnection, 'options' | 'needsGroups' | 'providerName'>,
): IdentityRules {
  return {
    createsAccounts: autoCreate ?? true,
    // Closed registration closes local sign-up only: users of the operator's own provider may still register.
    obeysClosedMode: false,
    linksByEmail: true,
    groups: groupRulesIn(connection),
  };
}

/** What anyone may know of the provider, and what a sign-in page is to do. */
export function publicConfig(connection: OidcConnection, methods: SignInMethods): OidcConfig {
  const { providerName, options } = connection;
  const shared = { providerName, disableInternalAuth: !methods.takesPasswords };
  if (!isReadyOidc(connection)) return { enabled: false, ...shared };
  const { issuerUrl, clientId } = connection;
  // With other providers people have to choose.
  const autoRedirect = options.autoRedirect && methods.providers.length === 1;
  return { enabled: true, ...shared, issuerUrl, clientId, autoRedirect };
}

export function mayAcceptUnproven(
  connection: OidcConnection,
  { mobileAudienceCheck }: OidcOptions,
): connection is ReadyOidc {
  return isReadyOidc(connection) && mobileAudienceCheck !== 'strict';
}

/** Where the address and the name of a user are. */
export function profilePaths({
  emailClaim,
  nameClaim,
}: Pick<OidcOptionValues, 'emailClaim' | 'nameClaim'>): ProfilePaths {
  return { emailClaims: emailClaim, nameClaims: nameClaim };
}

/** The settings of the OpenID client. */
export function clientSettings(
  { issuerUrl, clientId, clientSecret, options, needsGroups }: ReadyOidc,
  { clientAuth, allowHttp, internalUrl, mobileClientIds, responseMode }: OidcOptions,
  signOutReturn: string,
): OpenIdSettings {
  return {
    issuer: issuerUrl,
    clientId,
    clientSecret,
    asksForAccount: options.prompt === 'select_account',
    signOutReturn: options.logout ? signOutReturn : null,
    clientAuth,
    allowHttp: allowHttp ?? false,
    internalUrl,
    responseMode,
    mobileClientIds: mobileClientIds ?? [],
    ...askedFor({ options, needsGroups }),
    ...profilePaths(options),
  };
}

function askedFor({ options, needsGroups }: Pick<OidcConnection, 'options' | 'needsGroups'>) {
  return { scopes: options.scopes, groupClaims: needsGroups ? options.groupsClaim : [] };
}

/** The redirect URI of this project's own mobile app. */
export const appRedirectUri = 'anchor://oidc/callback';

/** Values to test before they are stored; the empty string and null count as absent. */
export interface Trial {
  readonly issuerUrl?: string | null;
  readonly clientId?: string | null;
  readonly clientSecret?: string | null;
}

/** The result of a test of an issuer. */
export interface Diagnosis {
  readonly issuer: string;
  readonly findings: readonly Finding[];
}

/** What is in force beside the connection. */
export interface InForce {
  readonly options: OidcOptions;
  readonly states: OidcOptionStates;
  readonly providers: readonly ReadyProvider[];
}

/** The settings to test: given values, else those in force. Throws AppError `oidc_not_enabled` without an issuer. */
export function trialSettings(
  trial: Trial,
  stored: OidcConnection,
  { options: own, states, providers }: InForce,
): DoctorSettings {
  const { clientAuth, allowHttp, internalUrl, responseMode, trustEmail } = own;
  const issuer = trial.issuerUrl || stored.issuerUrl;
  if (issuer === null) throw new AppError('oidc_not_enabled');
  const ownSecret = issuer === stored.issuerUrl ? stored.clientSecret : null;
  return {
    issuer,
    clientId: trial.clientId || stored.clientId,
    clientSecret: trial.clientSecret || ownSecret,
    secretUnreadable: stored.secretUnreadable && issuer === stored.issuerUrl && !trial.clientSecret,
    clientAuth,
    allowHttp: allowHttp ?? false,
    internalUrl,
    responseMode,
    trustEmail: trustEmail ?? false,
    hasOtherProviders: providers.some(({ provider }) => provider !== 'oidc'),
    options: stored.options,
    shown: shownSettings(states, own),
    ...askedFor(stored),
  };
}

/** What the provider answered, with the settings under which it was asked. */
export interface Answered {
  readonly connection: ReadyOidc;
  readonly client: OpenIdProvider;
  readonly answer: VerifiedAnswer;
}
