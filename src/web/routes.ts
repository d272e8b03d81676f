import { Elysia, NotFoundError } from 'elysia';
import { AppError } from '../core/errors.ts';
import { everywhere } from '../http/addresses.ts';
import { pageFiles } from './bundle.ts';
import { type HttpExchange, type ServableFile, serveFile } from './served-file.ts';
import { unpackAll } from './unpacked-files.ts';

/** One document for all of them: its script looks at the address and shows the page. */
const pagePaths = ['/login', '/register', '/account', '/admin', '/admin/*'] as const;

/** The pages of this server and the files they are made of. */
export function webRoutes() {
  const app = new Elysia({ detail: { hide: true } })
    .get('/', ({ redirect }) => redirect('/account'))
    // Where password managers look for the page that changes a password (W3C, change-password URL).
    .get('/.well-known/change-password', ({ redirect }) => redirect('/account'))
    .get('/assets/:file', async ({ params, ...exchange }) => {
      const file = (await files()).get(`assets/${params.file}`);
      if (file === undefined) throw new AppError('not_found');
      return serveFile(file, exchange);
    });
  for (const path of pagePaths) app.get(path, (exchange) => servePage(exchange));
  return app.get(everywhere, (exchange) => serveLost(exchange));
}

/** Any other address: whoever opened it in a browser gets a page that says so, everybody else the usual refusal. */
async function serveLost({
  request,
  path,
  set,
}: HttpExchange & { path: string }): Promise<Response> {
  // As the router itself would say it: the path may be known with another method.
  if (!isForPage(request, path)) throw new NotFoundError();
  const { plain, type } = await pageOf(set);
  return new Response(plain, { status: 404, headers: { 'content-type': type } });
}

function isForPage({ headers }: Request, path: string): boolean {
  return !/^\/(?:api|auth)\//.test(path) && headers.get('accept')?.includes('text/html') === true;
}

async function servePage(exchange: HttpExchange): Promise<Response> {
  return serveFile(await pageOf(exchange.set), exchange);
}

/** The one document, and its policy among the headers of the answer. */
async function pageOf(set: HttpExchange['set']): Promise<ServableFile> {
  const page = (await files()).get('page.html');
  if (page === undefined) throw new Error('The bundle has no page');
  set.headers['content-security-policy'] = pagePolicy;
  return page;
}

/** Everything from this origin and nothing inline; the style sheet carries its icons as data, a picture to crop is a blob. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

let unpacked: Promise<ReadonlyMap<string, ServableFile>> | null = null;

function files(): Promise<ReadonlyMap<string, ServableFile>> {
  return (unpacked ??= pageFiles().then(unpackAll));
}
