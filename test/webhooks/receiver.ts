// A real receiver of the webhook on loopback.
import { until } from '../outbox/channel.ts';

/** A call as the receiver got it. */
export interface ReceivedCall {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Receiver extends AsyncDisposable {
  readonly calls: readonly ReceivedCall[];
  readonly url: string;
  /** The settings with which a server calls it. */
  readonly env: Readonly<Record<'WEBHOOK_URL' | 'WEBHOOK_SECRET', string>>;
  /** Resolves when there were so many calls. */
  reached(count: number): Promise<void>;
}

export const webhookSecret = `whsec_${Buffer.from('canary-webhook-secret-0123456789').toString('base64')}`;

type Answer = (call: ReceivedCall, count: number) => Response | Promise<Response>;

export function receiver(answer: Answer = () => new Response(null, { status: 204 })): Receiver {
  const calls: ReceivedCall[] = [];
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    idleTimeout: 0,
    fetch: async (request) => {
      const { pathname } = new URL(request.url);
      const call = {
        method: request.method,
        path: pathname,
        headers: Object.fromEntries(request.headers),
        body: await request.text(),
      };
      calls.push(call);
      return answer(call, calls.length);
    },
  });
  const url = `http://127.0.0.1:${server.port}/hooks`;
  return {
    calls,
    url,
    env: { WEBHOOK_URL: url, WEBHOOK_SECRET: webhookSecret },
    reached: (count) => until(() => calls.length >= count),
    [Symbol.asyncDispose]: () => server.stop(true),
  };
}
