import { type CallAnswer, type Calls, readJson } from './calls.ts';
import { type Claims, readSubject } from './claims.ts';
import { refusal, TokenProblem } from './refusal.ts';
import { mediaType } from './signed-token.ts';

interface UserinfoRequest {
  readonly calls: Calls;
  readonly userinfoEndpoint: string;
  readonly accessToken: string;
  /** Whom the answer must be about; null when nobody knows yet. */
  readonly subject: string | null;
  readonly signal?: AbortSignal | undefined;
}

const what = 'userinfo';

/**
 * What the provider says about the person (OpenID Connect Core section 5.3). Throws TokenProblem when it refuses
 * the access token, AppError `provider_answer_invalid` (not plain JSON, no or another `sub`),
 * `provider_misconfigured` or `provider_unavailable`.
 */
export async function askUserinfo(request: UserinfoRequest): Promise<Claims> {
  const { calls, userinfoEndpoint, accessToken, subject, signal } = request;
  const answer = await calls({
    what,
    url: userinfoEndpoint,
    headers: { authorization: `Bearer ${accessToken}` },
    fromOutside: true,
    signal,
  });
  if (answer.status >= 400) {
    throw new TokenProblem(`was refused by userinfo with HTTP ${answer.status}`);
  }
  const claims = readClaims(answer);
  // Section 5.3.4: without this check another person's claims could be slipped in.
  if (subject === null || claims.sub === subject) return claims;
  throw refusal('provider_answer_invalid', 'userinfo is about another sub than the token');
}

function readClaims(answer: CallAnswer): Claims {
  const type = mediaType(answer.headers.get('content-type')?.split(';')[0]?.trim());
  if (type === 'jwt') {
    throw refusal(
      'provider_answer_invalid',
      'userinfo is a JWT; switch signing and encryption of userinfo off for this client at the provider',
    );
  }
  try {
    return readSubject(readJson(what, answer));
  } catch (error) {
    if (!(error instanceof TokenProblem)) throw error;
    throw refusal('provider_answer_invalid', `userinfo ${error.message}`);
  }
}
