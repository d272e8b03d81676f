import { describe, expect, test } from 'bun:test';
import type { Letter } from '../../src/core/letters/letter.ts';
import type { Recipient } from '../../src/features/mail/service.ts';
import { formatId } from '../../src/core/uuid.ts';
import { auditDetails } from '../support/audit-details.ts';
import { mailServer } from '../support/smtp/server.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { change, isEmpty, messages, until } from './channel.ts';

const approved: Letter = { kind: 'approved', signIn: 'https://auth.example.com/login' };
const ada: Recipient = { email: 'ada@example.com', name: 'Ada', language: null };

const send = (app: TestApp, to: Recipient = ada) =>
  app.database.write((trx) => app.services.mail.send(trx, approved, { to }));

describe('a mail of the outbox', () => {
  test('arrives in the language of its reader, from this server', async () => {
    await using server = await mailServer();
    const site = {
      APP_URL: 'https://auth.example.com',
      BRAND_NAME: 'Müller',
      DEFAULT_LANGUAGE: 'de',
    };
    await using app = await createTestApp({ ...server.env, ...site });
    expect(await send(app)).toBe(true);
    const mail = await server.next();
    expect(mail.envelope).toEqual({ from: 'auth@example.com', to: ['ada@example.com'] });
    expect(mail.text).toContain('Hallo Ada');
    expect(mail.subject).toContain('Müller');
    await send(app, { ...ada, language: 'fr' });
    expect((await server.next()).text).toContain('Bonjour');
    await until(isEmpty(app));
  });

  test('has the same id and date at every attempt', async () => {
    await using server = await mailServer({
      refuse: (step) => (step === 'data' ? '450 later' : null),
    });
    await using app = await createTestApp({ ...server.env, APP_URL: 'https://auth.example.com' });
    await send(app);
    await until(async () => (await messages(app))[0]?.last_error !== null);
    const [row] = await messages(app);
    expect(row?.last_error).toContain('cannot take the mail at the moment. (450)');
    server.behave({ refuse: () => null });
    await change(app, { next_at: 1, created_at: Date.UTC(2026, 0, 2, 3, 4, 5) });
    const mail = await server.next();
    const id = row?.id ?? new Uint8Array();
    expect(mail.header('message-id')).toBe(`<${formatId(id)}@auth.example.com>`);
    expect(mail.header('date')).toBe('Fri, 02 Jan 2026 03:04:05 +0000');
  });

  test('to an address that is refused is dropped, and says so without the address', async () => {
    await using server = await mailServer({
      refuse: (step) => (step === 'rcpt' ? '550 5.1.1 no' : null),
    });
    await using app = await createTestApp(server.env);
    await send(app);
    await until(isEmpty(app));
    const [[event, details] = []] = await auditDetails(app);
    expect(event).toBe('message.dropped');
    expect(details).toMatchObject({ channel: 'mail', kind: 'approved', reason: 'message_refused' });
    expect(JSON.stringify(details)).not.toContain('ada@');
  });

  test('waits while the mail server is away', async () => {
    await using server = await mailServer();
    await using app = await createTestApp(server.env);
    await server[Symbol.asyncDispose]();
    await send(app);
    await until(async () => (await messages(app))[0]?.last_error !== null);
    expect((await messages(app))[0]?.last_error).toContain('takes no connections');
  });
});
