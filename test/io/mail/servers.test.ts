// Mail servers that are not there, that are silent or slow, and that may not be called.
import { describe, expect, test } from 'bun:test';
import type { MailServer } from '../../../src/io/mail/message.ts';
import { createMailTransport } from '../../../src/io/mail/transport.ts';
import { rawServer } from '../../support/outbound-servers.ts';
import { letter, serverAt } from '../../support/smtp/letters.ts';
import { scriptedServer } from '../../support/smtp/scripted-server.ts';
import { mailServer } from '../../support/smtp/server.ts';

const onLoopback = { resolve: () => Promise.resolve(['127.0.0.1']) };
const patient = createMailTransport({ ...onLoopback, stepMs: 120_000, wholeMs: 240_000 });

const deliver = (port: number, changes: Partial<MailServer> = {}, transport = patient) =>
  transport.deliver(letter(), serverAt(port, changes));

describe('a mail server', () => {
  test('that is not there takes no connections', async () => {
    const gone = await mailServer();
    await gone[Symbol.asyncDispose]();
    expect(await deliver(gone.port)).toMatchObject({
      outcome: 'try_again',
      code: 'connection_refused',
      message: `mail.example takes no connections on port ${gone.port}. Check the port, and whether the mail server runs.`,
    });
  });

  test('without a name is not found', async () => {
    const transport = createMailTransport({ resolve: () => Promise.reject(new Error('no')) });
    expect(await deliver(25, {}, transport)).toMatchObject({ code: 'name_not_found' });
  });

  test('whose name is never answered is not found', async () => {
    const transport = createMailTransport({
      resolve: () => new Promise(() => undefined),
      stepMs: 50,
    });
    expect(await deliver(25, {}, transport)).toMatchObject({ code: 'name_not_found' });
  });

  test('with one address that does not answer is reached at the other one', async () => {
    await using mail = await mailServer();
    for (const addresses of [
      ['127.0.0.1', '::1'],
      ['::1', '127.0.0.1'],
    ]) {
      const resolve = () => Promise.resolve(addresses);
      const transport = createMailTransport({ ...onLoopback, resolve, stepMs: 120_000 });
      expect(await deliver(mail.port, {}, transport)).toMatchObject({ code: 'delivered' });
    }
  });

  test('that says nothing is silent', async () => {
    await using mail = await rawServer(() => undefined);
    const transport = createMailTransport({ ...onLoopback, stepMs: 300 });
    for (const tls of ['none', 'starttls'] as const) {
      expect(await deliver(mail.port, { tls }, transport)).toMatchObject({ code: 'silent' });
    }
    expect(await deliver(mail.port, { tls: 'implicit' }, transport)).toMatchObject({
      outcome: 'try_again',
      code: expect.stringMatching(/silent|tls_failed/),
    });
    await mail.closed();
  });

  test('that hangs up in the middle of the mail has not taken it', async () => {
    await using mail = await mailServer({ breaksOff: true });
    expect(await deliver(mail.port)).toMatchObject({
      outcome: 'try_again',
      code: 'connection_lost',
      status: null,
    });
    expect(mail.mails).toEqual([]);
  });

  test('that hangs up at once has not taken it either', async () => {
    await using mail = await rawServer((socket) => socket.destroy());
    expect(await deliver(mail.port)).toMatchObject({
      outcome: 'try_again',
      code: 'connection_lost',
    });
  });

  test('that announces a smaller size is not asked', async () => {
    await using mail = await mailServer({ maxBytes: 100 });
    expect(await deliver(mail.port)).toMatchObject({
      outcome: 'refused',
      code: 'message_too_large',
    });
  });

  test('that is too slow is left when the caller says so', async () => {
    const stop = new AbortController();
    await using mail = await mailServer({
      refuse: (step) => {
        if (step === 'rcpt') stop.abort();
        return null;
      },
    });
    expect(await patient.deliver(letter(), serverAt(mail.port), stop.signal)).toMatchObject({
      outcome: 'try_again',
      code: 'too_slow',
    });
    expect(mail.mails).toEqual([]);
    await mail.closed();
  });

  test.each<[what: string, script: Parameters<typeof scriptedServer>[0]]>([
    ['the greeting', { greeting: null }],
    ['the sender', { MAIL: null }],
    ['the whole mail', { '.': null }],
  ])('that never answers %s is left after the time of a whole delivery', async (_, script) => {
    await using mail = await scriptedServer(script);
    const transport = createMailTransport({ ...onLoopback, stepMs: 120_000, wholeMs: 1500 });
    expect(await deliver(mail.port, {}, transport)).toMatchObject({ code: 'too_slow' });
    await mail.closed();
  });

  test('that answers one letter after the other is left after a step', async () => {
    await using mail = await rawServer((socket) => {
      const timer = setInterval(() => socket.write('2'), 5);
      socket.once('close', () => clearInterval(timer));
    });
    const transport = createMailTransport({ ...onLoopback, stepMs: 300, wholeMs: 120_000 });
    expect(await deliver(mail.port, {}, transport)).toMatchObject({ code: 'silent' });
  });
});

describe('a connection without encryption', () => {
  test.each([
    ['a public address', ['93.184.215.14']],
    ['a public address beside a private one', ['127.0.0.1', '93.184.215.14']],
    ['a public IPv6 address', ['2606:2800:21f:cb07:6820:80da:af6b:8b2c']],
    ['a public address that is written as IPv6', ['::ffff:93.184.215.14']],
  ])('to a name with %s is refused', async (_, addresses) => {
    await using mail = await mailServer();
    const transport = createMailTransport({ resolve: () => Promise.resolve(addresses) });
    expect(await deliver(mail.port, {}, transport)).toMatchObject({
      outcome: 'try_again',
      code: 'address_refused',
    });
    expect(mail.steps).toEqual([]);
  });

  test('to a public address is refused', async () => {
    expect(await deliver(25, { host: '93.184.215.14' })).toMatchObject({ code: 'address_refused' });
  });
});
