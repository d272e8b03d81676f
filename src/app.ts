import { type AnyElysia, Elysia } from 'elysia';
import { apiRoutes } from './api.ts';
import { compatErrors } from './features/compat-api/rules.ts';
import { refusalPage } from './features/federation/sign-in-page/rules.ts';
import { imageRoutes } from './features/account/picture/routes.ts';
import { readAddresses } from './http/addresses.ts';
import { baseHeaders } from './http/base.ts';
import { jsonBody } from './http/body.ts';
import { cors } from './http/cors.ts';
import { errorHandler } from './http/error-handler.ts';
import { createGuards } from './http/guards.ts';
import { createClientReader } from './http/client-reader.ts';
import { networkLimits } from './http/rate-limit.ts';
import { requestLog } from './http/request-log.ts';
import type { Services } from './services.ts';
import { appCallbackRoutes } from './web/app-callback-routes.ts';
import { brandRoutes } from './web/brand-routes.ts';
import { docsRoutes } from './web/docs.ts';
import { webRoutes } from './web/routes.ts';

const idleSeconds = 15;

/** The whole server as one chain: first what applies to every request, then the routes of the features. */
export function createApp(services: Services): AnyElysia {
  const { config, log } = services;
  const readClient = createClientReader({ trustedProxies: config.server.trustedProxies, log });
  const guards = createGuards({
    session: (bearer, head) =>
      services.apiTokens.authenticateSession(bearer, () => readClient(head)),
    scoped: (bearer, scope, head) =>
      services.apiTokens.authenticate(bearer, scope, () => readClient(head)),
    countChange: (person) => services.account.countChange(person),
    recent: (person) => services.reauthentication.require(person),
  });
  const parts = { guards, limits: networkLimits(services.limits, readClient), readClient };
  const pageFor = refusalPage(config.server.appUrl);
  const addresses = readAddresses(() => app.routes);
  // Bun's own limit would answer without an error body; the body readers count the bytes themselves.
  const app: AnyElysia = new Elysia({
    // Otherwise the path of a request to a host as short as http://nas is cut at the wrong place.
    handler: { standardHostname: false },
    serve: {
      idleTimeout: idleSeconds,
      maxRequestBodySize: Number.MAX_SAFE_INTEGER,
      development: false,
    },
  })
    .use(requestLog(log, config.log.level))
    .use(baseHeaders(config.server.appUrl, addresses))
    .use(cors({ origins: config.server.corsOrigins, ...addresses }))
    .use(errorHandler({ log, readClient, pageFor, formats: [compatErrors], ...addresses }))
    .use(jsonBody({ routes: () => app.routes, readClient }))
    .use(imageRoutes(services.images, parts))
    .use(apiRoutes(services, parts))
    .use(appCallbackRoutes(config))
    .use(webRoutes(config))
    .use(brandRoutes({ color: config.brand.color, logos: services.logos }))
    .use(docsRoutes({ config, guards }));
  return app;
}
