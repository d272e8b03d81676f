// Builds what sends the messages of the outbox: one sender for each channel, so that none waits for another.
import type { Channel } from './db/message-tables.ts';
import { Lease } from './features/leases/service.ts';
import { MailChannel } from './features/mail/channel/service.ts';
import { Attempts, type Send } from './features/outbox/attempts/service.ts';
import { Sender, sendingLeaseMs } from './features/outbox/sender/service.ts';
import type { Tenancy } from './instance/options.ts';
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

/** Most mail servers take so many from one sender. */
const mailsPerMinute = 20;

/** Starts the senders of a server; what it returns has them look for messages. */
export function buildSenders(parts: MessageParts): () => void {
  const { ground, records, tenancy, closers } = parts;
  const { oneTimeLinks } = parts.links;
  // What a command stores is sent by the server.
  if (tenancy === 'visitor') return () => undefined;
  const channels = { ...channelsOf(parts), ...parts.channels };
  const { database, log } = ground;
  const { audit, outbox } = records;
  const senderOf = (channel: Channel, perMinute: number) => {
    const attempts = new Attempts({
      database,
      log,
      audit,
      outbox,
      channel,
      send: channels[channel],
      isLive: (tokenHash) => oneTimeLinks.isLive(tokenHash),
    });
    const sender = new Sender({
      database,
      log,
      channel,
      attempts,
      lease: leaseOf(ground, channel),
      perMinute,
    });
    closers.defer(() => sender.close());
    return sender;
  };
  const senders = {
    mail: senderOf('mail', mailsPerMinute),
    webhook: senderOf('webhook', Infinity),
    task: senderOf('task', Infinity),
  };
  outbox.notify((channel) => senders[channel].wake());
  const lookForMessages = () => {
    senders.mail.wake();
    senders.webhook.wake();
    senders.task.wake();
  };
  lookForMessages();
  return lookForMessages;
}

/** One process at a time serves a SQLite file. */
function leaseOf({ database }: Ground, channel: Channel): Lease | null {
  if (database.engine === 'sqlite') return null;
  const name = `sending ${channel}`;
  return new Lease({ database, name, holder: crypto.randomUUID(), lengthMs: sendingLeaseMs });
}

function channelsOf({ ground, records, links }: MessageParts): Channels {
  const { brand, defaultLanguage, server } = ground.config;
  const { name, color, supportContact } = brand;
  const mail = new MailChannel({
    delivery: records.mailDelivery,
    site: { brand: name, color, appUrl: server.appUrl, supportContact },
    defaultLanguage,
  });
  return {
    mail: (message) => mail.send(message),
    webhook: sendNothing,
    task: links.forgottenPasswords.work,
  };
}

/** Until there is a channel. */
const sendNothing: Send = () =>
  Promise.resolve({ outcome: 'try_again', message: 'This server sends none.' });
