// Requests that come from somewhere: over a socket, through a proxy that the server trusts.
import type { Answer } from './answer-rules.ts';
import { type Call, createTestApp, type Env, type TestApp } from './test-app.ts';

/** Where a request comes from; without an address it is as from a client that has left. */
export interface Place {
  readonly address: string;
  /** Null: the client says nothing of itself. */
  readonly userAgent?: string | null;
}

/** As the sessions of `startSession` begin. */
export const home: Place = { address: '203.0.113.7', userAgent: 'test' };

/** A server that believes the addresses which its requests are sent with. */
export async function createAppWithNetworks(env: Env = {}): Promise<TestApp> {
  const app = await createTestApp({ TRUSTED_PROXIES: '127.0.0.1', ...env });
  app.listen();
  return app;
}

function sendFrom(app: TestApp, place: Place, call: Call): Promise<Answer> {
  const { address, userAgent = 'test' } = place;
  // A header that is empty is none for the server; left out, the client of the tests would fill it in.
  const headers = { 'x-forwarded-for': address, 'user-agent': userAgent ?? '', ...call.headers };
  return app.send({ ...call, headers });
}

/** Shows a refresh token from somewhere. */
export function showFrom(app: TestApp, place: Place, token: string): Promise<Answer> {
  const call = { method: 'POST', path: '/api/auth/refresh', json: { refresh_token: token } };
  return sendFrom(app, place, call);
}
