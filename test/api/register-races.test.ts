import { describe, expect, test } from 'bun:test';
import { addPerson, applicant, signedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';

describe.each([
  { mode: 'enabled', others: 201 },
  { mode: 'review', others: 201 },
  { mode: 'disabled', others: 403 },
])('when several register at once on a new server in mode $mode', ({ mode, others }) => {
  test('exactly one becomes administrator', async () => {
    await using app = await createTestApp({ USER_SIGNUP: mode });
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) =>
        app.post('/api/auth/register', applicant({ email: `${name}@example.com` })),
      ),
    );
    const statuses = answers.map((answer) => answer.status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([201, others, others, others]);
    const admins = await app.database.read
      .selectFrom('users')
      .select(['status'])
      .where('is_admin', '=', 1)
      .execute();
    expect(admins).toEqual([{ status: 'active' }]);
  });
});

test('of several who register one address at once one wins and the others hear that it exists', async () => {
  await using app = await createTestApp();
  await addPerson(app);
  const spellings = ['grace@example.com', 'Grace@Example.com', ' GRACE@example.com'];
  const answers = await Promise.all(
    spellings.map((email) => app.post('/api/auth/register', applicant({ email }))),
  );
  const statuses = answers.map((answer) => answer.status).toSorted((a, b) => a - b);
  expect(statuses).toEqual([201, 409, 409]);
  const winner = answers.find((answer) => answer.status === 201);
  expect(winner).toBeDefined();
  if (winner !== undefined) {
    const me = await app.get('/api/auth/me', signedIn(winner).access_token);
    expect(me.status).toBe(200);
  }
  expect((await app.database.read.selectFrom('users').select('id').execute()).length).toBe(2);
});
