import { AppError, type ErrorCode } from '../core/errors.ts';
import { readBytes } from './body-bytes.ts';

interface FileField {
  readonly name: string;
  readonly maxBytes: number;
  /** What is answered when there is not exactly one such file. */
  readonly missing: ErrorCode;
  readonly tooLarge: ErrorCode;
}

/** Room for boundaries, headers and small fields around the file. */
const wrappingBytes = 64 * 1024;

/**
 * The bytes of the one file in a form field. Its name and the type it claims are the client's words and
 * are not even looked at. For routes with `parse: 'none'`: the JSON reader would take the body away.
 * Throws AppError `unsupported_media_type`, `malformed_request` and the field's own two.
 */
export async function readFileField(
  request: Request,
  field: FileField,
): Promise<Uint8Array<ArrayBuffer>> {
  const type = formType(request, field);
  const { maxBytes, tooLarge } = field;
  const body = await readBytes(request, { maxBytes: maxBytes + wrappingBytes, tooLarge });
  const [file, ...others] = await valuesOf(field.name, body, type);
  if (!(file instanceof Blob) || others.length > 0 || file.size === 0) {
    throw new AppError(field.missing);
  }
  if (file.size > maxBytes) throw new AppError(tooLarge);
  return file.bytes();
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
