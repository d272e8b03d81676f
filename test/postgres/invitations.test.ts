// Invitations where two servers share one database.
import { expect, test } from 'bun:test';
import { createPair } from '../support/instance-pair.ts';
import { addInvitation, usesOf } from '../support/invitations.ts';
import { oidcEnv } from '../support/oidc-scene.ts';
import { addPerson } from '../support/people.ts';
import { startProvider } from '../support/provider/provider.ts';
import { fiftyCome, statusesOf } from '../support/races-of-invitations.ts';

test('of 50 who use the last place of an invitation at two servers at once, one gets an account', async () => {
  await using provider = await startProvider();
  await using pair = await createPair({ ...oidcEnv(provider), RATE_LIMIT: 'off' });
  const { one, other } = pair;
  const maker = await addPerson(one, { email: 'maker@example.com', isAdmin: true });
  const invitation = await addInvitation(one, { made_by: maker.id });
  const answers = await fiftyCome([one, other], provider, invitation.token);
  expect(statusesOf(answers)).toEqual({ 200: 1, 404: 49 });
  expect(await usesOf(other, invitation)).toBe(1);
  const people = await one.database.read.selectFrom('users').select('id').execute();
  expect(people.length).toBe(3);
});
