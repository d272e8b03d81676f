// Requests of the administrator about other accounts.
import type { PersonRequest } from './attempt.ts';
import type { Call } from './client.ts';
import type { Facts } from './facts.ts';
import { freshText, withAudit, withSessionsEnded } from './person.ts';

function onUser(
  method: Call['method'],
  facts: Facts,
  action: string,
): Pick<Call, 'method' | 'path'> {
  return { method, path: `/api/admin/users/${facts.id}${action}` };
}

const approve: PersonRequest = (_, facts, { adminToken: bearer }) =>
  facts.status !== 'pending'
    ? null
    : {
        request: 'approve',
        call: { ...onUser('POST', facts, '/approve'), bearer },
        status: 200,
        after: () => ({ ...withAudit(facts, 'user.approved'), status: 'active' }),
      };

const reject: PersonRequest = (_, facts, { adminToken: bearer }) =>
  facts.status !== 'pending'
    ? null
    : {
        request: 'reject',
        call: { ...onUser('POST', facts, '/reject'), bearer },
        status: 200,
        after: () => null,
      };

const disable: PersonRequest = (_, facts, { adminToken: bearer }) =>
  facts.status !== 'active'
    ? null
    : {
        request: 'disable',
        call: { ...onUser('PATCH', facts, ''), bearer, body: { status: 'disabled' } },
        status: 200,
        after: () => ({
          ...withSessionsEnded(withAudit(facts, 'user.updated'), null),
          status: 'disabled',
          tokenVersion: facts.tokenVersion + 1,
          apiTokenHash: null,
        }),
      };

const enable: PersonRequest = (_, facts, { adminToken: bearer }) =>
  facts.status !== 'disabled'
    ? null
    : {
        request: 'enable',
        call: { ...onUser('PATCH', facts, ''), bearer, body: { status: 'active' } },
        status: 200,
        after: () => ({ ...withAudit(facts, 'user.updated'), status: 'active' }),
      };

const resetPassword: PersonRequest = (_, facts, { adminToken: bearer }) => {
  if (facts.status === 'pending') return null;
  const newPassword = freshText('password');
  const { passwordHash: before, tokenVersion } = facts;
  return {
    request: 'reset password',
    call: { ...onUser('POST', facts, '/reset-password'), bearer, body: { newPassword } },
    status: 200,
    password: newPassword,
    after: () => ({
      ...withSessionsEnded(withAudit(facts, 'user.password_reset'), null),
      passwordHash: typeof before === 'string' ? { not: before } : before,
      tokenVersion: tokenVersion + 1,
      apiTokenHash: null,
    }),
  };
};

const endAllSessions: PersonRequest = (_, facts, { adminToken: bearer }) => ({
  request: 'end all sessions of a user',
  call: { ...onUser('DELETE', facts, '/sessions'), bearer },
  status: 200,
  after: () => withSessionsEnded(withAudit(facts, 'user.sessions_ended'), null),
});

const remove: PersonRequest = (_, facts, { adminToken: bearer }) => ({
  request: 'delete',
  call: { ...onUser('DELETE', facts, ''), bearer },
  status: 200,
  after: () => null,
});

/** Each with its weight in the load. */
export const adminRequests: readonly (readonly [number, PersonRequest])[] = [
  [40, approve],
  [8, reject],
  [40, enable],
  [0.5, disable],
  [0.3, resetPassword],
  [0.3, endAllSessions],
  [0.3, remove],
];
