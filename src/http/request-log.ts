import { Elysia } from 'elysia';
import type { Log, LogLevel } from '../io/log.ts';
import { requestIdOf } from './request-id.ts';

/**
 * One line per answer at level debug, except for OPTIONS, which no route handles; at other levels nothing is
 * measured. Only the path is logged, because a query may contain a code or a state. Must come before everything
 * that can refuse a request.
 */
export function requestLog(log: Log, level: LogLevel) {
  const app = new Elysia({ name: 'request-log' });
  if (level !== 'debug') return app;
  const started = new WeakMap<Request, number>();
  return app
    .onRequest(({ request }) => {
      started.set(request, performance.now());
    })
    .onAfterResponse({ as: 'global' }, ({ request, path, set, responseValue }) => {
      const durationMs = Math.round((performance.now() - (started.get(request) ?? 0)) * 10) / 10;
      log.debug('answered', {
        // Not read from the headers, because a redirect is sent with others.
        requestId: requestIdOf(request),
        method: request.method,
        path,
        // A Response object has its own status, which Elysia does not copy back.
        status:
          responseValue instanceof Response ? responseValue.status : Number(set.status ?? 200),
        durationMs,
      });
    });
}
