import { AppError } from '../core/errors.ts';
import { isKnown } from './etag.ts';

/** An uploaded file, under a generated name that is never reused. */
interface Upload {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

interface HttpExchange {
  readonly request: Request;
  readonly set: { readonly headers: Record<string, string | number | undefined> };
}

/** Answers with an upload: any cache may keep it, any site may show it, no browser runs it as a document. */
export function serveUpload(upload: Upload | null, { request, set }: HttpExchange): Response {
  if (upload === null) throw new AppError('not_found');
  const { name, type, bytes } = upload;
  const etag = `"${name}"`;
  set.headers['cross-origin-resource-policy'] = 'cross-origin';
  set.headers['cache-control'] = 'public, max-age=31536000, immutable';
  set.headers['content-security-policy'] = "default-src 'none'; frame-ancestors 'none'; sandbox";
  set.headers['etag'] = etag;
  if (isKnown(request, etag)) {
    return new Response(null, { status: 304 });
  }
  const extension = name.slice(name.lastIndexOf('.'));
  const disposition = `inline; filename="profile${extension}"`;
  return new Response(bytes, {
    headers: { 'content-type': type, 'content-disposition': disposition },
  });
}
