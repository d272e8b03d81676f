import { type Static, t } from 'elysia';
import { parseEmail } from '../../core/email.ts';
import { type FieldError, validationError } from '../../core/errors.ts';
import { shownName } from '../../core/name.ts';
import type { Provider } from '../../db/schema.ts';
import type { Claims } from '../../io/openid/claims.ts';
import type { VerifiedAnswer } from '../../io/openid/connection.ts';
import { promptField } from '../flows/model.ts';
import type { Profile } from '../identities/model.ts';

export const oidcConfigSchema = t.Object(
  {
    enabled: t.Boolean(),
    providerName: t.String({ examples: ['Pocket ID'] }),
    disableInternalAuth: t.Boolean({
      description: 'Whether e-mail and password are refused here',
    }),
    issuerUrl: t.Optional(t.String({ examples: ['https://id.example.com'] })),
    clientId: t.Optional(t.String({ examples: ['anchor'] })),
  },
  { title: 'OidcConfig' },
);

export type OidcConfig = Static<typeof oidcConfigSchema>;

export const initiateQuerySchema = t.Object({
  redirect: t.Optional(t.String({ description: 'A path of this site to open after signing in' })),
  iss: t.Optional(t.String({ description: 'Refused unless it is the issuer set up here' })),
  prompt: promptField,
});

export type InitiateQuery = Static<typeof initiateQuerySchema>;

const optionalText = (description: string) =>
  t.Optional(t.Union([t.String(), t.Null()], { description }));

export const mobileRequestSchema = t.Object(
  {
    access_token: optionalText(
      'An access token of the provider that is provably meant for this app',
    ),
    id_token: optionalText('An ID token of the provider'),
    nonce: optionalText('With id_token: the nonce that the app sent'),
    code: optionalText('An authorization code of the provider'),
    code_verifier: optionalText('With code: the PKCE verifier'),
    client_id: optionalText('With code: the client the app used; else each of ours is tried'),
    redirect_uri: optionalText('With code: where the provider sent the app back to'),
  },
  {
    title: 'MobileExchangeRequest',
    examples: [{ access_token: 'idp-access-token' }, { id_token: 'eyJ…', nonce: 'n-0S6…' }],
  },
);

export type MobileRequest = Static<typeof mobileRequestSchema>;

/** What an app brings from the provider. */
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

/** Which of the three forms a request has. Throws AppError `validation_failed`. */
export function mobileForm(request: MobileRequest, callbackUrl: string): MobileForm {
  const { access_token: accessToken, id_token: idToken, code } = request;
  const given = [accessToken, idToken, code].filter((value) => value);
  if (given.length !== 1) {
    const message = 'Send exactly one of access_token, id_token or code';
    throw validationError([{ field: 'access_token', message }]);
  }
  const nonce = request.nonce || null;
  if (accessToken) return { kind: 'access_token', accessToken };
  if (idToken) return { kind: 'id_token', idToken, nonce };
  const clientId = request.client_id || null;
  return { kind: 'code', code: code ?? '', clientId, nonce, ...proofOf(request, callbackUrl) };
}

/** What proves a code. One made for a browser is bound to that browser, so it is not taken here. */
function proofOf(request: MobileRequest, callbackUrl: string) {
  const { code_verifier: codeVerifier, redirect_uri: redirectUri } = request;
  const problems: FieldError[] = [];
  const blame = (field: string, problem: string) =>
    problems.push({ field, message: `${field} ${problem}` });
  if (!codeVerifier) blame('code_verifier', 'is required with code');
  if (!redirectUri) blame('redirect_uri', 'is required with code');
  if (redirectUri === callbackUrl) blame('redirect_uri', 'must be the one of your app');
  if (!codeVerifier || !redirectUri || problems.length > 0) throw validationError(problems);
  return { codeVerifier, redirectUri };
}

/**
 * Who the claims speak of. The address and the word on whether it is verified are taken from the same
 * answer. Verified is the boolean true; with `trustEmail` also its text, or no word at all.
 */
export function profileOf(
  { issuer, idToken, userinfo }: VerifiedAnswer,
  { provider, trustEmail }: { readonly provider: Provider; readonly trustEmail: boolean },
): Profile {
  const answers = [userinfo, idToken].filter((claims) => claims !== null);
  const withEmail = answers.filter((claims) => typeof claims['email'] === 'string');
  const source = withEmail.find((claims) => 'email_verified' in claims) ?? withEmail[0] ?? null;
  return {
    provider,
    issuer,
    subject: answers[0]?.sub ?? '',
    ...(source === null ? noEmail : emailOf(source, trustEmail)),
    name: firstName(answers),
    pictureUrl: first(answers, 'picture'),
    pictureOrigin: URL.parse(issuer)?.origin ?? null,
  };
}

type ToldEmail = Pick<Profile, 'email' | 'emailVerified' | 'emailVerifiedByProvider'>;

const noEmail: ToldEmail = { email: null, emailVerified: false, emailVerifiedByProvider: false };

function emailOf(source: Claims, trustEmail: boolean): ToldEmail {
  const email = parseEmail(String(source['email']));
  const claim = source['email_verified'];
  return {
    email: 'value' in email ? email.value : null,
    emailVerified: isVerified(claim, trustEmail),
    emailVerifiedByProvider: claim === true,
  };
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
