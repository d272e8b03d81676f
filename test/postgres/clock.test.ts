// A server whose clock differs from that of the PostgreSQL server. Only this machine's clock can be set, so the
// database server's seems to be wrong the other way.
import { describe, expect, setDefaultTimeout, setSystemTime, test } from 'bun:test';
import { StartupError } from '../../src/core/startup-error.ts';
import { advance, restoreClockAfterEach } from '../support/clock.ts';
import { type HeldTimers, holdTimers } from '../support/held-timers.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { newDatabase } from '../support/postgres-databases.ts';

setDefaultTimeout(120_000);
restoreClockAfterEach();

const hourMs = 3_600_000;
const minuteMs = 60_000;

const env = async () => ({ DATABASE_URL: await newDatabase(), LOG_FORMAT: 'json' });

function aboutClocks({ lines }: TestApp): readonly { level: string; message: string }[] {
  return lines
    .map((line) => JSON.parse(line) as { level: string; message: string })
    .filter(({ message }) => message.includes('clock'));
}

describe('a server does not start with a clock that is', () => {
  for (const [seconds, words] of [
    [40, 'ahead of'],
    [-40, 'behind'],
  ] as const) {
    test(`40 seconds ${words} the database's`, async () => {
      const given = await env();
      advance(seconds, 's');
      const error: unknown = await createTestApp(given).catch((refusal: unknown) => refusal);
      expect(error).toBeInstanceOf(StartupError);
      expect(String(error)).toMatch(
        new RegExp(`clock of this machine is \\d\\d\\.\\d seconds ${words} that of the database`),
      );
      expect(error).toMatchObject({ cure: expect.stringContaining('NTP') });
    });
  }
});

test('a server starts with a clock that is a little off, and warns', async () => {
  const given = await env();
  advance(10, 's');
  await using app = await createTestApp(given);
  expect(aboutClocks(app)).toMatchObject([
    {
      level: 'warn',
      message: expect.stringMatching(/seconds ahead of .*; let NTP set the clocks/),
    },
  ]);
  expect((await app.get('/health/ready')).status).toBe(200);
});

test('a server with a right clock says nothing, and compares again in an hour', async () => {
  using timers = holdTimers();
  await using app = await createTestApp(await env());
  expect(aboutClocks(app)).toEqual([]);
  expect(timers.lengths()).toContain(hourMs);
});

/** Lets the time to the next comparison pass until the server is as ready as expected. */
async function compare(app: TestApp, timers: HeldTimers, status: number): Promise<void> {
  while ((await app.get('/health/ready')).status !== status) {
    for (const lengthMs of [hourMs, minuteMs]) timers.pass(lengthMs);
    await Bun.sleep(1);
  }
}

test('a server whose clock drifts too far is not ready until it is right again', async () => {
  using timers = holdTimers();
  await using app = await createTestApp(await env());
  advance(40, 's');
  await compare(app, timers, 503);
  const answer = await app.get('/health/ready');
  expect(answer.body).toEqual({ status: 'unavailable', database: 'ok' });
  expect((await app.get('/health/live')).status).toBe(200);
  // It is compared again each minute, and nothing more is logged.
  for (let round = 0; round < 3; round += 1) {
    timers.pass(minuteMs);
    expect((await app.get('/health/ready')).status).toBe(503);
  }
  setSystemTime();
  await compare(app, timers, 200);
  expect(aboutClocks(app)).toMatchObject([
    { level: 'error', message: expect.stringContaining('the server is not ready; let NTP') },
    { level: 'info', message: expect.stringContaining('agrees') },
  ]);
});
