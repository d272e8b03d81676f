import { AppError } from '../core/errors.ts';
import { createBodyReader } from './body-bytes.ts';

/** The parameters of a form that have exactly one value: OAuth forbids repeated ones (RFC 6749 section 3.1). */
export type FormBody = ReadonlyMap<string, string>;

const formLimit = {
  maxBytes: 64 * 1024,
  tooLarge: 'payload_too_large',
  maxHeldBytes: 4 * 1024 * 1024,
  maxSeconds: 30,
} as const;

/** The form media type, as the API document names it. */
export const formType = 'application/x-www-form-urlencoded';

/**
 * Makes a reader for bodies that a provider posts, of at most 64 KB. It throws AppError `unsupported_media_type`,
 * and as the body reader.
 */
export function createFormReader(): (request: Request) => Promise<FormBody> {
  const readBody = createBodyReader(formLimit);
  return (request) => {
    const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (type !== formType) {
      throw new AppError('unsupported_media_type', {
        message: `The request body must be ${formType}`,
      });
    }
    return readBody(request, (bytes) => singleValues(new TextDecoder().decode(bytes)));
  };
}

/** The parameters of a query or form that have exactly one value. */
export function singleValues(text: string): FormBody {
  const single = new Map<string, string>();
  const seen = new Set<string>();
  // In one pass: to look each name up among all would take a form of many names a second.
  for (const [name, value] of new URLSearchParams(text)) {
    if (seen.has(name)) single.delete(name);
    else single.set(name, value);
    seen.add(name);
  }
  return single;
}
