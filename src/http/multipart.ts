import { AppError, type ErrorCode } from '../core/errors.ts';

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
 * are not even looked at. For routes mounted before the JSON reader, which would take the body away.
 * Throws AppError `unsupported_media_type`, `malformed_request` and the field's own two.
 */
export async function readFileField(
  request: Request,
  field: FileField,
): Promise<Uint8Array<ArrayBuffer>> {
  const type = formType(request, field);
  const body = await readAtMost(request, field);
  const [file, ...others] = await valuesOf(field.name, body, type);
  if (!(file instanceof Blob) || others.length > 0 || file.size === 0) {
    throw new AppError(field.missing);
  }
  if (file.size > field.maxBytes) throw new AppError(field.tooLarge);
  return file.bytes();
}

function formType({ headers, body }: Request, { missing }: FileField): string {
  const type = headers.get('content-type');
  if (type === null && body === null) throw new AppError(missing);
  if (type === null || !/^multipart\/form-data\s*(?:;|$)/i.test(type)) {
    throw unsupported('The request body must be multipart/form-data');
  }
  if (headers.has('content-encoding')) throw unsupported('The request body must not be compressed');
  return type;
}

function unsupported(message: string): AppError {
  return new AppError('unsupported_media_type', { message });
}

/** Refuses by the announced length at once, else as soon as more has come in. */
async function readAtMost(
  { headers, body }: Request,
  { maxBytes, tooLarge }: FileField,
): Promise<Buffer<ArrayBuffer>> {
  const limit = maxBytes + wrappingBytes;
  if (Number(headers.get('content-length')) > limit) throw new AppError(tooLarge);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body ?? []) {
      length += chunk.byteLength;
      if (length > limit) throw new AppError(tooLarge);
      chunks.push(chunk);
    }
  } catch (error) {
    // What a stream throws of itself is a client that went away.
    throw error instanceof AppError ? error : new AppError('malformed_request', { cause: error });
  }
  return Buffer.concat(chunks);
}

async function valuesOf(
  name: string,
  body: Buffer<ArrayBuffer>,
  type: string,
): Promise<readonly unknown[]> {
  try {
    const form = await new Response(body, { headers: { 'content-type': type } }).formData();
    return form.getAll(name);
  } catch (error) {
    throw new AppError('malformed_request', { cause: error });
  }
}
