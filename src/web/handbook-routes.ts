import { Elysia } from 'elysia';
import { AppError } from '../core/errors.ts';
import { handbookFiles } from './bundle.ts';
import style from './docs/handbook.css' with { type: 'file' };
import { embeddedFile } from './embedded-file.ts';
import { handbookPath } from './handbook.ts';
import { type HttpExchange, type ServableFile, serveFile } from './served-file.ts';
import { unpackAll } from './unpacked-files.ts';

/** The handbook as pages without scripts. It contains nothing secret, so it is public with `DOCS=admin` too. */
export function handbookRoutes() {
  return new Elysia({ detail: { hide: true } })
    .get('/docs/handbook.css', embeddedFile(style, 'text/css'))
    .get(handbookPath, (exchange) => servePage(handbookPath, exchange))
    .get(`${handbookPath}/:page`, ({ params, ...exchange }) =>
      servePage(`${handbookPath}/${params.page}`, exchange),
    );
}

async function servePage(address: string, exchange: HttpExchange): Promise<Response> {
  const page = (await pages()).get(address.slice(1));
  if (page === undefined) throw new AppError('not_found');
  exchange.set.headers['content-security-policy'] = policy;
  return serveFile(page, exchange);
}

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

let unpacked: Promise<ReadonlyMap<string, ServableFile>> | null = null;

function pages(): Promise<ReadonlyMap<string, ServableFile>> {
  return (unpacked ??= handbookFiles().then(unpackAll));
}
