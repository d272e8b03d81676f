/** The part of the API document that the search reads. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
}

interface DocumentedOperation {
  readonly summary?: string;
  readonly tags?: readonly string[];
}

/** The key of an operation, such as `get /api/auth/me`. */
export function operationKey(method: string, path: string): string {
  return `${method.toLowerCase()} ${path}`;
}

/** The keys of all operations that contain every word of the phrase in method, path, summary or tag. */
export function findOperations({ paths }: ApiDocument, phrase: string): ReadonlySet<string> {
  const wanted = phrase.toLowerCase().split(/\s+/);
  return new Set(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([method, { summary = '', tags = [] }]) => {
          const text = [method, path, summary, ...tags].join(' ').toLowerCase();
          return wanted.every((word) => text.includes(word));
        })
        .map(([method]) => operationKey(method, path)),
    ),
  );
}
