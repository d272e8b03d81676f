// People whose address alone may not open an account ask the administrators for the link.
import { expect, test } from 'bun:test';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import {
  addRequest,
  ask,
  eventsIn,
  linksIn,
  openLinkScene,
  owner,
  refusedTicket,
  requestsIn,
  unverified,
} from '../support/link-requests.ts';
import { addPerson } from '../support/people.ts';

restoreClockAfterEach();

const day = 24 * 60 * 60 * 1000;

test('asking stores one request that waits 14 days, and tells the person nothing of the account', async () => {
  await using scene = await openLinkScene();
  stopClock();
  const expiresAt = new Date(Date.now() + 14 * day).toISOString();
  const asked = await ask(scene.browser, await refusedTicket(scene.browser));
  expect(asked).toMatchObject({ status: 200, body: { status: 'waiting', expiresAt } });
  expect(Object.keys(asked.body as object)).toEqual(['status', 'expiresAt']);
  expect(await requestsIn(scene.app)).toMatchObject([
    {
      provider: 'oidc',
      issuer: scene.provider.issuer,
      subject: unverified.sub,
      email: owner,
      email_verified: 0,
      name: unverified.name,
      refused_at: null,
    },
  ]);
  expect((await eventsIn(scene.app)).at(-1)).toBe(
    `link_request.made success ${JSON.stringify({
      provider: 'oidc',
      issuer: scene.provider.issuer,
      subject: 'newcomer',
      address: owner,
      addressVerified: false,
    })}`,
  );
  expect(await linksIn(scene.app)).toEqual([]);
});

test('an account that waits, is disabled or has no password gets the same answers', async () => {
  const answers = new Set<string>();
  for (const person of [{}, { status: 'pending' }, { status: 'disabled' }, { password: null }]) {
    await using scene = await openLinkScene({}, person as Parameters<typeof openLinkScene>[1]);
    stopClock();
    const { status, body } = await ask(scene.browser, await refusedTicket(scene.browser));
    const { expiresAt } = body as { expiresAt: string };
    const waitMs = Date.parse(expiresAt) - Date.now();
    answers.add(JSON.stringify({ status, ...(body as object), expiresAt: waitMs }));
  }
  expect([...answers]).toHaveLength(1);
});

test('a thousand questions of one identity are one request', async () => {
  await using scene = await openLinkScene({ RATE_LIMIT: 'off' });
  for (let round = 0; round < 20; round++) {
    const ticket = await refusedTicket(scene.browser);
    expect((await ask(scene.browser, ticket)).status).toBe(200);
  }
  expect(await requestsIn(scene.app)).toHaveLength(1);
  const made = (await eventsIn(scene.app)).filter((line) => line.startsWith('link_request.made'));
  expect(made).toHaveLength(1);
  const tickets = (await scene.app.snapshot())['link_tickets'];
  expect(tickets).toHaveLength(0);
});

test('no more than a hundred requests wait, and those that were refused or ended do not count', async () => {
  await using scene = await openLinkScene();
  const { app, browser, user } = scene;
  for (let index = 0; index < 99; index++) await addRequest(app, user, { subject: `s${index}` });
  await addRequest(app, user, { subject: 'refused', refused_at: 1 });
  await addRequest(app, user, { subject: 'ended', expires_at: Date.now() - 1 });
  expect((await ask(browser, await refusedTicket(browser))).status).toBe(200);
  scene.provider.person({ ...unverified, sub: 'another' });
  const ticket = await refusedTicket(browser);
  expect(await ask(browser, ticket)).toMatchObject({
    status: 409,
    body: { code: 'too_many_link_requests' },
  });
  await app.database.write((trx) =>
    trx.deleteFrom('link_requests').where('subject', '=', 's0').execute(),
  );
  // The ticket was not used up by the refusal.
  expect((await ask(browser, ticket)).status).toBe(200);
});

test('a request that was refused is told, and cannot be asked again until it has ended', async () => {
  await using scene = await openLinkScene();
  const { app, browser, user } = scene;
  const { issuer } = scene.provider;
  stopClock();
  const { expires_at } = await addRequest(app, user, { issuer, refused_at: Date.now() });
  const again = await ask(browser, await refusedTicket(browser));
  const expiresAt = new Date(expires_at).toISOString();
  expect(again.body).toEqual({ status: 'refused', expiresAt });
  advance(14, 'd');
  const later = await ask(browser, await refusedTicket(browser));
  expect(later.body).toMatchObject({ status: 'waiting' });
  expect(await requestsIn(app)).toMatchObject([{ refused_at: null }]);
});

test('the slash at the end of the issuer makes no second request', async () => {
  await using scene = await openLinkScene();
  const { app, browser, user } = scene;
  await addRequest(app, user, { issuer: `${scene.provider.issuer}/` });
  expect((await ask(browser, await refusedTicket(browser))).status).toBe(200);
  expect(await requestsIn(app)).toHaveLength(1);
});

test('a request is about the account that has the address now', async () => {
  await using scene = await openLinkScene();
  const { app, browser } = scene;
  const { issuer } = scene.provider;
  const former = await addPerson(app, { email: 'former@example.com' });
  await addRequest(app, former, { issuer });
  await ask(browser, await refusedTicket(browser));
  expect(await requestsIn(app)).toMatchObject([{ user_id: scene.user.id, email: owner }]);
});

test('one that was refused is refused for every account', async () => {
  await using scene = await openLinkScene();
  const { app, browser } = scene;
  const former = await addPerson(app, { email: 'former@example.com' });
  const { issuer } = scene.provider;
  await addRequest(app, former, { issuer, refused_at: Date.now() });
  const again = await ask(browser, await refusedTicket(browser));
  expect(again.body).toMatchObject({ status: 'refused' });
  expect(await requestsIn(app)).toHaveLength(1);
});

test('the cleanup deletes tickets and requests that have ended, and no others', async () => {
  await using scene = await openLinkScene();
  const { app, user } = scene;
  await addRequest(app, user, { subject: 'live' });
  await addRequest(app, user, { subject: 'ended', expires_at: Date.now() - 1 });
  await refusedTicket(scene.browser);
  await app.database.write((trx) =>
    trx
      .updateTable('link_tickets')
      .set({ expires_at: Date.now() - 1 })
      .execute(),
  );
  await app.services.housekeeping.run();
  expect((await requestsIn(app)).map(({ subject }) => subject)).toEqual(['live']);
  expect((await app.snapshot())['link_tickets']).toEqual([]);
});
