// The ticket of a sign-in that is not linked to the account with its address: who can use it, and how long.
import { describe, expect, test } from 'bun:test';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import {
  ask,
  askAsProgram,
  confirmAsProgram,
  linksIn,
  openLinkScene,
  owner,
  refusedTicket,
  requestsIn,
  unverified,
} from '../support/link-requests.ts';
import { oidcPath } from '../support/oidc-scene.ts';
import { addIdentity, addPerson, deletePerson, password } from '../support/people.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import { comeBack, goAsProgram, goToProvider, landingOf } from '../support/stand-in/visitor.ts';
import { createTestApp } from '../support/test-app.ts';

restoreClockAfterEach();

type Scene = Awaited<ReturnType<typeof openLinkScene>>;

test('a refusal gives the browser a ticket, of which only the hash is stored', async () => {
  await using scene = await openLinkScene();
  const { query, answer } = await scene.browser.signIn('/account');
  const { link_ticket: ticket = '', ...rest } = query;
  expect(rest).toMatchObject({ error_code: 'account_exists', redirect: '/account' });
  expect(ticket).toMatch(/^[\w-]{43}$/);
  const stored = JSON.stringify(await scene.app.snapshot());
  expect(stored).not.toContain(ticket);
  const cookie = answer.headers.getSetCookie().find((line) => line.includes('anchor-link'));
  expect(cookie).toContain('SameSite=Strict');
  expect(cookie).toContain('HttpOnly');
  expect(cookie).toContain('Max-Age=600');
  expect(cookie).not.toContain(ticket);
});

describe('a ticket', () => {
  test('works once', async () => {
    await using scene = await openLinkScene();
    const ticket = await refusedTicket(scene.browser);
    expect((await ask(scene.browser, ticket)).status).toBe(200);
    const refusal = { status: 400, body: { code: 'invalid_link_ticket' } };
    expect(await ask(scene.browser, ticket)).toMatchObject(refusal);
  });

  test('works for ten minutes', async () => {
    await using scene = await openLinkScene();
    stopClock();
    const ticket = await refusedTicket(scene.browser);
    advance(10, 'm');
    expect(await ask(scene.browser, ticket)).toMatchObject({ status: 400 });
    expect(await requestsIn(scene.app)).toEqual([]);
  });

  test('of a browser works in no other browser and in no program', async () => {
    await using scene = await openLinkScene();
    const ticket = await refusedTicket(scene.browser);
    const others = [
      () => ask(scene.anotherBrowser(), ticket),
      () => askAsProgram(scene.app, ticket),
      () => confirmAsProgram(scene.app, ticket, password),
    ];
    for (const other of others) {
      expect(await other()).toMatchObject({ status: 400, body: { code: 'invalid_link_ticket' } });
    }
    expect(await linksIn(scene.app)).toEqual([]);
    expect((await ask(scene.browser, ticket)).status).toBe(200);
  });

  test('does not work with the cookie of another sign-in of the same browser', async () => {
    await using scene = await openLinkScene();
    const { browser } = scene;
    const first = await refusedTicket(browser);
    scene.provider.person({ ...unverified, sub: 'second' });
    const second = await refusedTicket(browser);
    const names = [...browser.jar.keys()].filter((name) => name.startsWith('anchor-link'));
    expect(names).toHaveLength(2);
    const [one = '', two = ''] = names;
    const [a = '', b = ''] = [browser.jar.get(one), browser.jar.get(two)];
    browser.jar.set(one, b).set(two, a);
    for (const ticket of [first, second]) {
      expect((await ask(browser, ticket)).status).toBe(400);
    }
  });

  test('of an earlier refusal ends with the next one of the same identity', async () => {
    await using scene = await openLinkScene();
    const first = await refusedTicket(scene.browser);
    const second = await refusedTicket(scene.browser);
    expect((await ask(scene.browser, first)).status).toBe(400);
    expect((await ask(scene.browser, second)).status).toBe(200);
  });

  test('ends with the account, and when the account is secured', async () => {
    await using scene = await openLinkScene();
    const ticket = await refusedTicket(scene.browser);
    await scene.app.database.write((trx) =>
      scene.app.services.sessions.revokeAccess(trx, scene.user, 'account_secured'),
    );
    expect((await ask(scene.browser, ticket)).status).toBe(400);
    const another = await refusedTicket(scene.browser);
    await deletePerson(scene.app, scene.user);
    expect((await ask(scene.browser, another)).status).toBe(400);
  });

  test('is outdated when the sign-in would end in another way by now', async () => {
    const changes = {
      'the identity was linked to another account': async ({ app, provider }: Scene) => {
        const other = await addPerson(app);
        await addIdentity(app, other, 'oidc', { issuer: provider.issuer, subject: 'newcomer' });
      },
      'the identity was linked to the account': async ({ app, provider, user }: Scene) => {
        await addIdentity(app, user, 'oidc', { issuer: provider.issuer, subject: 'newcomer' });
      },
      'the account has another address': async ({ app, user }: Scene) => {
        const change = { email: 'new@example.com', email_key: 'new@example.com' };
        await app.database.write((trx) => app.services.users.update(trx, user.id, change));
      },
    };
    for (const change of Object.values(changes)) {
      await using scene = await openLinkScene();
      const ticket = await refusedTicket(scene.browser);
      await change(scene);
      expect(await ask(scene.browser, ticket)).toMatchObject({
        status: 409,
        body: { code: 'link_request_outdated' },
      });
      expect(await requestsIn(scene.app)).toEqual([]);
    }
  });
});

test('a repeated callback gives the same ticket, a sign-in that may go on gives none', async () => {
  await using scene = await openLinkScene();
  const back = await scene.browser.visit();
  const first = await scene.browser.comeBack(back);
  const second = await scene.browser.comeBack(back);
  expect(second.query['link_ticket']).toBe(first.query['link_ticket'] ?? 'none');
  expect((await ask(scene.browser, second.query['link_ticket'] ?? '')).status).toBe(200);
  scene.provider.person({ sub: 'new', email: 'new@example.com', email_verified: true });
  const { query } = await scene.browser.signIn();
  expect(query['code']).toBeDefined();
  expect(query['link_ticket']).toBeUndefined();
});

describe('a program', () => {
  test('gets the ticket with the refusal of a mobile exchange, which no browser can use', async () => {
    await using scene = await openLinkScene();
    const exchange = async () => {
      const id_token = await scene.provider.idToken('anchor');
      const { status, body } = await scene.app.post(`${oidcPath}/exchange/mobile`, { id_token });
      expect(status).toBe(409);
      return (body as { code: string; linkTicket: string }).linkTicket;
    };
    const ticket = await exchange();
    expect((await ask(scene.browser, ticket)).status).toBe(400);
    expect((await askAsProgram(scene.app, ticket)).status).toBe(200);
    expect(await requestsIn(scene.app)).toHaveLength(1);
    const confirmed = await confirmAsProgram(scene.app, await exchange(), password);
    expect(confirmed).toMatchObject({ status: 200, body: { user: { email: owner } } });
    expect(await requestsIn(scene.app)).toEqual([]);
  });

  test('gets it with the refusal at a named provider', async () => {
    using standIn = createStandIn();
    standIn.member = { ...standIn.member, emailVerified: false };
    await using app = await createTestApp(standIn.env);
    await addPerson(app, { email: standIn.member.email ?? '' });
    const refused = await comeBack(app, await goAsProgram(app, 'discord'));
    const { code, linkTicket } = refused.body as { code: string; linkTicket: string };
    expect(code).toBe('account_exists');
    expect((await askAsProgram(app, linkTicket)).body).toMatchObject({ status: 'waiting' });
    expect(await requestsIn(app)).toMatchObject([{ provider: 'discord' }]);
  });
});

test('a browser gets one from a named provider too', async () => {
  using standIn = createStandIn();
  standIn.member = { ...standIn.member, emailVerified: false };
  await using app = await createTestApp(standIn.env);
  await addPerson(app, { email: standIn.member.email ?? '' });
  const answer = await comeBack(app, await goToProvider(app, 'discord'));
  const landing = landingOf(answer);
  expect(landing).toMatchObject({ page: '/login', error_code: 'account_exists' });
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  const asked = await app.send({
    method: 'POST',
    path: '/api/auth/link-requests',
    json: { ticket: landing['link_ticket'] },
    headers: { origin: 'http://localhost:3000', cookie: cookies.join('; ') },
  });
  expect(asked).toMatchObject({ status: 200, body: { status: 'waiting' } });
});
