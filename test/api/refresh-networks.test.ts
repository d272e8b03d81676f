// The grace time of a refresh token is for the client that rotated it, not for another party with an old token.
import { describe, expect, test } from 'bun:test';
import type { Tokens } from '../../src/features/sessions/schema.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { createAppWithNetworks, home, type Place, showFrom } from '../support/networks.ts';
import { addSignedIn, changePerson, startSession } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const phone: Place = { address: '198.51.100.20', userAgent: 'test' };
const sixth: Place = { address: '2001:db8:1:1::1', userAgent: 'test' };

type Owner = Awaited<ReturnType<typeof addSignedIn>>;

async function renewFrom(app: TestApp, place: Place, token: string): Promise<Tokens> {
  const answer = await showFrom(app, place, token);
  expect(answer.status).toBe(200);
  return answer.body as Tokens;
}

/** The account was used in a network lately. */
async function usedIn(app: TestApp, owner: Owner, place: Place): Promise<void> {
  const other = await startSession(app, owner.user);
  await renewFrom(app, place, other.refresh_token);
}

async function eventsOf(app: TestApp, event: string): Promise<readonly (string | null)[]> {
  const rows = await app.database.read
    .selectFrom('audit_log')
    .select(['event', 'details'])
    .where('event', '=', event)
    .execute();
  return rows.map(({ details }) => details);
}

interface Row {
  readonly name: string;
  /** Where the rotation came from. */
  readonly rotated: Place;
  readonly shown: Place;
  readonly arrange?: (app: TestApp, owner: Owner) => Promise<unknown>;
  /** Whether the repetition gets the same successor. */
  readonly isSame: boolean;
  /** The network that the audit log names. */
  readonly audited?: string;
}

const rows: readonly Row[] = [
  { name: 'the address of the rotation', rotated: home, shown: home, isSame: true },
  {
    name: 'the same /24, even with another browser',
    rotated: home,
    shown: { address: '203.0.113.200', userAgent: 'another' },
    isSame: true,
  },
  {
    name: 'the same /48, even with another browser',
    rotated: sixth,
    shown: { address: '2001:db8:1:ffff::2', userAgent: null },
    isSame: true,
  },
  {
    name: 'the next /48 with the same browser',
    rotated: sixth,
    shown: { address: '2001:db8:2::1', userAgent: 'test' },
    isSame: false,
  },
  { name: 'an unknown network with the same browser', rotated: home, shown: phone, isSame: false },
  {
    name: 'a known network with the same browser',
    rotated: home,
    shown: phone,
    arrange: (app, owner) => usedIn(app, owner, phone),
    isSame: true,
    audited: '198.51.100.0/24',
  },
  {
    name: 'a known network with another browser',
    rotated: home,
    shown: { ...phone, userAgent: 'another' },
    arrange: (app, owner) => usedIn(app, owner, phone),
    isSame: false,
  },
  {
    name: 'a known network where neither says which browser it is',
    rotated: { ...home, userAgent: null },
    shown: { ...phone, userAgent: null },
    arrange: (app, owner) => usedIn(app, owner, phone),
    isSame: false,
  },
  {
    name: 'a network in which only another account is known',
    rotated: home,
    shown: phone,
    arrange: async (app) => usedIn(app, await addSignedIn(app), phone),
    isSame: false,
  },
  {
    name: 'a network in which the account was last used 91 days ago',
    rotated: home,
    shown: phone,
    arrange: async (app, owner) => {
      await usedIn(app, owner, phone);
      advance(91, 'd');
    },
    isSame: false,
  },
  {
    name: 'a network that is known only from a session that was stolen',
    rotated: home,
    shown: phone,
    arrange: async (app, owner) => {
      const stolen = await startSession(app, owner.user);
      await renewFrom(app, home, stolen.refresh_token);
      expect((await showFrom(app, phone, stolen.refresh_token)).status).toBe(401);
    },
    isSame: false,
  },
  {
    name: 'where this session was before it travelled, with the same browser',
    rotated: phone,
    shown: home,
    isSame: true,
    audited: '203.0.113.0/24',
  },
];

describe('a refresh token that was just rotated, shown again from', () => {
  test.each(rows)('$name', async ({ rotated, shown, arrange, isSame, audited }) => {
    await using app = await createAppWithNetworks();
    stopClock();
    const owner = await addSignedIn(app);
    await arrange?.(app, owner);
    const start = await startSession(app, owner.user);
    const next = await renewFrom(app, rotated, start.refresh_token);
    const thefts = (await eventsOf(app, 'session.refresh_reused')).length;
    const again = await showFrom(app, shown, start.refresh_token);
    const goesOn = (await showFrom(app, rotated, next.refresh_token)).status === 200;
    expect([again.status, goesOn]).toEqual(isSame ? [200, true] : [401, false]);
    if (isSame) expect(again.body).toMatchObject({ refresh_token: next.refresh_token });
    const newThefts = (await eventsOf(app, 'session.refresh_reused')).slice(thefts);
    expect(newThefts).toEqual(isSame ? [] : ['{"reason":"invalid_refresh_token"}']);
    expect(await eventsOf(app, 'session.refresh_repeated')).toEqual(
      audited === undefined ? [] : [JSON.stringify({ from: audited })],
    );
  });

  test('a known network is written down once for each rotation and network', async () => {
    await using app = await createAppWithNetworks();
    stopClock();
    const owner = await addSignedIn(app);
    await usedIn(app, owner, phone);
    await usedIn(app, owner, sixth);
    let token = owner.refresh_token;
    for (let rotation = 0; rotation < 2; rotation++) {
      const next = await renewFrom(app, home, token);
      for (const place of [phone, sixth, phone, home, sixth]) await renewFrom(app, place, token);
      token = next.refresh_token;
    }
    const lines = ['{"from":"198.51.100.0/24"}', '{"from":"2001:db8:1::/48"}'];
    expect(await eventsOf(app, 'session.refresh_repeated')).toEqual([...lines, ...lines]);
    const logged = app.lines.filter((line) => line.includes('session.refresh_repeated'));
    expect(logged).toHaveLength(4);
  });
});

describe('a repetition whose address is not known is theft', () => {
  // Without TRUSTED_PROXIES a loopback peer is probably a proxy, and everybody comes from there.
  const nowhere = [
    ['when nothing is known of the peer', () => undefined],
    ['when the peer may be a proxy', (app: TestApp) => app.listen()],
  ] as const;
  test.each(nowhere)('%s, also with the same browser', async (_, open) => {
    await using app = await createTestApp();
    const owner = await addSignedIn(app);
    open(app);
    const show = () => app.post('/api/auth/refresh', { refresh_token: owner.refresh_token });
    expect((await show()).status).toBe(200);
    expect((await show()).status).toBe(401);
    expect(await eventsOf(app, 'session.refresh_reused')).toHaveLength(1);
  });
});

test('after a client that left, its network is another one: known, it gets the successor and an audit line', async () => {
  await using app = await createTestApp({ TRUSTED_PROXIES: '127.0.0.1' });
  const owner = await addSignedIn(app);
  const json = { refresh_token: owner.refresh_token };
  const headers = { 'user-agent': 'test' };
  // The server does not listen yet, so the request has no peer, as when its client has disconnected.
  const left = await app.send({ method: 'POST', path: '/api/auth/refresh', json, headers });
  expect(left.status).toBe(200);
  app.listen();
  const again = await renewFrom(app, home, owner.refresh_token);
  expect(again.refresh_token).toBe((left.body as Tokens).refresh_token);
  expect(await eventsOf(app, 'session.refresh_repeated')).toEqual(['{"from":"203.0.113.0/24"}']);
});

test('a session remembers its eight networks of before, the newest first, each once', async () => {
  await using app = await createAppWithNetworks();
  const owner = await addSignedIn(app);
  let token = owner.refresh_token;
  const addresses = [1, 2, 3, 1, 4, 5, 6, 7, 8, 9, 9].map((each) => `198.51.${each}.77`);
  for (const address of addresses) {
    token = (await renewFrom(app, { address }, token)).refresh_token;
  }
  const [row] = await app.database.read.selectFrom('sessions').selectAll().execute();
  const areas = [8, 7, 6, 5, 4, 1, 3, 2].map((each) => `198.51.${each}.0/24`);
  expect(row).toMatchObject({ ip: '198.51.9.77', earlier_areas: areas.join(' ') });
});

test('a person who was disabled after the rotation gets nothing from the network of the rotation', async () => {
  await using app = await createAppWithNetworks();
  const owner = await addSignedIn(app);
  await renewFrom(app, home, owner.refresh_token);
  await changePerson(app, owner.user, { status: 'disabled' });
  expect((await showFrom(app, home, owner.refresh_token)).status).toBe(401);
});
