import { asObject } from '../core/json.ts';
import { codePoints } from '../core/text.ts';
import { claimAt } from './claim-path.ts';
import type { Claims } from './claims.ts';

/** What a provider said about the groups of one user. */
export interface GroupClaims {
  /** The usable names, each once, in the order of the claims. */
  readonly names: readonly string[];
  /** The claims that were looked for, and the answer that had each. */
  readonly found: readonly FoundClaim[];
  /** Whether the provider left the groups out because there are too many (Entra ID). */
  readonly isOverage: boolean;
  /** Names that were left out because they cannot be used, as far as they fit into a message. */
  readonly dropped: readonly string[];
  readonly droppedCount: number;
}

/** One claim that was looked for. */
export interface FoundClaim {
  readonly path: string;
  /** Null when neither answer has it in a form that names groups. */
  readonly from: 'id_token' | 'userinfo' | null;
  readonly names: readonly string[];
}

/** The verified answers of a provider; one that was not given is null. */
interface Answers {
  readonly idToken: Claims | null;
  readonly userinfo: Claims | null;
}

/** The most groups that count of one user. */
export const maxGroups = 200;

const maxNameLength = 100;
const maxShownDropped = 5;
const maxShownLength = 60;

/**
 * Reads the groups of a user from the claims at `paths`, united. For each path the ID token counts if it has the
 * claim, else userinfo.
 */
export function readGroups(answers: Answers, paths: readonly string[]): GroupClaims {
  const dropped: string[] = [];
  const seen = new Set<string>();
  const found = paths.map((path): FoundClaim => {
    const { from, values } = groupsAt(answers, path);
    const names = cleaned(values, dropped);
    for (const name of names) {
      if (seen.size < maxGroups || seen.has(name)) seen.add(name);
      else dropped.push(name);
    }
    return { path, from, names };
  });
  return {
    names: [...seen],
    found: found.map(({ path, from, names }) => {
      return { path, from, names: names.filter((name) => seen.has(name)) };
    }),
    isOverage: [answers.idToken, answers.userinfo].some((claims) => hasOverage(claims, paths)),
    dropped: dropped.slice(0, maxShownDropped).map(shown),
    droppedCount: dropped.length,
  };
}

/** Whether one of the answers has at least one of the claims, which may name no group. */
export function hasGroups({ found }: Pick<GroupClaims, 'found'>): boolean {
  return found.some(({ from }) => from !== null);
}

/** Whether the ID token alone has all claims at `paths`, so that userinfo is not needed for groups. */
export function hasEveryGroupClaim(idToken: Claims, paths: readonly string[]): boolean {
  return paths.every((path) => groupNames(claimAt(idToken, path)) !== null);
}

function groupsAt({ idToken, userinfo }: Answers, path: string) {
  for (const [from, claims] of [
    ['id_token', idToken],
    ['userinfo', userinfo],
  ] as const) {
    const values = claims === null ? null : groupNames(claimAt(claims, path));
    if (values !== null) return { from, values };
  }
  return { from: null, values: [] };
}

/**
 * The names in the value of a claim: a list of texts, one text for one group, or the keys of an object (Zitadel).
 * Null for a value that names no groups.
 */
function groupNames(value: unknown): readonly string[] | null {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) {
    const object = asObject(value);
    return object === null ? null : Object.keys(object);
  }
  const isList = value.every((one) => typeof one === 'string');
  return isList ? value : null;
}

function cleaned(values: readonly string[], dropped: string[]): readonly string[] {
  const names = new Set<string>();
  for (const value of values) {
    const name = bareGroupName(value);
    if (isUsable(name)) names.add(name);
    else if (name !== '') dropped.push(value);
  }
  return [...names];
}

/** A name as names are compared. Keycloak may write the path of a group, which begins with a slash. */
export function bareGroupName(text: string): string {
  return text.trim().replace(/^\//, '').trim();
}

/**
 * A comma would split the name where names are joined by commas; the others could end a header, or break or reverse a
 * line of text.
 */
const unfit = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069,]/u;
const visible = /[^\p{C}\p{Z}]/u;

function isUsable(name: string): boolean {
  const isShort = name.length <= maxNameLength * 2 && codePoints(name) <= maxNameLength;
  return isShort && visible.test(name) && name.isWellFormed() && !unfit.test(name);
}

function shown(name: string): string {
  const plain = name.toWellFormed().replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
  const characters = Array.from(plain.slice(0, maxShownLength * 2));
  const isLong = characters.length > maxShownLength;
  return isLong ? `${characters.slice(0, maxShownLength).join('')}…` : plain;
}

/**
 * Entra ID leaves out the groups of a user who has many, and names a source of them, which is not asked
 * (OpenID Connect Core section 5.6.2 for `_claim_names`).
 */
function hasOverage(claims: Claims | null, paths: readonly string[]): boolean {
  if (claims === null) return false;
  const elsewhere = asObject(claims['_claim_names']) ?? {};
  if (paths.some((path) => Object.hasOwn(elsewhere, path))) return true;
  const { hasgroups } = claims;
  return paths.includes('groups') && (hasgroups === true || hasgroups === 'true');
}
