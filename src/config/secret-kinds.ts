import type { Checked } from '../core/result.ts';
import type { FieldParser, Parser } from './kinds.ts';

// Nothing in this file may put any part of a value into a message.

/** A secret chosen by another system: any text of one line that is not blank. */
export const secretLine: FieldParser<string> = (text) => {
  if (text.trim() === '') {
    const problem = 'takes a secret on one line, and this is blank; leave it empty for none';
    return { problem, code: 'blank' };
  }
  const problem = `takes a secret on one line of at most ${maxLineLength} characters`;
  if (text.length > maxLineLength) {
    return { problem, code: 'too_long', params: { max: maxLineLength } };
  }
  return /\p{Cc}/u.test(text) ? { problem, code: 'control_characters' } : { value: text };
};

const maxLineLength = 4096;

/** A client secret of a provider. Blanks at its ends are never part of it; they come from copying. */
export const clientSecret: FieldParser<string> = (text) => {
  const checked = secretLine(text);
  if ('problem' in checked || text.trim() === text) return checked;
  const problem = 'takes a secret, and this has blanks at its ends; remove them';
  return { problem, code: 'blanks_at_ends' };
};

/**
 * A secret that signs tokens. A person who guesses it can act as any user, so it must be long and not a known
 * example.
 */
export const signingSecret: Parser<string> = (text): Checked<string> => {
  if (Buffer.byteLength(text) < 32) {
    return { problem: `takes at least 32 bytes, and this is shorter; ${cure}` };
  }
  return isPlaceholder(text)
    ? { problem: `takes a random secret, and this is a placeholder or a repetition; ${cure}` }
    : { value: text };
};

const cure = 'make one with: openssl rand -base64 48';

/**
 * The content of `secret.key`, from which the keys of everything stored are derived. Fewer than 64 hex digits are
 * the rest of a key that was cut short.
 */
export const instanceSecret: Parser<string> = (text): Checked<string> => {
  if (text.trim() !== text || /\p{Cc}/u.test(text) || text.length > maxSecretLength) {
    return { problem: `takes one line without blanks at its ends; ${instanceCure}` };
  }
  const isCut = /^[0-9a-f]{0,63}$/i.test(text);
  if (isCut || Buffer.byteLength(text) < 32) {
    return {
      problem: `takes 64 hex digits or another random text of at least 32 bytes, and this is shorter; ${instanceCure}`,
    };
  }
  return isPlaceholder(text)
    ? {
        problem: `takes a random secret, and this is a placeholder or a repetition; ${instanceCure}`,
      }
    : { value: text };
};

const maxSecretLength = 1000;
const instanceCure = 'make one with: openssl rand -hex 32';

// Words that example secrets are made of; removing them shortens a random text by only a few characters.
const exampleWords =
  /change|replace|secret|super|insecure|example|sample|placeholder|default|password|token|jwt|key|your|this|that|with|must|have|least|more|than|minimum|char(?:acter)?s?|bytes?|bits?|long|length|random|string|value|strong|secure|safe|generate|production|develop(?:ment)?|test(?:ing)?|local|before|deploy|please|really|very|never|always|not|use|some|thing|any|and|for|the|here|put|set|enter|insert|anchor|auth|app|server|sign(?:ing)?|admin|qwerty|asdf|my|me|in|is|it|be|at|or|of|to|do|an|32|64|128|256|512|\d{0,3}1234567890?|12345/g;

function isPlaceholder(text: string): boolean {
  const unusual = text
    .toLowerCase()
    .replaceAll(exampleWords, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return unusual.length < 16 || new Set(text).size < 6 || isRepetition(text);
}

/** Whether the text is one piece repeated at least twice, the last time perhaps cut short. */
function isRepetition(text: string): boolean {
  for (let period = 1; period <= text.length / 2; period++) {
    if (text.startsWith(text.slice(period))) return true;
  }
  return false;
}
