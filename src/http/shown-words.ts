/** Where a schema keeps what only the document says of it. */
export const shownWords = 'x-shown';

interface ShownWords {
  readonly type?: 'integer';
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly default?: number;
}

/**
 * Options of a schema for rules that our own code judges: the document tells them, and the framework, which
 * would refuse before us and without a word on what is wanted, never sees them.
 */
export function shown(words: ShownWords) {
  return { [shownWords]: words };
}
