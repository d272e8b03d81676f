// Many uses of one link at once: the database decides, and one wins.
import { describe, expect, test } from 'bun:test';
import type { AppError } from '../../src/core/errors.ts';
import { rowOf } from '../admin/administrator.ts';
import { addPerson } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { countLinks, inspect, makeLink, resetBy, tokenOf } from './links.ts';

const email = 'grace@example.com';

test('of 50 uses at once one gets the account', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app, { email });
  const token = tokenOf(await makeLink(app, user));
  const { oneTimeLinks } = app.services;
  const uses = Array.from({ length: 50 }, () =>
    app.database.write((trx) => oneTimeLinks.take(trx, token, 'reset_password')),
  );
  const outcomes = await Promise.allSettled(uses);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue;
    expect(['link_invalid', 'server_busy']).toContain((outcome.reason as AppError).code);
  }
  expect(await countLinks(app)).toBe(0);
});

test('of several new passwords at once one is set', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app, { email });
  const token = tokenOf(await makeLink(app, user));
  const secrets = ['one', 'two', 'three', 'four'].map((name) => `staple battery ${name}`);
  const answers = await Promise.all(secrets.map((secret) => resetBy(app, token, secret)));
  const codes = answers.map(({ status }) => status);
  expect(codes.toSorted((a, b) => a - b)).toEqual([200, 404, 404, 404]);
  const secret = secrets[answers.findIndex(({ status }) => status === 200)] ?? '';
  expect((await app.post('/api/auth/login', { email, password: secret })).status).toBe(200);
  expect(await rowOf(app, user)).toMatchObject({ token_version: user.token_version + 1 });
});

test('of links that are made at once the one that is stored works', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app, { email });
  const links = await Promise.all(Array.from({ length: 10 }, () => makeLink(app, user)));
  expect(await countLinks(app)).toBe(1);
  const answers = await Promise.all(links.map((link) => inspect(app, tokenOf(link))));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

describe('a use and what ends the link at once', () => {
  test('end with one link gone, and never with both half done', async () => {
    await using app = await createTestApp();
    const user = await addPerson(app, { email });
    const token = tokenOf(await makeLink(app, user));
    const [answer, newer] = await Promise.all([resetBy(app, token), makeLink(app, user)]);
    expect([200, 404]).toContain(answer.status);
    const isNewerAlive = (await inspect(app, tokenOf(newer))).status === 200;
    // A reset ends all links that were there before it.
    expect(isNewerAlive || answer.status === 200).toBe(true);
    expect((await inspect(app, token)).status).toBe(404);
  });
});
