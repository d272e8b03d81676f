import type { CheckedField } from './result.ts';
import { maxNameLength } from './text-limits.ts';
import { codePoints } from './text.ts';

const control = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;
const controls = new RegExp(control, 'gu');
const visible = /[^\p{C}\p{Z}]/u;

/** Checks a display name: trimmed, 1–100 code points, without characters that break or reverse a line of text. */
export function parseName(input: string): CheckedField<string> {
  const name = input.trim();
  if (!visible.test(name)) return { problem: 'name must not be blank', code: 'blank' };
  if (codePoints(name) > maxNameLength) {
    const problem = `name must be at most ${maxNameLength} characters`;
    return { problem, code: 'too_long', params: { max: maxNameLength } };
  }
  if (control.test(name) || !name.isWellFormed()) {
    return { problem: 'name must not contain control characters', code: 'control_characters' };
  }
  return { value: name };
}

/**
 * Makes a name from another system fit to show: control characters become spaces and long names are cut; null
 * when nothing is left.
 */
export function shownName(input: unknown): string | null {
  if (typeof input !== 'string') return null;
  const cleaned = input.toWellFormed().replaceAll(controls, ' ').replaceAll(/\s+/gu, ' ').trim();
  const name = parseName(Array.from(cleaned).slice(0, maxNameLength).join(''));
  return 'value' in name ? name.value : null;
}
