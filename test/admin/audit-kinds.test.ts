import { describe, expect, test } from 'bun:test';
import type { UserRow } from '../../src/features/users/service.ts';
import { addPerson, applicant, password } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { readAudit, userPath } from './administrator.ts';
import {
  behindProxy,
  type Cast,
  castOf,
  email,
  eventsLogged,
  headers,
  root,
} from './audit-cast.ts';

const stranger = null;
const chosen = 'staple battery horse';

const stray = 'nobody@example.com';

type Who = string | null;
type Kind = readonly [
  string,
  'success' | 'failure',
  Who,
  Who,
  Record<string, string | number | boolean> | null,
];

const acts: readonly (readonly [string, (cast: Cast) => Promise<unknown>, ...Kind])[] = [
  [
    'making an account',
    ({ admin }) => admin.ask('POST', '/users', applicant({ email: 'new@example.com' })),
    'user.created',
    'success',
    root,
    'new@example.com',
    null,
  ],
  [
    'a change',
    ({ admin, grace }) => admin.ask('PATCH', userPath(grace), { name: 'G', isAdmin: true }),
    'user.updated',
    'success',
    root,
    email,
    { fields: 'name,isAdmin', isAdmin: true },
  ],
  [
    'disabling',
    ({ admin, grace }) => admin.ask('PATCH', userPath(grace), { status: 'disabled' }),
    'user.updated',
    'success',
    root,
    email,
    { fields: 'status', status: 'disabled' },
  ],
  [
    'deleting',
    ({ admin, grace }) => admin.ask('DELETE', userPath(grace)),
    'user.deleted',
    'success',
    root,
    email,
    null,
  ],
  [
    'approving',
    async ({ app, admin }) => admin.ask('POST', userPath(await waiting(app), '/approve')),
    'user.approved',
    'success',
    root,
    'waiting@example.com',
    null,
  ],
  [
    'rejecting',
    async ({ app, admin }) => admin.ask('POST', userPath(await waiting(app), '/reject')),
    'user.rejected',
    'success',
    root,
    'waiting@example.com',
    null,
  ],
  [
    'a reset',
    ({ admin, grace }) =>
      admin.ask('POST', userPath(grace, '/reset-password'), { newPassword: chosen }),
    'user.password_reset',
    'success',
    root,
    email,
    null,
  ],
  [
    'signing a user out',
    ({ admin, grace }) => admin.ask('DELETE', userPath(grace, '/sessions')),
    'user.sessions_ended',
    'success',
    root,
    email,
    null,
  ],
  [
    'a change of mode',
    ({ admin }) => admin.ask('PATCH', '/settings/registration', { mode: 'review' }),
    'setting.changed',
    'success',
    root,
    null,
    { setting: 'registration.mode', value: 'review' },
  ],
  [
    'a change of policy',
    ({ admin }) => admin.ask('PATCH', '/settings/password-policy', { strict: true }),
    'setting.changed',
    'success',
    root,
    null,
    { setting: 'password.strict', value: true },
  ],
  [
    'a sign-in',
    ({ send }) => send('/login', { email, password }),
    'session.started',
    'success',
    email,
    email,
    null,
  ],
  [
    'a wrong password',
    ({ send }) => send('/login', { email, password: chosen }),
    'session.failed',
    'failure',
    stranger,
    email,
    { reason: 'invalid_credentials' },
  ],
  [
    'an unknown address',
    ({ send }) => send('/login', { email: stray, password }),
    'session.failed',
    'failure',
    stranger,
    stray,
    { reason: 'invalid_credentials' },
  ],
  [
    'a sign-out',
    ({ send, bearer }) => send('/logout', {}, { bearer }),
    'session.ended',
    'success',
    email,
    email,
    null,
  ],
  [
    'ending other sessions',
    ({ app, bearer }) =>
      app.send({ method: 'DELETE', path: '/api/auth/sessions', bearer, headers }),
    'session.others_ended',
    'success',
    email,
    email,
    null,
  ],
  [
    'a change of password',
    ({ send, bearer }) =>
      send('/change-password', { currentPassword: password, newPassword: chosen }, { bearer }),
    'password.changed',
    'success',
    email,
    email,
    null,
  ],
  [
    'a wrong current password',
    ({ send, bearer }) =>
      send(
        '/change-password',
        { currentPassword: 'wrong password', newPassword: chosen },
        { bearer },
      ),
    'password.change_failed',
    'failure',
    email,
    email,
    { reason: 'wrong_current_password' },
  ],
  [
    'a change of profile',
    ({ send, bearer }) => send('/profile', { name: 'Grace' }, { method: 'PATCH', bearer }),
    'profile.changed',
    'success',
    email,
    email,
    { fields: 'name' },
  ],
  [
    'a new API token',
    ({ send, bearer }) => send('/api-token/regenerate', {}, { bearer }),
    'api_token.regenerated',
    'success',
    email,
    email,
    null,
  ],
];

async function waiting(app: TestApp): Promise<UserRow> {
  return addPerson(app, { email: 'waiting@example.com', status: 'pending' });
}

const party = (who: Who) => (who === null ? null : { id: expect.anything(), email: who });

describe('one entry and one log line tell of', () => {
  test.each([...acts])('%s', async (_, act, event, outcome, actor, target, details) => {
    await using app = await createTestApp(behindProxy);
    const cast = await castOf(app);
    await act(cast);
    const { entries, total } = await readAudit(app, cast.admin);
    expect(total).toBe(1);
    expect(entries).toEqual([
      {
        id: expect.any(String),
        at: expect.any(String),
        event,
        outcome,
        actor: party(actor),
        target: target === stray ? { id: null, email: stray } : party(target),
        ip: '203.0.113.7',
        userAgent: 'Anchor for phones',
        details,
      },
    ]);
    expect(eventsLogged(app)).toMatchObject([
      { event, level: outcome === 'failure' ? 'warn' : 'info', ip: '203.0.113.7' },
    ]);
    expect(eventsLogged(app)[0]?.code).toBe(details?.['reason']);
    const written = app.lines.join('\n') + JSON.stringify(entries);
    const tokens = [cast.bearer, cast.refresh_token, 'ak_', '$2b$'];
    for (const secret of [password, chosen, 'wrong password', ...tokens]) {
      expect(written).not.toContain(secret);
    }
  });
});
