// The browser interface. Its pages call the API like any other client.

import { type AnyElysia, Elysia } from 'elysia';
import swaggerScript from 'swagger-ui-dist/swagger-ui-bundle.js' with { type: 'file' };
import { AppError } from '../core/errors.ts';
import type { GuardedCaller } from '../http/guards.ts';
import type { RouteParts } from '../http/route-parts.ts';
import { brandOf } from './brand.ts';
import { docsFiles } from './docs-bundle.ts';
import { docsPage, docsPolicy } from './docs-page.ts';
import clientFile from './docs/typed-client.txt' with { type: 'file' };
import documentFile from './docs/openapi.json' with { type: 'file' };
import type { DocumentConfig } from './document-facts.ts';
import { embeddedFile } from './embedded-file.ts';
import { handbookRoutes } from './handbook-routes.ts';
import { type HttpExchange, type ServableFile, serveFile } from './served-file.ts';
import { unpackAll } from './unpacked-files.ts';

interface DocsOptions<Session extends Caller, Caller extends GuardedCaller> {
  readonly config: DocumentConfig;
  readonly guards: RouteParts<Session, Caller>['guards'];
}

/** The API reference, the OpenAPI document, the typed client and the handbook, from files inside the program. */
export function docsRoutes<Session extends Caller, Caller extends GuardedCaller>({
  config,
  guards,
}: DocsOptions<Session, Caller>): AnyElysia {
  const app = new Elysia({ detail: { hide: true } });
  const access = config.server.docs;
  if (access === 'off') return app;
  const document = embeddedFile(documentFile, 'application/json');
  // As plain text, because browsers save what they do not know, and show this.
  const client = embeddedFile(clientFile, 'text/plain');
  const page = docsPage(config);
  const pages = app
    .get('/docs', ({ set }) => {
      set.headers['content-type'] = 'text/html; charset=utf-8';
      set.headers['content-security-policy'] = docsPolicy;
      set.headers['cache-control'] = 'no-cache';
      return page;
    })
    .get('/docs/page.js', bundledFile('docs/page.js'))
    .get('/docs/theme.js', bundledFile('docs/theme.js'))
    .get('/docs/page.css', bundledFile('docs/page.css'))
    .get('/docs/handbook.css', bundledFile('docs/handbook.css'))
    .get('/docs/anchor.svg', bundledFile('docs/anchor.svg'))
    .get('/docs/swagger-ui-bundle.js', embeddedFile(swaggerScript, 'text/javascript'))
    .use(handbookRoutes(brandOf(config)));
  return access === 'public'
    ? pages.get('/docs/json', document).get('/docs/client.ts', client)
    : pages
        .use(guards)
        .get('/docs/json', document, { auth: 'administrator' })
        .get('/docs/client.ts', client, { auth: 'administrator' });
}

let unpacked: Promise<ReadonlyMap<string, ServableFile>> | null = null;

function bundledFile(path: string) {
  return async (exchange: HttpExchange): Promise<Response> => {
    const file = (await (unpacked ??= docsFiles().then(unpackAll))).get(path);
    if (file === undefined) throw new AppError('not_found');
    return serveFile(file, exchange);
  };
}
