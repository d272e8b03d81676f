import type { CheckedField } from '../../core/result.ts';
import { maxGroupNameLength } from '../../core/text-limits.ts';
import { codePoints } from '../../core/text.ts';

const unfit = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;
const visible = /[^\p{C}\p{Z}]/u;

/**
 * Checks the name of a group: trimmed, 1–100 code points, without control characters. Without commas too, because
 * programs receive the names of a person in one header, separated by commas.
 */
function parseGroupName(input: string): CheckedField<string> {
  const name = input.trim();
  if (!visible.test(name)) return { problem: 'name must not be blank', code: 'blank' };
  if (codePoints(name) > maxGroupNameLength) {
    const problem = `name must be at most ${maxGroupNameLength} characters`;
    return { problem, code: 'too_long', params: { max: maxGroupNameLength } };
  }
  if (unfit.test(name) || !name.isWellFormed()) {
    return { problem: 'name must not contain control characters', code: 'control_characters' };
  }
  if (name.includes(',')) return { problem: 'name must not contain a comma', code: 'comma' };
  return { value: name };
}

/** Names that other programs take for their own administrators: only a provider may bring such a group. */
const reserved = new Set(['admins'].map(foldedName));

/** The same check for a group that is made here. */
export function parseLocalGroupName(input: string): CheckedField<string> {
  const name = parseGroupName(input);
  if ('problem' in name || !isReservedName(name.value)) return name;
  return { problem: 'name is reserved for groups of the identity provider', code: 'reserved' };
}

/** Whether other programs may take the members of a group of this name for their administrators. */
export function isReservedName(name: string): boolean {
  return reserved.has(foldedName(name));
}

/** A name without letter case, width and invisible characters: names that look the same to people are equal then. */
export function foldedName(name: string): string {
  const bare = name.normalize('NFKC').replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '');
  // Some letters have the same capital, such as the long s; others are two letters as capitals, such as the sharp s.
  return bare.toUpperCase().toLowerCase();
}

/** What a query returns for the groups of one person: their names with commas between them, or null. */
export type JoinedNames = string | null;

/** The names of a person's groups, each once, sorted by character code. */
export function groupNamesIn(joined: JoinedNames): string[] {
  return joined === null ? [] : [...new Set(joined.split(','))].toSorted();
}

/** Sorts what has a name by character code, as names are sorted everywhere. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}
