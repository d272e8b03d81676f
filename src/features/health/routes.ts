import { Elysia } from 'elysia';
import { documented } from '../../http/documented.ts';
import { requestIdOf } from '../../http/request-id.ts';
import { healthSchema, liveSchema, readySchema } from './schema.ts';
import type { Readiness } from './service.ts';

const tag = 'Health';
const retryAfterSeconds = 5;

const stateOf = (isWell: boolean) => (isWell ? 'ok' : 'unavailable');

export function healthRoutes(readiness: Readiness, version: string) {
  return new Elysia()
    .get('/api/health', () => ({ status: 'ok', app: 'anchor', version }), {
      detail: documented({
        operation: 'getHealth',
        tag,
        isWithoutStorage: true,
        summary: 'Identify the server',
        success: { description: 'The name and version of the server', schema: healthSchema },
      }),
    })
    .get('/health/live', () => ({ status: 'ok' }), {
      detail: documented({
        operation: 'getLiveness',
        tag,
        isWithoutStorage: true,
        summary: 'Check that the process is running',
        success: { description: 'The process is running', schema: liveSchema },
      }),
    })
    .get(
      '/health/ready',
      async ({ request, set }) => {
        const { isReady, hasDatabase } = await readiness.state(requestIdOf(request));
        if (!isReady) {
          set.status = 503;
          set.headers['retry-after'] = String(retryAfterSeconds);
        }
        return { status: stateOf(isReady), database: stateOf(hasDatabase) };
      },
      {
        detail: documented({
          operation: 'getReadiness',
          tag,
          isWithoutStorage: true,
          summary: 'Check that requests can be served',
          success: { description: 'The server is ready', schema: readySchema },
          others: {
            503: {
              description:
                'The database does not answer in time, or the clock of the machine is far from that of the database server',
              schema: readySchema,
            },
          },
        }),
      },
    );
}
