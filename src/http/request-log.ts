import { Elysia } from 'elysia';
import type { Log, LogLevel } from '../io/log.ts';
import { requestIdOf } from './request-id.ts';

/**
 * One line per answer at level debug, but for OPTIONS, which no route answers; at any other level nothing is
 * even measured. Only the path is written: a query may carry a code or a state. Goes before all that refuses.
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
        // Not from the headers: a redirect is answered with others.
        requestId: requestIdOf(request),
        method: request.method,
        path,
        // A response made by hand has a status of its own, which nobody writes back.
        status:
          responseValue instanceof Response ? responseValue.status : Number(set.status ?? 200),
        durationMs,
      });
    });
}
