import { isKnown } from '../http/etag.ts';

/** A text file of the program, plain and compressed. */
export interface ServableFile {
  readonly type: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer>;
  readonly cacheControl: string;
}

export interface HttpExchange {
  readonly request: Request;
  readonly set: { readonly headers: Record<string, string | number | undefined> };
}

/**
 * Answers with the file, compressed when the browser accepts that, or with 304 when the browser has this version.
 */
export function serveFile(file: ServableFile, { request, set }: HttpExchange): Response {
  const etag = tagOf(file);
  const vary = set.headers['vary'];
  set.headers['cache-control'] = file.cacheControl;
  set.headers['vary'] = vary === undefined ? 'Accept-Encoding' : `${vary}, Accept-Encoding`;
  set.headers['etag'] = etag;
  if (isKnown(request, etag)) {
    return new Response(null, { status: 304 });
  }
  const headers = { 'content-type': file.type };
  return takesGzip(request.headers.get('accept-encoding'))
    ? new Response(file.gzip, { headers: { ...headers, 'content-encoding': 'gzip' } })
    : new Response(file.plain, { headers });
}

const tags = new WeakMap<ServableFile, string>();

/** The ETag, computed once; a weak one, because it covers both encodings (RFC 9110 section 8.8.1). */
function tagOf(file: ServableFile): string {
  const known = tags.get(file);
  if (known !== undefined) return known;
  const hash = new Bun.CryptoHasher('sha256').update(file.plain).digest('base64url');
  const tag = `W/"${hash.slice(0, 22)}"`;
  tags.set(file, tag);
  return tag;
}

/** RFC 9110 section 12.5.3: a weight of zero means not accepted. */
function takesGzip(header: string | null): boolean {
  return (header ?? '').split(',').some((coding) => {
    const [name = '', weight = 'q=1'] = coding.split(';').map((part) => part.trim().toLowerCase());
    return name === 'gzip' && Number(weight.slice(2)) > 0;
  });
}
