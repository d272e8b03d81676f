// Builds what sends the messages of the outbox: one sender for each channel, so that none waits for another.
import type { WebhookConfig } from './config/webhook-settings.ts';
import { webhookKey } from './core/webhook-signature.ts';
import type { Channel } from './db/message-tables.ts';
import { Lease } from './features/maintenance/leases/service.ts';
import { MailChannel } from './features/mail/channel/service.ts';
import { letterSite } from './features/mail/rules.ts';
import { Attempts, type Send } from './features/outbox/attempts/service.ts';
import { Sender, sendingLeaseMs } from './features/outbox/sender/service.ts';
import { WebhookChannel } from './features/outbox/webhook-channel/service.ts';
import type { Tenancy } from './instance/options.ts';
import { createOutbound } from './io/outbound.ts';
import type { buildLinks } from './services-links.ts';
import type { buildRecords, Ground } from './services-accounts.ts';

/** How the messages of each channel are sent. */
export type Channels = Readonly<Record<Channel, Send>>;

interface MessageParts {
  readonly ground: Ground;
  readonly records: ReturnType<typeof buildRecords>;
  readonly links: ReturnType<typeof buildLinks>;
  readonly tenancy: Tenancy;
  /** How messages are sent, where it differs from the settings. */
  readonly channels: Partial<Channels> | undefined;
  readonly closers: AsyncDisposableStack;
}

interface Use {
  readonly channel: Channel;
  /** How many messages are sent in a minute. */
  readonly perMinute: number;
  /** Whether commands store messages too. */
  readonly isUsedByCommands: () => Promise<boolean>;
}

/** Most mail servers take so many from one sender. */
const mailsPerMinute = 20;

/** Starts the senders of a server; what it returns has them look for messages. */
export function buildSenders(parts: MessageParts): () => void {
  const { tenancy } = parts;
  // What a command stores is sent by the server.
  if (tenancy === 'visitor') return () => undefined;
  const { config, database } = parts.ground;
  const { mail, outbox } = parts.records;
  const channels = { ...channelsOf(parts), ...parts.channels };
  const senderOf = (use: Use) => buildSender(parts, use, channels[use.channel]);
  const senders = {
    mail: senderOf({
      channel: 'mail',
      perMinute: mailsPerMinute,
      isUsedByCommands: () => mail.isConfigured(database.read),
    }),
    webhook: senderOf({
      channel: 'webhook',
      perMinute: Infinity,
      isUsedByCommands: () => Promise.resolve(config.webhook !== null),
    }),
    task: senderOf({
      channel: 'task',
      perMinute: Infinity,
      isUsedByCommands: () => Promise.resolve(false),
    }),
  };
  outbox.notify((channel) => senders[channel].wake());
  const lookForMessages = () => {
    for (const sender of Object.values(senders)) sender.wake();
  };
  lookForMessages();
  return lookForMessages;
}

function buildSender(
  { ground, records, links, closers }: MessageParts,
  { channel, perMinute, isUsedByCommands }: Use,
  send: Send,
): Sender {
  const { database, log } = ground;
  const { audit, outbox } = records;
  const isLive = (tokenHash: Uint8Array) => links.oneTimeLinks.isLive(tokenHash);
  const attempts = new Attempts({ database, log, audit, outbox, channel, send, isLive });
  const lease = leaseOf(ground, channel);
  const sender = new Sender({
    database,
    log,
    channel,
    attempts,
    lease,
    perMinute,
    isUsedByCommands,
  });
  closers.defer(() => sender.close());
  return sender;
}

/** One process at a time serves a SQLite file. */
function leaseOf({ database }: Ground, channel: Channel): Lease | null {
  if (database.engine === 'sqlite') return null;
  const name = `sending ${channel}`;
  return new Lease({ database, name, holder: crypto.randomUUID(), lengthMs: sendingLeaseMs });
}

function channelsOf({ ground, records, links }: MessageParts): Channels {
  const { defaultLanguage, webhook } = ground.config;
  const mail = new MailChannel({
    delivery: records.mailDelivery,
    site: letterSite(ground.config),
    defaultLanguage,
  });
  return {
    mail: (message, signal) => mail.send(message, signal),
    webhook: webhook === null ? withoutReceiver : callsOf(webhook),
    task: links.forgottenPasswords.work,
  };
}

function callsOf({ url, secret }: WebhookConfig): Send {
  const channel = new WebhookChannel({ outbound: createOutbound(), url, key: webhookKey(secret) });
  return (message, signal) => channel.send(message, signal);
}

/** For events that were stored before the receiver was removed from the settings. */
const withoutReceiver: Send = () =>
  Promise.resolve({ outcome: 'try_again', message: 'WEBHOOK_URL is not set.' });
