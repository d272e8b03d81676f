import { type HttpExchange, type ServableFile, serveFile } from './served-file.ts';

/** Serves a file that is part of the program: read, compressed and hashed once, at the first request. */
export function embeddedFile(path: string, type: string) {
  let prepared: Promise<ServableFile> | null = null;
  return async (exchange: HttpExchange): Promise<Response> =>
    serveFile(await (prepared ??= prepareFile(path, type)), exchange);
}

async function prepareFile(path: string, type: string): Promise<ServableFile> {
  const plain = await Bun.file(path).bytes();
  return {
    type: `${type}; charset=utf-8`,
    plain,
    gzip: Bun.gzipSync(plain),
    cacheControl: 'no-cache',
  };
}
