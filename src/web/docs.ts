// The browser interface. Its pages call the API like any other client.

import { type AnyElysia, Elysia } from 'elysia';
import swaggerScript from 'swagger-ui-dist/swagger-ui-bundle.js' with { type: 'file' };
import swaggerStyle from 'swagger-ui-dist/swagger-ui.css' with { type: 'file' };
import type { RouteParts } from '../http/route-parts.ts';
import { type DocsAccess, docsPage, docsPolicy } from './docs-page.ts';
import documentFile from './docs/openapi.json' with { type: 'file' };
import pageStyle from './docs/page.css' with { type: 'file' };
import pageScript from './docs/page.js' with { type: 'file' };
import { embeddedFile } from './embedded-file.ts';
import { handbookRoutes } from './handbook-routes.ts';

interface DocsOptions<Session extends { readonly isAdmin: boolean }, Caller> {
  readonly access: DocsAccess | 'off';
  readonly guards: RouteParts<Session, Caller>['guards'];
}

/** The Swagger page and the OpenAPI document, from files inside the program. */
export function docsRoutes<Session extends { readonly isAdmin: boolean }, Caller>({
  access,
  guards,
}: DocsOptions<Session, Caller>): AnyElysia {
  const app = new Elysia({ detail: { hide: true } });
  if (access === 'off') return app;
  const document = embeddedFile(documentFile, 'application/json');
  const page = docsPage(access);
  const pages = app
    .get('/docs', ({ set }) => {
      set.headers['content-type'] = 'text/html; charset=utf-8';
      set.headers['content-security-policy'] = docsPolicy;
      set.headers['cache-control'] = 'no-cache';
      return page;
    })
    .get('/docs/page.js', embeddedFile(pageScript, 'text/javascript'))
    .get('/docs/page.css', embeddedFile(pageStyle, 'text/css'))
    .get('/docs/swagger-ui-bundle.js', embeddedFile(swaggerScript, 'text/javascript'))
    .get('/docs/swagger-ui.css', embeddedFile(swaggerStyle, 'text/css'))
    .use(handbookRoutes());
  return access === 'public'
    ? pages.get('/docs/json', document)
    : pages.use(guards).get('/docs/json', document, { auth: 'administrator' });
}
