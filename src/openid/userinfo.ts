import { AppError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import { type CallAnswer, type Calls, errorIn, maxClaimBytes, readJson } from './calls.ts';
import { type Claims, readSubject } from './claims.ts';
import { type IdTokenRules, verifyUserinfo } from './id-token.ts';
import { ProviderProblem, refusal, refuseTokens, TokenProblem, withCure } from './refusal.ts';
import { mediaType } from './signed-token.ts';

interface UserinfoRequest {
  readonly calls: Calls;
  readonly userinfoEndpoint: string;
  readonly accessToken: string;
  /** The expected `sub`; null when it is not known yet. */
  readonly subject: string | null;
  /** For a signed answer. */
  readonly rules: IdTokenRules;
  readonly signal?: AbortSignal | undefined;
}

const what = 'userinfo';

/**
 * Fetches the userinfo claims (OpenID Connect Core section 5.3). Throws TokenProblem when the access token is
 * refused, AppError `provider_answer_invalid` (neither JSON nor a valid signed answer, no or another `sub`),
 * `provider_misconfigured` (encrypted) or `provider_unavailable`.
 */
export async function askUserinfo(request: UserinfoRequest): Promise<Claims> {
  const { calls, userinfoEndpoint, accessToken, subject, rules, signal } = request;
  const answer = await calls({
    what,
    url: userinfoEndpoint,
    headers: { authorization: `Bearer ${accessToken}` },
    fromOutside: true,
    maxBytes: maxClaimBytes,
    signal,
  });
  if (answer.status >= 400) {
    const error = errorIn(answer);
    throw new TokenProblem(
      `was refused by userinfo with HTTP ${answer.status}${error === null ? '' : ` and ${error}`}`,
      { isForOperator: answer.status !== 401 },
    );
  }
  const claims = withSubject(await readClaims(answer, rules));
  // Section 5.3.2: a different `sub` could be another user's claims (token substitution).
  if (subject === null || claims.sub === subject) return claims;
  throw new ForeignUserinfo('userinfo is about another sub than the token');
}

/** The userinfo is about another user than the ID token: the sign-in must not continue without it. */
class ForeignUserinfo extends AppError {
  constructor(why: string) {
    super('provider_answer_invalid', { cause: new ProviderProblem(why, null) });
  }
}

/** Whether a sign-in can continue after a userinfo failure, because the ID token has enough claims. */
export function isDispensable(error: unknown): error is AppError {
  return error instanceof AppError && !(error instanceof ForeignUserinfo);
}

/** Plain JSON, or a JWT of the provider (section 5.3.2). */
async function readClaims(answer: CallAnswer, rules: IdTokenRules): Promise<JsonObject> {
  const type = mediaType(answer.headers.get('content-type')?.split(';')[0]?.trim());
  if (type !== 'jwt') return readJson(what, answer);
  const token = new TextDecoder().decode(answer.bytes).trim();
  if (token.split('.').length === 5) {
    const why = 'userinfo is encrypted; switch that off for this client at the provider';
    throw withCure(refusal('provider_misconfigured', why), 'switch_encryption_off');
  }
  return refuseTokens('provider_answer_invalid', what, () => verifyUserinfo(token, rules));
}

function withSubject(claims: JsonObject): Claims {
  try {
    return readSubject(claims);
  } catch (error) {
    if (!(error instanceof TokenProblem)) throw error;
    throw new ForeignUserinfo(`userinfo ${error.message}`);
  }
}
