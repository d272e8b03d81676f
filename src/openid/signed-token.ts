import { type JsonObject, quote } from '../core/json.ts';
import { peekHeader, verifyJwt } from './jwt.ts';
import { type Algorithm, algorithms, type SignatureKey } from './key-set.ts';
import type { Keys } from './keys.ts';
import { TokenProblem } from './refusal.ts';

/** Which signatures are accepted. */
export interface SignatureRules {
  readonly keys: Keys;
  /**
   * The algorithms that the provider announces; null: all accepted ones. The list can only narrow the accepted
   * ones.
   */
  readonly announced: readonly string[] | null;
  /** Fetches the announced algorithms again when a token contradicts them; left out: they cannot change. */
  readonly announcedAnew?: () => Promise<readonly string[] | null>;
  readonly now: () => number;
  /** Whether a token may lack `exp`; default: no. */
  readonly mayLackExpiry?: boolean;
}

interface SignedToken {
  readonly alg: Algorithm;
  /** The `typ` of the header in lower case and without `application/`; null when it is missing. */
  readonly type: string | null;
  readonly claims: JsonObject;
}

/**
 * Verifies signature, `exp` and `nbf` of a JWT (RFC 7519); the key is always one of `rules.keys`, whatever the
 * header contains. Throws TokenProblem with the reason, and as `rules.keys` when the keys cannot be fetched.
 */
export async function verifySignature(token: string, rules: SignatureRules): Promise<SignedToken> {
  const header = readHeader(token);
  const { kid, typ } = header;
  const alg = await acceptedAlgorithm(header['alg'], rules);
  const hint = { alg, kid: typeof kid === 'string' ? kid : null };
  const needsExpiry = rules.mayLackExpiry !== true;
  let tried = 0;
  for await (const key of patiently(rules.keys.candidates(hint), () => tried > 0)) {
    const publicKey = await key.load(alg);
    if (publicKey === null) continue;
    tried += 1;
    const claims = await verifyJwt(token, { key: publicKey, alg, nowMs: rules.now(), needsExpiry });
    if (claims !== null) return { alg, type: mediaType(typ), claims };
  }
  const cure = 'show_signing_key';
  if (tried > 0) {
    throw new TokenProblem('was not signed by the provider: the signature is wrong', { cure });
  }
  throw new TokenProblem(
    `was signed by a key the provider does not show: ${alg} ${quote(hint.kid)}; it shows ${rules.keys.summary()}`,
    { cure },
  );
}

/** A media type in lower case and without `application/` (RFC 7515 section 4.1.9); null for other values. */
export function mediaType(typ: unknown): string | null {
  if (typeof typ !== 'string') return null;
  return typ.toLowerCase().replace(/^application\//, '');
}

function readHeader(token: string): JsonObject {
  if (token.split('.').length === 5) {
    const cure = 'switch_encryption_off';
    throw new TokenProblem('is encrypted, which is not supported', { cure });
  }
  const header = peekHeader(token);
  if (header === null) throw new TokenProblem('is not a signed JWT');
  if (header['crit'] !== undefined) throw new TokenProblem('has crit in its header');
  if (header['cty'] !== undefined)
    throw new TokenProblem('holds another token (cty in its header)');
  return header;
}

async function acceptedAlgorithm(
  alg: unknown,
  { announced, announcedAnew }: SignatureRules,
): Promise<Algorithm> {
  const cure = 'choose_signing_key';
  const known = algorithms.find((one) => one === alg);
  if (known === undefined) {
    throw new TokenProblem(`is signed with ${quote(alg)}, which is never accepted`, { cure });
  }
  if (isAnnounced(known, announced)) return known;
  const newer = announcedAnew === undefined ? announced : await announcedAnew();
  if (isAnnounced(known, newer)) return known;
  throw new TokenProblem(`is signed with ${known}, but the provider announces ${quote(newer)}`, {
    cure,
  });
}

function isAnnounced(alg: Algorithm, announced: readonly string[] | null): boolean {
  if (announced === null || announced.includes(alg)) return true;
  // RFC 9864 renamed EdDSA to Ed25519; a provider may announce one name and write the other.
  return alg.startsWith('Ed') && announced.some((one) => one.startsWith('Ed'));
}

/** Once a key was tried, a failed fetch of newer keys no longer matters: the signature is wrong. */
async function* patiently(source: AsyncIterable<SignatureKey>, isEnough: () => boolean) {
  try {
    yield* source;
  } catch (error) {
    if (!isEnough()) throw error;
  }
}
