import type { Config } from '../../../config/config.ts';
import { parseEmail } from '../../../core/email.ts';
import { AppError, type FieldError, validationError } from '../../../core/errors.ts';
import { shownName } from '../../../core/name.ts';
import { sha256 } from '../../../core/tokens.ts';
import type { Provider } from '../../../db/schema.ts';
import { type Claims, readSid } from '../../../openid/claims.ts';
import type { OpenIdSettings, VerifiedAnswer } from '../../../openid/connection.ts';
import type { Finding, DoctorSettings } from '../../../openid/findings.ts';
import { createRoute } from '../../../openid/route.ts';
import { tooOldAt } from '../../../openid/token-age.ts';
import { isReadyOidc, type OidcConnection, type ReadyOidc } from '../../providers/rules.ts';
import type { IdentityRules } from '../arrival/rules.ts';
import type { Profile } from '../identities/rules.ts';
import type { MobileRequest } from './schema.ts';

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

/**
 * The profile in the claims. `email` and `email_verified` are taken from the same response. Verified means the
 * boolean true; with `trustEmail` also the text "true" or an absent claim.
 */
export function profileOf(
  { issuer, idToken, userinfo }: VerifiedAnswer,
  provider: Provider,
  { trustEmail, internalUrl }: Pick<OidcOptions, 'trustEmail' | 'internalUrl'>,
): Profile {
  const answers = [userinfo, idToken].filter((claims) => claims !== null);
  const withEmail = answers.filter((claims) => typeof claims['email'] === 'string');
  const source = withEmail.find((claims) => 'email_verified' in claims) ?? withEmail[0] ?? null;
  const signed = source === userinfo && idToken !== null ? idToken : null;
  return {
    provider,
    issuer,
    subject: answers[0]?.sub ?? '',
    sid: idToken === null ? null : readSid(idToken),
    ...(source === null ? noEmail : emailOf(source, signed, trustEmail ?? false)),
    name: firstName(answers),
    ...pictureOf(first(answers, 'picture'), issuer, internalUrl),
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

type ToldEmail = Pick<Profile, 'email' | 'emailVerified' | 'emailVerifiedByProvider'>;

const noEmail: ToldEmail = { email: null, emailVerified: false, emailVerifiedByProvider: false };

/** `signed` holds the claims of the ID token when the address is from the userinfo endpoint. */
function emailOf(source: Claims, signed: Claims | null, trustEmail: boolean): ToldEmail {
  const email = addressIn(source);
  const claim = source['email_verified'];
  // Some userinfo endpoints send "true" as a string, so the ID token's true counts unless userinfo sends false.
  const isVouched =
    claim !== false &&
    signed?.['email_verified'] === true &&
    email !== null &&
    addressIn(signed)?.key === email.key;
  return {
    email,
    emailVerified: isVouched || isVerified(claim, trustEmail),
    emailVerifiedByProvider: isVouched || claim === true,
  };
}

function addressIn(claims: Claims): Profile['email'] {
  if (typeof claims['email'] !== 'string') return null;
  const parsed = parseEmail(claims['email']);
  return 'value' in parsed ? parsed.value : null;
}

function isVerified(claim: unknown, trustEmail: boolean): boolean {
  if (claim === true) return true;
  return trustEmail && (claim === undefined || claim === 'true');
}

function firstName(answers: readonly Claims[]): string | null {
  for (const claim of ['name', 'preferred_username', 'nickname']) {
    const name = shownName(first(answers, claim));
    if (name !== null) return name;
  }
  return null;
}

function first(answers: readonly Claims[], claim: string): string | null {
  const value = answers.map((claims) => claims[claim]).find((each) => typeof each === 'string');
  return typeof value === 'string' ? value : null;
}

/** How the operator uses the provider; its address and client are in the connection. */
export type OidcOptions = Pick<
  Config['oidc'],
  | 'allowHttp'
  | 'autoCreate'
  | 'clientAuth'
  | 'internalUrl'
  | 'mobileAudienceCheck'
  | 'mobileClientIds'
  | 'responseMode'
  | 'trustEmail'
>;

export function rulesOf({ autoCreate }: OidcOptions): IdentityRules {
  return {
    createsAccounts: autoCreate ?? true,
    // Closed registration closes local sign-up only: users of the operator's own provider may still register.
    obeysClosedMode: false,
    linksByEmail: true,
  };
}

export function mayAcceptUnproven(
  connection: OidcConnection,
  { mobileAudienceCheck }: OidcOptions,
): connection is ReadyOidc {
  return isReadyOidc(connection) && mobileAudienceCheck !== 'strict';
}

/** The settings of the OpenID client. */
export function clientSettings(
  { issuerUrl, clientId, clientSecret }: ReadyOidc,
  { clientAuth, allowHttp, internalUrl, mobileClientIds, responseMode }: OidcOptions,
): OpenIdSettings {
  return {
    issuer: issuerUrl,
    clientId,
    clientSecret,
    clientAuth,
    allowHttp: allowHttp ?? false,
    internalUrl,
    responseMode,
    mobileClientIds: mobileClientIds ?? [],
  };
}

/** The redirect URI of this project's own mobile app. */
export const appRedirectUri = 'anchor://oidc/callback';

/** Values to test before they are stored; the empty string and null count as absent. */
export interface Trial {
  readonly issuerUrl?: string | null;
  readonly clientId?: string | null;
  readonly clientSecret?: string | null;
}

/**
 * The record of an ID token that signed in. The hash covers only the signed part, because some signatures have
 * more than one valid encoding.
 */
export function usedIdToken(token: string, { idToken }: VerifiedAnswer) {
  const tokenHash = sha256(token.slice(0, token.lastIndexOf('.')));
  return { token_hash: tokenHash, expires_at: tooOldAt(idToken?.['iat']) };
}

/** The result of a test of an issuer. */
export interface Diagnosis {
  readonly issuer: string;
  readonly findings: readonly Finding[];
}

/** The settings to test: given values, else those in force. Throws AppError `oidc_not_enabled` without an issuer. */
export function trialSettings(
  trial: Trial,
  stored: OidcConnection,
  { clientAuth, allowHttp, internalUrl }: OidcOptions,
): DoctorSettings {
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
  };
}
