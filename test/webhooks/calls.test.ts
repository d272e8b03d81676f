// The calls of the webhook, to a real receiver.
import { describe, expect, test } from 'bun:test';
import { Webhook } from 'standardwebhooks';
import { webhookKey } from '../../src/core/webhook-signature.ts';
import { WebhookChannel } from '../../src/features/outbox/webhook-channel/service.ts';
import { createOutbound } from '../../src/io/outbound.ts';
import { addAdmin, userPath } from '../admin/administrator.ts';
import { isEmpty, messages, put, until } from '../outbox/channel.ts';
import { auditDetails } from '../support/audit-details.ts';
import { rawServer, saying } from '../support/outbound-servers.ts';
import { callDeadlines, holdTimers } from '../support/held-timers.ts';
import { addPerson } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { type ReceivedCall, receiver, webhookSecret } from './receiver.ts';

const payload = { type: 'user.approved', timestamp: '2026-03-02T10:30:00.000Z', data: { a: 'ü' } };
const message = { channel: 'webhook', kind: 'user.approved', payload } as const;

const failed = async (app: TestApp, count = 1) => {
  await until(async () => {
    const rows = await messages(app, 'webhook');
    return rows.length === count && rows.every(({ last_error: error }) => error !== null);
  });
  return (await messages(app, 'webhook'))[0];
};

function verified({ body, headers }: ReceivedCall, secret = webhookSecret): unknown {
  return new Webhook(secret).verify(body, { ...headers });
}

const channelTo = (url: string) =>
  new WebhookChannel({ outbound: createOutbound(), url, key: webhookKey(webhookSecret) });
const outgoing = { id: 'x', kind: 'user.approved', payload, createdAt: 1 };

describe('a call of the webhook', () => {
  test('is signed by the rules of Standard Webhooks', async () => {
    await using hooks = receiver();
    await using app = await createTestApp(hooks.env);
    await put(app, message);
    await hooks.reached(1);
    await until(isEmpty(app));
    const [call] = hooks.calls;
    if (call === undefined) throw new Error('There was no call');
    expect(call).toMatchObject({
      method: 'POST',
      path: '/hooks',
      headers: { 'content-type': 'application/json', 'user-agent': 'anchor-auth' },
    });
    expect(call.headers['webhook-id']).toMatch(/^msg_[0-9a-f-]{36}$/);
    expect(verified(call)).toEqual(payload);
    const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    expect(() => verified(call, other)).toThrow();
    expect(() => verified({ ...call, body: call.body.replace('approved', 'deleted') })).toThrow();
    const oldTime = String(Number(call.headers['webhook-timestamp']) - 600);
    const headers = { ...call.headers, 'webhook-timestamp': oldTime };
    expect(() => verified({ ...call, headers })).toThrow();
  });

  test('that fails is repeated with the same id and a signature of its own', async () => {
    await using hooks = receiver(
      (_call, count) => new Response(null, { status: count === 1 ? 500 : 200 }),
    );
    await using app = await createTestApp(hooks.env);
    const before = Date.now();
    await put(app, message);
    const row = await failed(app);
    expect(row?.last_error).toBe(`${new URL(hooks.url).host} answered with 500.`);
    expect(row?.next_at).toBeGreaterThanOrEqual(before + 5000);
    expect(row?.next_at).toBeLessThan(before + 60_000);
    await app.database.write((trx) => app.services.outbox.tryAgain(trx, 'webhook'));
    await hooks.reached(2);
    await until(isEmpty(app));
    const [first, second] = hooks.calls;
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'] ?? '');
    for (const call of hooks.calls) expect(verified(call)).toEqual(payload);
  });

  const answers: readonly (readonly [
    name: string,
    answer: () => Response,
    error: RegExp | null,
  ])[] = [
    ['200 with a page', () => new Response('<p>Thank you</p>'), null],
    ['204', () => new Response(null, { status: 204 }), null],
    [
      '202 with too long an answer',
      () => new Response('x'.repeat(1_000_000), { status: 202 }),
      null,
    ],
    [
      '200 with a coding that is none',
      () => new Response('x', { headers: { 'content-encoding': 'gzip' } }),
      null,
    ],
    [
      '301',
      () => Response.redirect('http://127.0.0.1:1/', 301),
      /redirect \(301\), and none is followed/,
    ],
    [
      '307 to another place of the same server',
      () => Response.redirect('/other', 307),
      /redirect \(307\)/,
    ],
    ['400', () => new Response('canary-answer', { status: 400 }), /answered with 400\.$/],
    ['429', () => new Response(null, { status: 429 }), /answered with 429\.$/],
    ['503', () => new Response(null, { status: 503 }), /answered with 503\.$/],
  ];

  test.each(answers)('is answered with %s', async (_name, answer, error) => {
    await using hooks = receiver(answer);
    await using app = await createTestApp(hooks.env);
    await put(app, message);
    if (error === null) await until(isEmpty(app));
    else expect((await failed(app))?.last_error).toMatch(error);
    expect(hooks.calls).toHaveLength(1);
    expect(hooks.calls.map(({ path }) => path)).toEqual(['/hooks']);
  });

  test.each([
    ['hangs up before it answers', (socket: { destroy(): void }) => socket.destroy()],
    ['says no HTTP', saying('220 mail.example.com ESMTP\r\n')],
  ])('to a receiver that %s is tried again', async (_name, answer) => {
    await using server = await rawServer(answer);
    const url = `http://127.0.0.1:${server.port}/hooks?token=canary-token`;
    await using app = await createTestApp({ WEBHOOK_URL: url, WEBHOOK_SECRET: webhookSecret });
    await put(app, message);
    const error = (await failed(app))?.last_error ?? '';
    expect(error).toStartWith(`127.0.0.1:${server.port} `);
    expect(error + app.lines.join('\n')).not.toContain('canary');
  });

  test('counts as delivered when the connection breaks after the status', async () => {
    await using server = await rawServer(
      saying('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'),
    );
    const url = `http://127.0.0.1:${server.port}/`;
    await using app = await createTestApp({ WEBHOOK_URL: url, WEBHOOK_SECRET: webhookSecret });
    await put(app, message);
    await until(isEmpty(app));
  });

  test('to a receiver that says nothing ends after ten seconds', async () => {
    using timers = holdTimers();
    await using server = await rawServer(() => undefined);
    const channel = channelTo(`http://127.0.0.1:${server.port}/`);
    const sending = channel.send(outgoing, new AbortController().signal);
    await until(() => server.heard().includes('webhook-signature'));
    expect(callDeadlines(timers)).toEqual([10_000]);
    timers.pass(10_000);
    expect(await sending).toEqual({
      outcome: 'try_again',
      message: `127.0.0.1:${server.port} did not answer in time.`,
    });
  });

  test('without TLS goes to no public address', async () => {
    const outbound = createOutbound({ resolve: () => Promise.resolve(['93.184.216.34']) });
    const key = webhookKey(webhookSecret);
    const channel = new WebhookChannel({ outbound, url: 'http://app.example.com/', key });
    expect(await channel.send(outgoing, new AbortController().signal)).toEqual({
      outcome: 'try_again',
      message: 'app.example.com has an address that may not be called.',
    });
  });
});

describe('a receiver that wants no more events', () => {
  test('gets none until the server is restarted', async () => {
    await using hooks = receiver(
      (_call, count) => new Response(null, { status: count === 1 ? 410 : 200 }),
    );
    await using app = await createTestApp(hooks.env);
    await put(app, message);
    await until(async () => (await auditDetails(app)).length > 0);
    const error = `${new URL(hooks.url).host} answered with 410: it wants no more events.`;
    const details = { channel: 'webhook', kind: 'user.approved', reason: 'receiver_gone', error };
    expect(await auditDetails(app)).toEqual([['webhook.stopped', details]]);
    expect(app.lines.join('\n')).toContain('The receiver of the webhook wants no more events');
    await put(app, message);
    await put(app, message);
    const { outbox } = app.services;
    await until(async () => (await outbox.backlog(app.database.read, 'webhook')).waiting === 3);
    expect(await outbox.backlog(app.database.read, 'webhook')).toMatchObject({ isStopped: true });
    await app.restart();
    await hooks.reached(4);
    await until(isEmpty(app));
    expect(hooks.calls).toHaveLength(4);
  });

  test('gets them when an administrator tries again', async () => {
    await using hooks = receiver(
      (_call, count) => new Response(null, { status: count === 1 ? 410 : 200 }),
    );
    await using app = await createTestApp(hooks.env);
    await put(app, message);
    await failed(app);
    await put(app, message);
    await app.database.write((trx) => app.services.outbox.tryAgain(trx, 'webhook'));
    await until(isEmpty(app));
    expect(hooks.calls).toHaveLength(3);
  });
});

test('without a receiver no event is stored', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const user = await addPerson(app);
  expect((await admin.ask('DELETE', userPath(user))).status).toBe(200);
  expect(await isEmpty(app)()).toBe(true);
});
