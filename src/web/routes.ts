import { Elysia, NotFoundError } from 'elysia';
import { AppError } from '../core/errors.ts';
import { isLanguage } from '../core/languages.ts';
import { everywhere } from '../http/addresses.ts';
import { pageFiles } from './bundle.ts';
import { pageDocument } from './page-document.ts';
import { type HttpExchange, type ServableFile, serveFile } from './served-file.ts';
import { unpackAll } from './unpacked-files.ts';

/** All pages are one document, whose script shows the page for the address. */
const pagePaths = [
  '/login',
  '/register',
  '/forgot-password',
  '/link',
  '/account',
  '/admin',
  '/admin/*',
] as const;

type PageConfig = Parameters<typeof pageDocument>[1];

/** The pages of this server and their files. */
export function webRoutes(config: PageConfig) {
  const pageOf = pageReader(config);
  const app = new Elysia({ detail: { hide: true } })
    .get('/', ({ query, redirect }) => redirect(homeIn(query['lang'])))
    // Password managers open this address to change a password (W3C, change-password URL).
    .get('/.well-known/change-password', ({ redirect }) => redirect('/account'))
    .get('/assets/:file', async ({ params, ...exchange }) => {
      const file = (await files()).get(`assets/${params.file}`);
      if (file === undefined) throw new AppError('not_found');
      return serveFile(file, exchange);
    });
  for (const path of pagePaths)
    app.get(path, async (exchange) => serveFile(await pageOf(exchange.set), exchange));
  return app.get(everywhere, async ({ request, path, set }) => {
    // Thrown as by the router: the path may exist with another method.
    if (!isForPage(request, path)) throw new NotFoundError();
    const { plain, type } = await pageOf(set);
    return new Response(plain, { status: 404, headers: { 'content-type': type } });
  });
}

/** An app that sends people here can name the language they use there. */
function homeIn(lang: unknown): string {
  return isLanguage(lang) ? `/account?lang=${lang}` : '/account';
}

function isForPage({ headers }: Request, path: string): boolean {
  return !/^\/(?:api|auth)\//.test(path) && headers.get('accept')?.includes('text/html') === true;
}

/** Reads the HTML document; its content security policy is set on the answer. */
function pageReader(config: PageConfig) {
  let document: Promise<ServableFile> | null = null;
  return (set: HttpExchange['set']): Promise<ServableFile> => {
    set.headers['content-security-policy'] = pagePolicy;
    return (document ??= readPage(config));
  };
}

async function readPage(config: PageConfig): Promise<ServableFile> {
  const page = (await files()).get('page.html');
  if (page === undefined) throw new Error('The bundle has no page');
  const html = pageDocument(new TextDecoder().decode(page.plain), config);
  const plain = new TextEncoder().encode(html);
  return { ...page, plain, gzip: Bun.gzipSync(plain) };
}

/**
 * Everything from this origin and nothing inline, except icons as data in the style sheet and the picture to crop
 * as a blob.
 */
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
