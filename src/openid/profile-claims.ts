import { type Email, parseEmail } from '../core/email.ts';
import { shownName } from '../core/name.ts';
import { claimAt } from './claim-path.ts';
import type { Claims } from './claims.ts';

/** Where the address and the name of a user are, by the paths of their claims; the first that is there counts. */
export interface ProfilePaths {
  readonly emailClaims: readonly string[];
  readonly nameClaims: readonly string[];
}

/** The claim whose address a provider may verify, by `email_verified` (OpenID Connect Core section 5.1). */
const standardEmail = 'email';

/** The verified answers of a provider; one that was not given is null. */
interface Answers {
  readonly idToken: Claims | null;
  readonly userinfo: Claims | null;
}

export interface ToldEmail {
  /** Null when there is none, or none that is an address. */
  readonly email: Email | null;
  /** Whether it counts as verified: the provider says so, or the operator trusts its addresses. */
  readonly emailVerified: boolean;
  /** Whether the provider says so with the boolean true. */
  readonly emailVerifiedByProvider: boolean;
}

/**
 * The address of a user. `email` and `email_verified` are taken from the same answer. Verified means the boolean true;
 * with `trustEmail` also the text "true" or an absent claim. An address from another claim is never verified, because
 * `email_verified` says nothing about it, and users may choose what such claims contain.
 */
export function readEmail(
  answers: Answers,
  { emailClaims }: Pick<ProfilePaths, 'emailClaims'>,
  { trustEmail }: { readonly trustEmail: boolean },
): ToldEmail {
  const all = listOf(answers);
  const path = emailPathIn(answers, { emailClaims });
  if (path === null) return { ...unverified, email: null };
  const sources = all.filter((claims) => textAt(claims, path) !== null);
  if (path !== standardEmail) return { ...unverified, email: addressAt(sources[0], path) };
  const source = sources.find((claims) => 'email_verified' in claims) ?? sources[0];
  return standardEmailOf(source, source === answers.idToken ? null : answers.idToken, trustEmail);
}

/** The claim from which the address is taken; null when none is there. */
export function emailPathIn(
  answers: Answers,
  { emailClaims }: Pick<ProfilePaths, 'emailClaims'>,
): string | null {
  const all = listOf(answers);
  const isThere = (path: string) => all.some((claims) => textAt(claims, path) !== null);
  return emailClaims.find((path) => isThere(path)) ?? null;
}

const unverified = { emailVerified: false, emailVerifiedByProvider: false } as const;

/** `signed` holds the claims of the ID token when the address is from the userinfo endpoint. */
function standardEmailOf(
  source: Claims | undefined,
  signed: Claims | null,
  trustEmail: boolean,
): ToldEmail {
  const email = addressAt(source, standardEmail);
  const claim = source?.['email_verified'];
  // Some userinfo endpoints send "true" as a string, so the ID token's true counts unless userinfo sends false.
  const isVouched =
    claim !== false &&
    signed?.['email_verified'] === true &&
    email !== null &&
    addressAt(signed, standardEmail)?.key === email.key;
  return {
    email,
    emailVerified: isVouched || isVerified(claim, trustEmail),
    emailVerifiedByProvider: isVouched || claim === true,
  };
}

function isVerified(claim: unknown, trustEmail: boolean): boolean {
  if (claim === true) return true;
  return trustEmail && (claim === undefined || claim === 'true');
}

/**
 * The first usable name of a user; null when there is none. In place of `name`, the given and the family name count,
 * and at last if none of the claims is there.
 */
export function readName(
  answers: Answers,
  { nameClaims }: Pick<ProfilePaths, 'nameClaims'>,
): string | null {
  const all = listOf(answers);
  for (const path of [...nameClaims, 'name']) {
    const text = firstText(all, path);
    const name = shownName(text ?? '') ?? (path === 'name' ? joinedName(all) : null);
    if (name !== null) return name;
  }
  return null;
}

function joinedName(all: readonly Claims[]): string | null {
  const parts = ['given_name', 'family_name'].map((part) => firstText(all, part) ?? '');
  return shownName(parts.join(' '));
}

/** Whether an ID token alone has the address of the user, so that the sign-in can go on without userinfo. */
export function hasAddress(idToken: Claims, { emailClaims }: ProfilePaths): boolean {
  return textAt(idToken, emailClaims[0] ?? standardEmail) !== null;
}

/** Whether an ID token alone has all that is shown of a user, so that userinfo need not be asked. */
export function hasWholeProfile(
  idToken: Claims,
  { emailClaims, nameClaims }: ProfilePaths,
): boolean {
  const [email = standardEmail] = emailClaims;
  const [name = 'name'] = nameClaims;
  const verified = email === standardEmail ? ['email_verified'] : [];
  return [email, ...verified, name, 'picture'].every(
    (path) => claimAt(idToken, path) !== undefined,
  );
}

/** Userinfo first, because it may be newer and have more. */
function listOf({ userinfo, idToken }: Answers): readonly Claims[] {
  return [userinfo, idToken].filter((claims) => claims !== null);
}

function firstText(all: readonly Claims[], path: string): string | null {
  return all.map((claims) => textAt(claims, path)).find((text) => text !== null) ?? null;
}

/** A claim that is text and not blank; some providers send an empty text for what a user does not have. */
function textAt(claims: Claims, path: string): string | null {
  const value = claimAt(claims, path);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function addressAt(claims: Claims | undefined, path: string): Email | null {
  const text = claims === undefined ? null : textAt(claims, path);
  const parsed = text === null ? null : parseEmail(text);
  return parsed !== null && 'value' in parsed ? parsed.value : null;
}
