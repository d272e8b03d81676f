// A server that sends no messages does nothing for them.
import { expect, test } from 'bun:test';
import { holdTimers } from '../support/held-timers.ts';
import { addSignedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { usesPostgres } from '../support/test-storage.ts';
import { webhookSecret } from '../webhooks/receiver.ts';
import { fakeChannel, isEmpty, put, until } from './channel.ts';

/** How soon a server with a SQLite file looks for what commands have stored. */
const idleLookMs = 30_000;
const lookMs = 5000;

async function timersOf(env: Readonly<Record<string, string>>, sends: boolean) {
  using timers = holdTimers();
  const [mail, webhook] = [fakeChannel(), fakeChannel()];
  await using app = await createTestApp(env, { mail: mail.send, webhook: webhook.send });
  const { access_token: bearer } = await addSignedIn(app);
  expect((await app.get('/api/auth/me', bearer)).status).toBe(200);
  if (sends) {
    await put(app, { channel: 'webhook' });
    await until(isEmpty(app));
  }
  // The look at the start, and the one after a message, follow a few milliseconds later.
  await Bun.sleep(100);
  return timers.lengths().filter((each) => each === idleLookMs || each === lookMs);
}

test('without mail and webhook no timer runs, not even after a message', async () => {
  expect(await timersOf({}, false)).toEqual([]);
  expect(await timersOf({}, true)).toEqual([]);
});

test('with a webhook it looks now and then for what commands have stored', async () => {
  const env = { WEBHOOK_URL: 'https://app.example.com/', WEBHOOK_SECRET: webhookSecret };
  expect(await timersOf(env, false)).toEqual(usesPostgres ? [] : [idleLookMs]);
});
