// Confirmations with the password beside other changes: whichever comes first, nothing is linked by halves.
import { describe, expect, test } from 'bun:test';
import {
  ask,
  confirm,
  linksIn,
  openLinkScene,
  owner,
  refusedTicket,
  requestsIn,
  statusesOf,
} from '../support/link-requests.ts';
import { changePerson, deletePerson, password } from '../support/people.ts';
import { watchThreads } from '../support/threads.ts';

test('a ticket confirms once, also when two requests show it at the same moment', async () => {
  await using scene = await openLinkScene();
  const { app, browser } = scene;
  const ticket = await refusedTicket(browser);
  const answers = await Promise.all([1, 2, 3].map(() => confirm(browser, ticket, password)));
  expect(statusesOf(answers)).toEqual([200, 400, 400]);
  expect(await linksIn(app)).toEqual([`${owner}: newcomer`]);
  const sessions = await app.database.read.selectFrom('sessions').selectAll().execute();
  expect(sessions).toHaveLength(1);
});

test('of a question and a confirmation at the same moment one uses the ticket', async () => {
  await using scene = await openLinkScene();
  const { browser, app } = scene;
  const ticket = await refusedTicket(browser);
  const [asked, confirmed] = await Promise.all([
    ask(browser, ticket),
    confirm(browser, ticket, password),
  ]);
  expect(statusesOf([asked, confirmed])).toEqual([200, 400]);
  const links = await linksIn(app);
  expect(links).toHaveLength(confirmed.status === 200 ? 1 : 0);
  expect(await requestsIn(app)).toHaveLength(asked.status === 200 ? 1 : 0);
});

describe('a password that, while it is being checked,', () => {
  const changes = [
    ['is changed', { password_hash: 'another' }, 401],
    ['is removed', { password_hash: null }, 401],
    ['loses its account', null, 401],
    ['gets its account disabled', { status: 'disabled' }, 403],
  ] as const;

  test.each(changes)('%s links nothing', async (_, change, status) => {
    await using scene = await openLinkScene();
    const { app, browser, user } = scene;
    const ticket = await refusedTicket(browser);
    using threads = watchThreads('password-worker.ts');
    threads.hold();
    const confirming = confirm(browser, ticket, password);
    await threads.holding();
    if (change === null) await deletePerson(app, user);
    else await changePerson(app, user, change);
    threads.release();
    expect((await confirming).status).toBe(status);
    expect(await linksIn(app)).toEqual([]);
    expect((await app.snapshot())['sessions']).toEqual([]);
  });
});
