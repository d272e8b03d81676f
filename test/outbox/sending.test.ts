import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { retryDelaysMs } from '../../src/features/outbox/rules.ts';
import { auditDetails } from '../support/audit-details.ts';
import { createTestApp } from '../support/test-app.ts';
import { change, fakeChannel, isEmpty, later, messages, put, refused, until } from './channel.ts';

describe('a message', () => {
  test('is sent after its commit, and deleted then', async () => {
    const mail = fakeChannel();
    await using app = await createTestApp({}, { mail: mail.send });
    await put(app, { kind: 'approved', payload: { name: 'Ada' } });
    await mail.reached(1);
    await until(isEmpty(app));
    expect(mail.attempts).toMatchObject([{ kind: 'approved', payload: { name: 'Ada' } }]);
    expect(await auditDetails(app)).toEqual([]);
  });

  test('that is rolled back is never sent', async () => {
    const mail = fakeChannel();
    await using app = await createTestApp({}, { mail: mail.send });
    const failure = new Error('no');
    const refusedChange = app.database.write(async (trx) => {
      const expiresAt = Date.now() + 1000;
      await app.services.outbox.put(trx, { channel: 'mail', kind: 'a', payload: {}, expiresAt });
      throw failure;
    });
    expect(await refusedChange.catch((error: unknown) => error)).toBe(failure);
    await put(app, { kind: 'b' });
    await mail.reached(1);
    await until(isEmpty(app));
    expect(mail.attempts.map(({ kind }) => kind)).toEqual(['b']);
  });

  test('that fails is tried again with the same id, and its error is kept', async () => {
    const mail = fakeChannel(() => later);
    await using app = await createTestApp({}, { mail: mail.send });
    const before = Date.now();
    await put(app);
    await until(async () => (await messages(app))[0]?.last_error !== null);
    const [row] = await messages(app);
    expect(row).toMatchObject({ attempts: 1, last_error: 'The mail server is busy.' });
    expect(row?.next_at).toBeGreaterThanOrEqual(before + 60_000);
    await change(app, { next_at: 1 });
    await mail.reached(2);
    await until(async () => (await messages(app))[0]?.attempts === 2);
    expect(mail.attempts.map(({ id }) => id)).toEqual([
      formatId(row?.id ?? new Uint8Array()),
      mail.attempts[0]?.id ?? '',
    ]);
    expect(app.lines.join('\n')).toContain('A mail could not be sent, and is tried again');
  });

  test('counts its attempt before it is made', async () => {
    const seen: number[] = [];
    const mail = fakeChannel(async () => {
      seen.push((await messages(app))[0]?.attempts ?? -1);
      return later;
    });
    await using app = await createTestApp({}, { mail: mail.send });
    await put(app);
    await until(() => seen.length > 0);
    expect(seen).toEqual([1]);
  });

  test('is dropped after the last attempt, and the audit log says so', async () => {
    const mail = fakeChannel(() => later);
    await using app = await createTestApp({}, { mail: mail.send });
    await put(app, { kind: 'verify_email' });
    const all = retryDelaysMs.mail.length + 1;
    for (let attempt = 1; attempt < all; attempt++) {
      await until(async () => (await messages(app))[0]?.last_error !== null);
      await change(app, { next_at: 1, last_error: null });
      await mail.reached(attempt + 1);
    }
    await until(isEmpty(app));
    expect(mail.attempts).toHaveLength(6);
    const details = {
      channel: 'mail',
      kind: 'verify_email',
      reason: 'attempts_used_up',
      error: 'The mail server is busy.',
    };
    expect(await auditDetails(app)).toEqual([['message.dropped', details]]);
  });

  test('whose process ended in the last attempt is dropped without another one', async () => {
    const mail = fakeChannel(() => later);
    await using app = await createTestApp({}, { mail: mail.send });
    await put(app);
    await until(async () => (await messages(app))[0]?.last_error !== null);
    await change(app, { next_at: 1, attempts: 6 });
    await until(isEmpty(app));
    expect(mail.attempts).toHaveLength(1);
  });

  test('that is refused for good is dropped at once', async () => {
    const mail = fakeChannel(() => refused);
    await using app = await createTestApp({}, { mail: mail.send });
    await put(app);
    await until(isEmpty(app));
    expect(mail.attempts).toHaveLength(1);
    expect(await auditDetails(app)).toEqual([
      [
        'message.dropped',
        { channel: 'mail', kind: 'test', reason: 'message_refused', error: refused.message },
      ],
    ]);
  });

  test('that is too old is not sent', async () => {
    const mail = fakeChannel();
    await using app = await createTestApp({}, { mail: mail.send });
    await put(app, { expiresAt: Date.now() });
    await until(isEmpty(app));
    expect(mail.attempts).toEqual([]);
    expect(await auditDetails(app)).toMatchObject([
      ['message.dropped', { reason: 'message_expired' }],
    ]);
  });

  test('whose link is gone is dropped without a word', async () => {
    const mail = fakeChannel();
    await using app = await createTestApp({}, { mail: mail.send });
    await put(app, { linkHash: new Uint8Array(32) });
    await until(isEmpty(app));
    expect(mail.attempts).toEqual([]);
    expect(await auditDetails(app)).toEqual([]);
    expect(app.lines.join('\n')).not.toContain('was not sent');
  });
});

test('fifty messages that are put at once are each sent once, of mails twenty in a minute', async () => {
  const [mail, webhook] = [fakeChannel(), fakeChannel()];
  await using app = await createTestApp({}, { mail: mail.send, webhook: webhook.send });
  const put50 = (channel: 'mail' | 'webhook') =>
    Array.from({ length: 50 }, (_, index) => put(app, { channel, payload: { index } }));
  await Promise.all([...put50('webhook'), ...put50('mail')]);
  await webhook.reached(50);
  await mail.reached(20);
  await until(async () => (await messages(app, 'webhook')).length === 0);
  const sent = webhook.attempts.map(({ payload }) => JSON.stringify(payload));
  expect(new Set(sent).size).toBe(50);
  expect(webhook.attempts).toHaveLength(50);
  app.services.lookForMessages();
  await until(async () => (await messages(app)).length === 30);
  expect(mail.attempts).toHaveLength(20);
});

describe('a channel that hangs', () => {
  const silent = fakeChannel(() => new Promise(() => undefined));

  test('keeps no other channel waiting', async () => {
    const webhook = fakeChannel();
    await using app = await createTestApp({}, { mail: silent.send, webhook: webhook.send });
    await put(app);
    await silent.reached(1);
    await put(app, { channel: 'webhook' });
    await webhook.reached(1);
    await until(async () => (await messages(app, 'webhook')).length === 0);
    expect(await messages(app)).toHaveLength(1);
  });
});

test('the next server sends a message at once that was being sent when the one before ended', async () => {
  let isSilent = true;
  const mail = fakeChannel(() =>
    isSilent ? new Promise(() => undefined) : { outcome: 'delivered' },
  );
  await using app = await createTestApp({}, { mail: mail.send });
  await put(app);
  await mail.reached(1);
  isSilent = false;
  await app.restart();
  await mail.reached(2);
  await until(isEmpty(app));
  expect(mail.attempts[1]?.id).toBe(mail.attempts[0]?.id ?? '');
});
