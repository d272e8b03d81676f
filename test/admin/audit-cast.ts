import type { UserRow } from '../../src/features/users/service.ts';
import type { Answer } from '../support/answer-rules.ts';
import { addSignedIn } from '../support/people.ts';
import type { Call, Env, TestApp } from '../support/test-app.ts';
import { addAdmin, type Administrator } from './administrator.ts';

export const email = 'grace@example.com';
export const root = 'root@example.com';
export const headers = { 'user-agent': 'Anchor for phones', 'x-forwarded-for': '203.0.113.7' };
export const behindProxy: Env = { TRUSTED_PROXIES: '127.0.0.1', LOG_LEVEL: 'debug' };

/** Who acts and is acted upon, over a socket and from a known address. */
export interface Cast {
  readonly app: TestApp;
  readonly admin: Administrator;
  readonly grace: UserRow;
  /** Grace's session. */
  readonly bearer: string;
  readonly refresh_token: string;
  readonly send: (path: string, json?: unknown, call?: Partial<Call>) => Promise<Answer>;
}

export async function castOf(app: TestApp): Promise<Cast> {
  const admin = await addAdmin(app, root, headers);
  const { user: grace, access_token: bearer, refresh_token } = await addSignedIn(app, { email });
  app.listen();
  const send: Cast['send'] = (path, json, call = {}) =>
    app.send({ method: 'POST', path: `/api/auth${path}`, headers, json: json ?? {}, ...call });
  return { app, admin, grace, bearer, refresh_token, send };
}

interface Line {
  readonly event?: string;
  readonly level: string;
  readonly ip?: string;
  readonly user?: string;
  readonly code?: string | number | boolean;
}

/** The log lines that a machine can look for. */
export function eventsLogged(app: TestApp): readonly Line[] {
  return app.lines
    .map((line) => JSON.parse(line) as Line)
    .filter((line) => line.event !== undefined);
}
