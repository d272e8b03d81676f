// People are told of a sign-in with a new device or from a new network, when the server is set up to tell it.
import { describe, expect, test } from 'bun:test';
import type { WriteTransaction } from '../../src/db/port.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { createAppWithNetworks, type Place } from '../support/networks.ts';
import { addPerson, applicant, password, setSetting } from '../support/people.ts';
import { noticeLines, storedNotices, withMail } from '../support/stored-mails.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const email = 'grace@example.com';
const env = { ...withMail, NOTIFY: 'sign-in', RATE_LIMIT: 'off' };

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const newerFirefox = firefox.replaceAll('140.0', '141.0');
const chrome = 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36';
const home: Place = { address: '203.0.113.7', userAgent: firefox };

async function signIn(app: TestApp, { address, userAgent }: Place, path = 'login') {
  const headers = { 'x-forwarded-for': address, 'user-agent': userAgent ?? '' };
  const json = path === 'login' ? { email, password } : applicant();
  const answer = await app.send({ method: 'POST', path: `/api/auth/${path}`, json, headers });
  expect(answer.status).toBeOneOf([200, 201]);
}

/** Lets the pause between two mails go by. */
async function passPause(app: TestApp): Promise<void> {
  await app.database.write((trx) => trx.updateTable('notice_times').set({ at: 1 }).execute());
}

const places: readonly {
  readonly name: string;
  readonly place: Place;
  readonly isTold: boolean;
}[] = [
  { name: 'the same place', place: home, isTold: false },
  { name: 'a newer version', place: { ...home, userAgent: newerFirefox }, isTold: false },
  {
    name: 'another address of the network',
    place: { ...home, address: '203.0.113.200' },
    isTold: false,
  },
  { name: 'another network', place: { ...home, address: '198.51.100.7' }, isTold: true },
  { name: 'another device', place: { ...home, userAgent: chrome }, isTold: true },
  { name: 'no User-Agent', place: { ...home, userAgent: null }, isTold: true },
];

describe('after a sign-in at home, one from', () => {
  test.each([...places])('$name', async ({ place, isTold }) => {
    await using app = await createAppWithNetworks(env);
    await addPerson(app, { email });
    await signIn(app, home);
    expect(await noticeLines(app)).toEqual([]);
    await signIn(app, place);
    await signIn(app, place);
    expect(await noticeLines(app)).toEqual(isTold ? [`new_device to ${email}`] : []);
  });
});

test('the first sign-in of a new account is not told', async () => {
  await using app = await createAppWithNetworks(env);
  await addPerson(app);
  await signIn(app, home, 'register');
  expect(await noticeLines(app)).toEqual([]);
  await signIn(app, { ...home, userAgent: chrome });
  const [mail] = await storedNotices(app);
  expect(mail?.letter).toMatchObject({
    kind: 'new_device',
    account: email,
    ip: home.address,
    userAgent: chrome,
  });
});

test('an account whose sessions are all forgotten is told of its next sign-in', async () => {
  await using app = await createAppWithNetworks(env);
  await addPerson(app, { email });
  await signIn(app, home);
  await app.database.write((trx) => trx.deleteFrom('sessions').execute());
  await signIn(app, home);
  expect(await noticeLines(app)).toEqual([`new_device to ${email}`]);
});

test('several new places within minutes are one mail', async () => {
  await using app = await createAppWithNetworks(env);
  await addPerson(app, { email });
  await signIn(app, home);
  for (const address of ['198.51.100.1', '198.51.101.1', '198.51.102.1']) {
    await signIn(app, { ...home, address });
  }
  expect(await noticeLines(app)).toHaveLength(1);
  await passPause(app);
  await signIn(app, { ...home, address: '198.51.103.1' });
  expect(await noticeLines(app)).toHaveLength(2);
});

test('an administrator who has sign-ins told is heeded within a minute', async () => {
  stopClock();
  await using app = await createAppWithNetworks({ ...withMail, RATE_LIMIT: 'off' });
  await addPerson(app, { email });
  await signIn(app, home);
  await setSetting(app, 'mail.notify', 'sign-in');
  await signIn(app, { ...home, userAgent: chrome });
  expect(await noticeLines(app)).toEqual([]);
  advance(60, 's');
  await signIn(app, { ...home, address: '198.51.100.7' });
  expect(await noticeLines(app)).toEqual([`new_device to ${email}`]);
});

/** A transaction that allows no statement. */
const untouchable = new Proxy({} as WriteTransaction, {
  get: (_, name) => {
    throw new Error(`a statement was made: ${String(name)}`);
  },
});

test.each([{}, withMail])('a sign-in that is not told costs no statement', async (settings) => {
  await using app = await createTestApp(settings);
  const user = await addPerson(app, { email });
  await app.post('/api/auth/login', { email, password });
  const about = { outcome: 'success', actor: user, target: user, origin: null } as const;
  const { notices } = app.services;
  await notices.follow(untouchable, { ...about, event: 'session.started' });
  await notices.follow(untouchable, { ...about, event: 'session.ended' });
  await notices.follow(untouchable, { ...about, event: 'profile.changed' });
  expect(() => untouchable.selectFrom('users')).toThrow('a statement was made');
});
