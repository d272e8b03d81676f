// What the administrator does to other people's accounts.
import type { Deed } from './attempt.ts';
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

const approve: Deed = (_, facts, { adminToken: bearer }) =>
  facts.status !== 'pending'
    ? null
    : {
        deed: 'approve',
        call: { ...onUser('POST', facts, '/approve'), bearer },
        status: 200,
        after: () => ({ ...withAudit(facts, 'user.approved'), status: 'active' }),
      };

const reject: Deed = (_, facts, { adminToken: bearer }) =>
  facts.status !== 'pending'
    ? null
    : {
        deed: 'reject',
        call: { ...onUser('POST', facts, '/reject'), bearer },
        status: 200,
        after: () => null,
      };

const disable: Deed = (_, facts, { adminToken: bearer }) =>
  facts.status !== 'active'
    ? null
    : {
        deed: 'disable',
        call: { ...onUser('PATCH', facts, ''), bearer, body: { status: 'disabled' } },
        status: 200,
        after: () => ({
          ...withSessionsEnded(withAudit(facts, 'user.updated'), null),
          status: 'disabled',
          tokenVersion: facts.tokenVersion + 1,
          apiTokenHash: null,
        }),
      };

const enable: Deed = (_, facts, { adminToken: bearer }) =>
  facts.status !== 'disabled'
    ? null
    : {
        deed: 'enable',
        call: { ...onUser('PATCH', facts, ''), bearer, body: { status: 'active' } },
        status: 200,
        after: () => ({ ...withAudit(facts, 'user.updated'), status: 'active' }),
      };

const resetPassword: Deed = (_, facts, { adminToken: bearer }) => {
  if (facts.status === 'pending') return null;
  const newPassword = freshText('password');
  const { passwordHash: before, tokenVersion } = facts;
  return {
    deed: 'reset password',
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

const endAllSessions: Deed = (_, facts, { adminToken: bearer }) => ({
  deed: 'end all sessions of somebody',
  call: { ...onUser('DELETE', facts, '/sessions'), bearer },
  status: 200,
  after: () => withSessionsEnded(withAudit(facts, 'user.sessions_ended'), null),
});

const remove: Deed = (_, facts, { adminToken: bearer }) => ({
  deed: 'delete',
  call: { ...onUser('DELETE', facts, ''), bearer },
  status: 200,
  after: () => null,
});

/** With how often each is done. */
export const adminDeeds: readonly (readonly [number, Deed])[] = [
  [40, approve],
  [8, reject],
  [40, enable],
  [0.5, disable],
  [0.3, resetPassword],
  [0.3, endAllSessions],
  [0.3, remove],
];
