// What the overview tells of messages that wait to be sent.
import { expect, setDefaultTimeout, test } from 'bun:test';
import { delivered, fakeChannel, isEmpty, later, messages, put, until } from '../outbox/channel.ts';
import { createTestApp } from '../support/test-app.ts';
import { visitPanel } from './admin-panel.ts';
import { checkLooks, press } from './people-at-pages.ts';

setDefaultTimeout(300_000);

test.each([375, 1280])(
  'the overview tells what waits and why, and tries again at %d px',
  async (width) => {
    let isBroken = true;
    const mail = fakeChannel(() => (isBroken ? later : delivered));
    const webhook = fakeChannel(() => ({ outcome: 'stopped', message: 'It answered with 410.' }));
    await using app = await createTestApp({}, { mail: mail.send, webhook: webhook.send });
    await put(app);
    await put(app);
    await put(app, { channel: 'webhook' });
    await until(async () => (await messages(app)).every(({ last_error: error }) => error !== null));
    await until(async () => (await messages(app, 'webhook'))[0]?.last_error !== null);
    await visitPanel(app, { path: '', width }, async (page) => {
      const notices = page.getByRole('region', { name: 'Notices' });
      await notices.getByText('2 mails wait to be sent').waitFor();
      await notices.getByText(`Last error: ${later.message}`).waitFor();
      await notices.getByText('1 event waits for the webhook').waitFor();
      await notices.getByText('The receiver wants no more events.').waitFor();
      await checkLooks(page, 'admin-outbox', width);
      isBroken = false;
      await notices.getByRole('button', { name: 'Try again now' }).first().click();
      await notices.getByText('2 mails wait to be sent').waitFor({ state: 'detached' });
      await notices.getByText('1 event waits for the webhook').waitFor();
      await app.database.write((trx) => trx.deleteFrom('outbox').execute());
      await press(page, 'Try again now');
      await notices.waitFor({ state: 'detached' });
    });
    expect(await isEmpty(app)()).toBe(true);
  },
);
