import { AppError, type ErrorCode } from '../core/errors.ts';
import { type BodyLimit, createBodyReader } from './body-bytes.ts';

interface FileField extends BodyLimit {
  readonly name: string;
  /** The error when the form does not have exactly one such file. */
  readonly missing: ErrorCode;
}

/** Extra bytes for boundaries, headers and small fields around the file. */
const wrappingBytes = 64 * 1024;

/**
 * Makes a reader for the one file in a form field, of at most `maxBytes` bytes. The file name and type come from
 * the client and are ignored. For routes with `parse: 'none'`, because the JSON reader would consume the body. It
 * throws AppError as a body reader does, and the two codes of the field.
 */
export function createFileFieldReader(
  field: FileField,
): (request: Request) => Promise<Uint8Array<ArrayBuffer>> {
  const readBody = createBodyReader({ ...field, maxBytes: field.maxBytes + wrappingBytes });
  return async (request) => {
    const type = formType(request, field);
    const [file, ...others] = await readBody(request, (body) => valuesOf(field.name, body, type));
    if (!(file instanceof Blob) || others.length > 0 || file.size === 0) {
      throw new AppError(field.missing);
    }
    if (file.size > field.maxBytes) throw new AppError(field.tooLarge);
    return file.bytes();
  };
}

function formType({ headers, body }: Request, { missing }: FileField): string {
  const type = headers.get('content-type');
  if (type === null && body === null) throw new AppError(missing);
  if (type === null || !/^multipart\/form-data\s*(?:;|$)/i.test(type)) {
    const message = 'The request body must be multipart/form-data';
    throw new AppError('unsupported_media_type', { message });
  }
  return type;
}

async function valuesOf(name: string, body: Uint8Array, type: string): Promise<readonly unknown[]> {
  try {
    const form = await new Response(body, { headers: { 'content-type': type } }).formData();
    return form.getAll(name);
  } catch (error) {
    throw new AppError('malformed_request', { cause: error });
  }
}
