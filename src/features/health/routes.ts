import { Elysia } from 'elysia';
import { documented } from '../../http/documented.ts';
import { requestIdOf } from '../../http/request-id.ts';
import { healthSchema, liveSchema, readySchema } from './schema.ts';
import type { Readiness } from './service.ts';

const tag = 'Health';

export function healthRoutes(readiness: Readiness, version: string) {
  return new Elysia()
    .get('/api/health', () => ({ status: 'ok', app: 'anchor', version }), {
      detail: documented({
        operation: 'getHealth',
        tag,
        summary: 'Identify the server',
        success: { description: 'The name and version of the server', schema: healthSchema },
      }),
    })
    .get('/health/live', () => ({ status: 'ok' }), {
      detail: documented({
        operation: 'getLiveness',
        tag,
        summary: 'Check that the process is running',
        success: { description: 'The process is running', schema: liveSchema },
      }),
    })
    .get(
      '/health/ready',
      async ({ request, set }) => {
        const state = (await readiness.isReady(requestIdOf(request))) ? 'ok' : 'unavailable';
        if (state !== 'ok') set.status = 503;
        return { status: state, database: state };
      },
      {
        detail: documented({
          operation: 'getReadiness',
          tag,
          summary: 'Check that requests can be served',
          success: { description: 'The server is ready', schema: readySchema },
          others: { 503: { description: 'The database cannot be read', schema: readySchema } },
        }),
      },
    );
}
