// Each command of a life as the request that asks for it.
import type { Call } from '../support/test-app.ts';
import type { Command, Kind } from './life-rules.ts';
import { newPassword } from './life-world.ts';

/** What the keys of a command mean at the server. */
interface Shown {
  readonly bearer: string;
  readonly refresh_token: string;
  readonly script: string;
  readonly session: string;
  readonly user: string;
}

type Ask = (shown: Shown, command: Command) => Omit<Call, 'path'> & { readonly to: string };

export function emailOf(name: string): string {
  return `${name}@example.com`;
}

const open =
  (to: string, json: (shown: Shown, command: Command) => object): Ask =>
  (shown, command) => ({ method: 'POST', to: `auth/${to}`, json: json(shown, command) });

const own =
  (method: string, to: string): Ask =>
  ({ bearer }) => ({ method, to: `auth/${to}`, bearer });

const administrative =
  (method: string, to: string, json?: object): Ask =>
  ({ bearer, user }) => ({
    method,
    to: `admin/users/${user}${to}`,
    bearer,
    ...(json === undefined ? {} : { json }),
  });

/** What goes through a provider has no request of its own here. */
type Asked = Exclude<Kind, 'arrive' | 'link' | 'unlink'>;

const asks: Readonly<Record<Asked, Ask>> = {
  register: open('register', (_, { name, password }) => ({ name, password, email: emailOf(name) })),
  login: open('login', (_, { name, password }) => ({ password, email: emailOf(name) })),
  refresh: open('refresh', ({ refresh_token }) => ({ refresh_token })),
  forget: open('logout', ({ refresh_token }) => ({ refresh_token })),
  logout: own('POST', 'logout'),
  me: own('GET', 'me'),
  useScript: ({ script }) => ({ to: 'auth/me', bearer: script }),
  makeScript: own('POST', 'api-token/regenerate'),
  revokeScript: own('DELETE', 'api-token'),
  changePassword: ({ bearer }, { id, password }) => ({
    method: 'POST',
    to: 'auth/change-password',
    bearer,
    json: { currentPassword: password, newPassword: newPassword(id) },
  }),
  reauthenticate: ({ bearer }, { password }) => ({
    method: 'POST',
    to: 'auth/reauthenticate',
    bearer,
    json: { password },
  }),
  endSession: ({ bearer, session }) => ({
    method: 'DELETE',
    to: `auth/sessions/${session}`,
    bearer,
  }),
  endOthers: own('DELETE', 'sessions'),
  promote: administrative('PATCH', '', { isAdmin: true }),
  demote: administrative('PATCH', '', { isAdmin: false }),
  disable: administrative('PATCH', '', { status: 'disabled' }),
  suspend: administrative('PATCH', '', { status: 'pending' }),
  enable: administrative('PATCH', '', { status: 'active' }),
  approve: administrative('POST', '/approve'),
  reject: administrative('POST', '/reject'),
  remove: administrative('DELETE', ''),
  reset: (shown, command) => ({
    ...administrative('POST', '/reset-password')(shown, command),
    json: { newPassword: newPassword(command.id) },
  }),
  endAll: administrative('DELETE', '/sessions'),
};

export function callOf(command: Command, shown: Shown): Call {
  const { kind } = command;
  if (kind === 'arrive' || kind === 'link' || kind === 'unlink')
    throw new Error(`${kind} is no request`);
  const { to, ...call } = asks[kind](shown, command);
  // A refresh is repeated only from a network that the server can tell.
  return { ...call, path: `/api/${to}`, headers: { 'x-forwarded-for': '203.0.113.7' } };
}
