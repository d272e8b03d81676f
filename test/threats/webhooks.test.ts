// T85: only the operator chooses where events go, and the secret that signs them cannot be read anywhere.
import { describe, expect, test } from 'bun:test';
import { addAdmin } from '../admin/administrator.ts';
import { messages, put, until } from '../outbox/channel.ts';
import { documentation } from '../support/documentation.ts';
import { everythingStored } from '../support/everything-stored.ts';
import { createTestApp } from '../support/test-app.ts';
import { receiver, webhookSecret } from '../webhooks/receiver.ts';

describe('the receiver of events', () => {
  test('is set by no request', async () => {
    const { paths, components } = await documentation();
    const texts = [...Object.keys(paths), ...Object.keys(components?.schemas ?? {})];
    expect(texts.length).toBeGreaterThan(50);
    expect(texts.filter((text) => /webhook/i.test(text))).toEqual([]);
    const bodies = Object.values(components?.schemas ?? {}).map((schema) => JSON.stringify(schema));
    expect(bodies.filter((text) => /webhook\w*(?:url|secret)/i.test(text))).toEqual([]);
  });

  test('is not moved by a setting that a request invents', async () => {
    await using hooks = receiver();
    await using elsewhere = receiver();
    await using app = await createTestApp(hooks.env);
    const admin = await addAdmin(app);
    const invented = {
      webhookUrl: elsewhere.url,
      WEBHOOK_URL: elsewhere.url,
      webhook: { url: elsewhere.url },
    };
    for (const path of ['/settings/registration', '/settings/oidc', '/settings/mail']) {
      await admin.ask('PATCH', path, invented);
    }
    await put(app, { channel: 'webhook', kind: 'user.updated' });
    await hooks.reached(1);
    expect(elsewhere.calls).toEqual([]);
  });

  test('is not moved by its own redirect', async () => {
    await using elsewhere = receiver();
    await using hooks = receiver(() => Response.redirect(elsewhere.url, 308));
    await using app = await createTestApp(hooks.env);
    await put(app, { channel: 'webhook', kind: 'user.updated' });
    await until(async () => (await messages(app, 'webhook'))[0]?.last_error !== null);
    expect(elsewhere.calls).toEqual([]);
  });
});

test('the secret of the webhook and the path of its receiver are nowhere to be read', async () => {
  const statuses = [500, 302, 410];
  await using hooks = receiver((_call, count) => {
    const headers = { location: '/canary-location' };
    return new Response('canary-answer', { status: statuses[count - 1] ?? 410, headers });
  });
  const canaries = [
    webhookSecret,
    webhookSecret.slice('whsec_'.length),
    'canary-webhook-secret',
    'canary-path',
    'canary-query',
    'canary-answer',
    'canary-location',
    'canary-payload',
  ];
  const url = `${new URL(hooks.url).origin}/canary-path?token=canary-query`;
  await using app = await createTestApp({
    WEBHOOK_URL: url,
    WEBHOOK_SECRET: webhookSecret,
    LOG_LEVEL: 'debug',
  });
  const admin = await addAdmin(app);
  const seen: string[] = [];
  await put(app, { channel: 'webhook', kind: 'user.updated', payload: { a: 'canary-payload' } });
  for (const [index] of statuses.entries()) {
    await hooks.reached(index + 1);
    await until(async () => (await messages(app, 'webhook'))[0]?.last_error !== null);
    for (const path of ['/outbox', '/audit', '/settings/mail', '/stats']) {
      seen.push((await admin.ask('GET', path)).text);
    }
    if (index < statuses.length - 1) await admin.ask('POST', '/outbox/retry');
  }
  expect(hooks.calls.map(({ body }) => body)[0]).toContain('canary-payload');
  const stored = Buffer.concat([...(await everythingStored(app))]).toString('latin1');
  expect(stored).toContain('user.updated');
  const all = [...seen, ...app.lines, stored].join('\n');
  expect(canaries.filter((canary) => all.includes(canary))).toEqual([]);
});
