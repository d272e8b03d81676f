import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { addSignedIn, startSession } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';

const path = '/api/auth/logout';

describe('signing out', () => {
  const ends = [
    ['ended by its owner elsewhere', 'DELETE', '/api/auth/sessions'],
    ['ended by an administrator', 'DELETE', '/sessions'],
    ['ended by disabling the person', 'PATCH', ''],
    ['ended by a reset', 'POST', '/reset-password'],
  ] as const;
  test.each([...ends])('of a session that was %s is no error', async (_, method, end) => {
    await using app = await createTestApp();
    const own = await addSignedIn(app);
    const isOwnAct = end.startsWith('/api');
    const by = isOwnAct
      ? await startSession(app, own.user)
      : await addSignedIn(app, { isAdmin: true });
    await app.send({
      method,
      path: isOwnAct ? end : `/api/admin/users/${formatId(own.user.id)}${end}`,
      bearer: by.access_token,
      ...(method === 'DELETE' ? {} : { json: { status: 'disabled' } }),
    });
    expect((await app.get('/api/auth/me', own.access_token)).status).toBe(401);
    const before = await app.snapshot();
    const { access_token: bearer, refresh_token: refreshToken } = own;
    const json = { refreshToken };
    for (const call of [{ bearer }, { json }, { bearer, json }, { bearer: 'bad', json }]) {
      const answer = await app.send({ method: 'POST', path, ...call });
      expect(answer).toMatchObject({ status: 200 });
      expect(answer.body).toEqual({});
    }
    expect(await app.snapshot()).toEqual(before);
  });
});
