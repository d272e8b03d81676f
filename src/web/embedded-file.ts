interface Prepared {
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

/** Serves a file that is part of the program: read, compressed and hashed once, when first asked for. */
export function embeddedFile(path: string, type: string) {
  let prepared: Promise<Prepared> | null = null;
  return async ({ request, set }: Context): Promise<Response> => {
    const file = await (prepared ??= prepareFile(path));
    set.headers['cache-control'] = 'no-cache';
    set.headers['vary'] = 'Accept-Encoding';
    set.headers['etag'] = file.etag;
    if (request.headers.get('if-none-match') === file.etag)
      return new Response(null, { status: 304 });
    const headers: Record<string, string> = { 'content-type': `${type}; charset=utf-8` };
    if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) {
      return new Response(file.plain, { headers });
    }
    return new Response(file.gzip, { headers: { ...headers, 'content-encoding': 'gzip' } });
  };
}

interface Context {
  readonly request: Request;
  readonly set: { readonly headers: Record<string, string | number | undefined> };
}

async function prepareFile(path: string): Promise<Prepared> {
  const plain = await Bun.file(path).bytes();
  const etag = `"${new Bun.CryptoHasher('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  return { plain, gzip: Bun.gzipSync(plain), etag };
}
