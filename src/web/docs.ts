// What people see in a browser. Pages talk to the API like any other client.

import { type AnyElysia, Elysia } from 'elysia';
import pageScript from './docs/page.js' with { type: 'file' };
import pageStyle from './docs/page.css' with { type: 'file' };
import swaggerStyle from 'swagger-ui-dist/swagger-ui.css' with { type: 'file' };
import swaggerScript from 'swagger-ui-dist/swagger-ui-bundle.js' with { type: 'file' };
import type { RouteParts } from '../http/route-parts.ts';
import { docsPage, docsPolicy } from './docs-page.ts';
import { embeddedFile } from './embedded-file.ts';

interface DocsOptions<Person extends { readonly isAdmin: boolean }> {
  readonly access: 'public' | 'admin' | 'off';
  readonly guards: RouteParts<Person>['guards'];
  readonly document: () => Promise<object>;
}

/** The Swagger page and the document it shows, from files inside the program. */
export function docsRoutes<Person extends { readonly isAdmin: boolean }>(
  options: DocsOptions<Person>,
): AnyElysia {
  const app = new Elysia({ detail: { hide: true } });
  if (options.access === 'off') return app;
  let made: Promise<object> | null = null;
  const document = () => (made ??= options.document());
  const files = app
    .get('/', ({ redirect }) => redirect('/docs'))
    .get('/docs', ({ set }) => {
      set.headers['content-security-policy'] = docsPolicy;
      set.headers['content-type'] = 'text/html; charset=utf-8';
      return docsPage;
    })
    .get('/docs/page.js', embeddedFile(pageScript, 'text/javascript'))
    .get('/docs/page.css', embeddedFile(pageStyle, 'text/css'))
    .get('/docs/swagger-ui.css', embeddedFile(swaggerStyle, 'text/css'))
    .get('/docs/swagger-ui-bundle.js', embeddedFile(swaggerScript, 'text/javascript'));
  return options.access === 'public'
    ? files.get('/docs/json', document)
    : files.use(options.guards).get('/docs/json', document, { auth: 'administrator' });
}
