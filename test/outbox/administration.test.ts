import { describe, expect, test } from 'bun:test';
import { addAdmin } from '../admin/administrator.ts';
import { auditDetails } from '../support/audit-details.ts';
import { createTestApp } from '../support/test-app.ts';
import { webhookSecret } from '../webhooks/receiver.ts';
import { fakeChannel, isEmpty, later, messages, put, until } from './channel.ts';

const quiet = {
  isConfigured: false,
  waiting: 0,
  oldestAt: null,
  lastError: null,
  isStopped: false,
};

const settings = {
  SMTP_HOST: 'localhost',
  SMTP_FROM: 'auth@example.com',
  WEBHOOK_URL: 'https://app.example.com/?token=canary-token',
  WEBHOOK_SECRET: webhookSecret,
};

describe('the administrator', () => {
  test('sees that nothing waits', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const { status, body } = await admin.ask('GET', '/outbox');
    expect(status).toBe(200);
    expect(body).toEqual({ mail: quiet, webhook: quiet });
  });

  test('sees what waits, since when and why, and no secret', async () => {
    const mail = fakeChannel(() => later);
    await using app = await createTestApp(settings, { mail: mail.send });
    const admin = await addAdmin(app);
    await put(app);
    await put(app);
    await until(async () => (await messages(app)).every(({ last_error: error }) => error !== null));
    const oldest = Math.min(...(await messages(app)).map(({ created_at: at }) => at));
    const answer = await admin.ask('GET', '/outbox');
    expect(answer.body).toEqual({
      mail: {
        isConfigured: true,
        waiting: 2,
        oldestAt: new Date(oldest).toISOString(),
        lastError: later.message,
        isStopped: false,
      },
      webhook: { ...quiet, isConfigured: true },
    });
    expect(answer.text).not.toContain('canary');
  });

  test('has everything sent now, with all attempts before it, and the audit log says who', async () => {
    let isBroken = true;
    const mail = fakeChannel(() => (isBroken ? later : { outcome: 'delivered' }));
    await using app = await createTestApp({}, { mail: mail.send });
    const admin = await addAdmin(app);
    await put(app);
    await until(async () => (await messages(app))[0]?.last_error !== null);
    const retried = await admin.ask('POST', '/outbox/retry');
    expect(retried.status).toBe(200);
    await mail.reached(2);
    await until(async () => (await messages(app))[0]?.last_error !== null);
    expect(await messages(app)).toMatchObject([{ attempts: 1 }]);
    isBroken = false;
    await admin.ask('POST', '/outbox/retry');
    await until(isEmpty(app));
    await admin.ask('POST', '/outbox/retry');
    expect(mail.attempts).toHaveLength(3);
    expect(await auditDetails(app)).toEqual([
      ['message.retried', { waiting: 1 }],
      ['message.retried', { waiting: 1 }],
    ]);
  });
});
