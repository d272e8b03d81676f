/** The schema keyword for what only the document shows. */
export const documentKeywords = 'x-document';

interface DocumentKeywords {
  readonly type?: 'integer';
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly default?: number;
}

/**
 * Schema options for rules that the services check. The document shows them, but Elysia does not see them, because
 * it would refuse first and without saying what is expected.
 */
export function inDocument(keywords: DocumentKeywords) {
  return { [documentKeywords]: keywords };
}
