// One link, shown to two servers of one database at once.
import { expect, test } from 'bun:test';
import type { AppError } from '../../src/core/errors.ts';
import { inspect, makeLink, resetBy, tokenOf } from '../links/links.ts';
import { addPerson } from '../support/people.ts';
import { createPair } from '../support/instance-pair.ts';

test('of 50 uses at two servers one gets the account', async () => {
  await using pair = await createPair();
  const user = await addPerson(pair.one, { email: 'grace@example.com' });
  const token = tokenOf(await makeLink(pair.one, user));
  const uses = Array.from({ length: 50 }, (_, index) => {
    const { services, database } = index % 2 === 0 ? pair.one : pair.other;
    return database.write((trx) => services.oneTimeLinks.take(trx, token, 'reset_password'));
  });
  const outcomes = await Promise.allSettled(uses);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue;
    expect(['link_invalid', 'server_busy']).toContain((outcome.reason as AppError).code);
  }
});

test('what one server made, used or ended counts at the other at once', async () => {
  await using pair = await createPair();
  const user = await addPerson(pair.one, { email: 'grace@example.com' });
  const older = tokenOf(await makeLink(pair.one, user));
  const newer = tokenOf(await makeLink(pair.other, user));
  expect((await inspect(pair.one, older)).status).toBe(404);
  expect((await inspect(pair.one, newer)).status).toBe(200);
  expect((await resetBy(pair.other, newer)).status).toBe(200);
  expect((await resetBy(pair.one, newer)).status).toBe(404);
});
