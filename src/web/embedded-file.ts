import { isKnown } from '../http/etag.ts';

interface Prepared {
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

interface Context {
  readonly request: Request;
  readonly set: { readonly headers: Record<string, string | number | undefined> };
}

/** Serves a file that is part of the program: read, compressed and hashed once, when first asked for. */
export function embeddedFile(path: string, type: string) {
  let prepared: Promise<Prepared> | null = null;
  return async ({ request, set }: Context): Promise<Response> => {
    const file = await (prepared ??= prepareFile(path));
    set.headers['cache-control'] = 'no-cache';
    const vary = set.headers['vary'];
    set.headers['vary'] = vary === undefined ? 'Accept-Encoding' : `${vary}, Accept-Encoding`;
    set.headers['etag'] = file.etag;
    if (isKnown(request, file.etag)) {
      return new Response(null, { status: 304 });
    }
    const headers = { 'content-type': `${type}; charset=utf-8` };
    return takesGzip(request.headers.get('accept-encoding'))
      ? new Response(file.gzip, { headers: { ...headers, 'content-encoding': 'gzip' } })
      : new Response(file.plain, { headers });
  };
}

/** The tag is a weak one, for it stands for both encodings (RFC 9110 section 8.8.1). */
async function prepareFile(path: string): Promise<Prepared> {
  const plain = await Bun.file(path).bytes();
  const hash = new Bun.CryptoHasher('sha256').update(plain).digest('base64url');
  return { plain, gzip: Bun.gzipSync(plain), etag: `W/"${hash.slice(0, 22)}"` };
}

/** RFC 9110 section 12.5.3: a weight of zero means no. */
function takesGzip(header: string | null): boolean {
  return (header ?? '').split(',').some((coding) => {
    const [name = '', weight = 'q=1'] = coding.split(';').map((part) => part.trim().toLowerCase());
    return name === 'gzip' && Number(weight.slice(2)) > 0;
  });
}
