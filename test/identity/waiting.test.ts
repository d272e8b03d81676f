import { expect, test } from 'bun:test';
import { addPerson, changePerson } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { profile, rules } from './people-from-providers.ts';

const dayMs = 24 * 60 * 60 * 1000;
const origin = {
  ip: '203.0.113.7',
  network: '203.0.113.7',
  area: '203.0.113.0/24',
  userAgent: null,
  requestId: '',
};

test('a newcomer from a provider waits beside a thousand registrations, and for as long as they do', async () => {
  await using app = await createTestApp({ USER_SIGNUP: 'review' });
  for (let index = 0; index < 1000; index++) {
    const user = await addPerson(app, { status: 'pending' });
    await changePerson(app, user, { waits_until: Date.now() + dayMs, waits_from: origin.area });
  }
  const arrival = app.services.identity.arrive({
    profile: profile(),
    rules,
    origin,
    admit: () => Promise.resolve(null),
  });
  const refusal = await arrival.catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'account_pending' });
  const row = await app.database.read
    .selectFrom('users')
    .selectAll()
    .where('email', '=', 'grace@example.com')
    .executeTakeFirstOrThrow();
  expect((row.waits_until ?? 0) - row.created_at).toBe(14 * dayMs);
});
