// Users who sign in at a provider at the same moment: the second is judged by what the first has stored.
import { expect, test } from 'bun:test';
import { addPerson } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { arrive, profile } from './people-from-providers.ts';

const rounds = 10;

async function accountsOf(app: TestApp) {
  return app.database.read.selectFrom('users').select(['email', 'is_admin']).execute();
}

test('a new user who signs in six times at once has one account and six sessions', async () => {
  await using app = await createTestApp();
  await addPerson(app, { isAdmin: true });
  for (let round = 0; round < rounds; round++) {
    const email = `new${round}@example.com`;
    const who = profile({ email, subject: `new${round}` });
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => arrive(app, who)));
    expect(outcomes).toEqual(outcomes.map(() => ({ user: email, notice: null })));
  }
  expect(await accountsOf(app)).toHaveLength(rounds + 1);
  expect((await app.snapshot())['identities']).toHaveLength(rounds);
});

test('of six first users who sign in at once, one becomes the administrator', async () => {
  for (let round = 0; round < rounds; round++) {
    await using app = await createTestApp();
    const people = Array.from({ length: 6 }, (_, index) =>
      profile({ email: `first${index}@example.com`, subject: `first${index}` }),
    );
    await Promise.all(people.map((who) => arrive(app, who)));
    const accounts = await accountsOf(app);
    expect(accounts).toHaveLength(6);
    expect(accounts.filter((account) => account.is_admin === 1)).toHaveLength(1);
  }
});
