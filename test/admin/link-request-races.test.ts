// Requests and decisions at the same moment: the database lets one of them win, and nothing is done by halves.
import { expect, test } from 'bun:test';
import { formatId, type Id } from '../../src/core/uuid.ts';
import {
  addRequest,
  ask,
  confirm,
  linksIn,
  openLinkScene,
  owner,
  refusedTicket,
  requestsIn,
  statusesOf,
  unverified,
} from '../support/link-requests.ts';
import { addPerson, password } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { addAdmin, type Administrator } from './administrator.ts';

const rounds = 5;
const issuer = 'https://id.example.com';

const decide = (admin: Administrator, id: Id, act: 'grant' | 'refuse') =>
  admin.ask('POST', `/link-requests/${formatId(id)}/${act}`, act === 'grant' ? {} : undefined);

test('of two grants at once one links', async () => {
  await using app = await createTestApp();
  const admins = [await addAdmin(app), await addAdmin(app, 'second@example.com')];
  for (let round = 0; round < rounds; round++) {
    const user = await addPerson(app);
    const { id } = await addRequest(app, user, { issuer, subject: `s${round}` });
    const answers = await Promise.all(admins.map((admin) => decide(admin, id, 'grant')));
    expect(statusesOf(answers)).toEqual([200, 404]);
    expect(await linksIn(app)).toHaveLength(round + 1);
  }
});

test('a grant and a refusal at once: the one that comes first decides', async () => {
  await using app = await createTestApp();
  const [one, two] = [await addAdmin(app), await addAdmin(app, 'second@example.com')];
  for (let round = 0; round < rounds; round++) {
    const user = await addPerson(app);
    const { id } = await addRequest(app, user, { issuer, subject: `s${round}` });
    const [granted, refused] = await Promise.all(
      round % 2 === 0
        ? [decide(one, id, 'grant'), decide(two, id, 'refuse')]
        : [decide(two, id, 'refuse'), decide(one, id, 'grant')].toReversed(),
    );
    const isLinked = (await linksIn(app)).includes(`${user.email}: s${round}`);
    expect(isLinked).toBe(granted?.status === 200);
    expect([granted?.status, refused?.status]).toEqual(isLinked ? [200, 404] : [409, 200]);
  }
});

test('two requests of one identity at once are one', async () => {
  await using scene = await openLinkScene({ RATE_LIMIT: 'off' });
  const { app } = scene;
  for (let round = 0; round < rounds; round++) {
    scene.provider.person({ ...unverified, sub: `s${round}` });
    const browser = scene.anotherBrowser();
    const ticket = await refusedTicket(browser);
    const answers = await Promise.all([ask(browser, ticket), ask(browser, ticket)]);
    expect(statusesOf(answers)).toEqual([200, 400]);
    expect(await requestsIn(app)).toHaveLength(round + 1);
  }
});

test('the hundredth place is given once', async () => {
  await using scene = await openLinkScene({ RATE_LIMIT: 'off' });
  const { app, user } = scene;
  for (let index = 0; index < 99; index++) await addRequest(app, user, { subject: `s${index}` });
  const asking: (() => ReturnType<typeof ask>)[] = [];
  for (const sub of ['a', 'b', 'c', 'd']) {
    scene.provider.person({ ...unverified, sub });
    const browser = scene.anotherBrowser();
    const ticket = await refusedTicket(browser);
    asking.push(() => ask(browser, ticket));
  }
  const answers = await Promise.all(asking.map((send) => send()));
  expect(statusesOf(answers)).toEqual([200, 409, 409, 409]);
  expect(await requestsIn(app)).toHaveLength(100);
});

test('a grant and a confirmation at once link once', async () => {
  await using scene = await openLinkScene({ RATE_LIMIT: 'off' });
  const { app, browser, provider, user } = scene;
  const admin = await addAdmin(app);
  const ticket = await refusedTicket(browser);
  const { id } = await addRequest(app, user, { issuer: provider.issuer });
  const [granted, confirmed] = await Promise.all([
    decide(admin, id, 'grant'),
    confirm(browser, ticket, password),
  ]);
  expect(await linksIn(app)).toEqual([`${owner}: newcomer`]);
  expect(await requestsIn(app)).toEqual([]);
  const statuses = [granted.status, confirmed.status];
  expect([
    [200, 409],
    [404, 200],
  ]).toContainEqual(statuses);
});

test('a grant and the disabling of the account at once leave no request behind', async () => {
  await using app = await createTestApp();
  const [one, two] = [await addAdmin(app), await addAdmin(app, 'second@example.com')];
  for (let round = 0; round < rounds; round++) {
    const user = await addPerson(app);
    const { id } = await addRequest(app, user, { issuer, subject: `s${round}` });
    const path = `/users/${formatId(user.id)}`;
    const [granted, disabled] = await Promise.all([
      decide(one, id, 'grant'),
      two.ask('PATCH', path, { status: 'disabled' }),
    ]);
    expect(disabled.status).toBe(200);
    expect(granted.status).toBeOneOf([200, 404]);
    expect(await requestsIn(app)).toEqual([]);
    const isLinked = (await linksIn(app)).includes(`${user.email}: s${round}`);
    expect(isLinked).toBe(granted.status === 200);
  }
});
