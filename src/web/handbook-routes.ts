import { Elysia } from 'elysia';
import { AppError } from '../core/errors.ts';
import type { Brand } from './brand.ts';
import { handbookFiles } from './bundle.ts';
import { handbookPath, withBrand } from './handbook.ts';
import { type HttpExchange, type ServableFile, serveFile } from './served-file.ts';
import { unpackAll } from './unpacked-files.ts';

/** The handbook as pages whose only script applies the theme. It contains nothing secret, so it is public with `DOCS=admin` too. */
export function handbookRoutes(brand: Brand) {
  const branded = new Map<string, ServableFile>();
  const serve = async (address: string, exchange: HttpExchange): Promise<Response> => {
    const page = branded.get(address) ?? brandedPage(await readPage(address), brand);
    branded.set(address, page);
    exchange.set.headers['content-security-policy'] = policy;
    return serveFile(page, exchange);
  };
  return new Elysia({ detail: { hide: true } })
    .get(handbookPath, (exchange) => serve(handbookPath, exchange))
    .get(`${handbookPath}/:page`, ({ params, ...exchange }) =>
      serve(`${handbookPath}/${params.page}`, exchange),
    );
}

async function readPage(address: string): Promise<ServableFile> {
  const page = (await pages()).get(address.slice(1));
  if (page === undefined) throw new AppError('not_found');
  return page;
}

function brandedPage(page: ServableFile, brand: Brand): ServableFile {
  const html = withBrand(new TextDecoder().decode(page.plain), brand);
  const plain = new TextEncoder().encode(html);
  return { ...page, plain, gzip: Bun.gzipSync(plain) };
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

let unpacked: Promise<ReadonlyMap<string, ServableFile>> | null = null;

function pages(): Promise<ReadonlyMap<string, ServableFile>> {
  return (unpacked ??= handbookFiles().then(unpackAll));
}
