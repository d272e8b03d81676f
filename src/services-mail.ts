// Builds the messages that wait, the mails, and their way to the mail server.
import type { Config } from './config/config.ts';
import { deriveKey } from './core/tokens.ts';
import type { Database } from './db/port.ts';
import { MailDelivery } from './features/mail/delivery/service.ts';
import { Mail } from './features/mail/service.ts';
import { MailSettings } from './features/mail/settings/service.ts';
import { Outbox } from './features/outbox/service.ts';
import { createMailTransport } from './io/mail/transport.ts';

interface MailGround {
  readonly config: Config;
  readonly database: Database;
  readonly secret: string;
  /** Encrypts the password of the mail server at rest. */
  readonly settingsKey: Uint8Array;
  readonly closers: AsyncDisposableStack;
}

export function buildMail({ config, database, secret, settingsKey, closers }: MailGround) {
  const mailSettings = new MailSettings({
    environment: config.mail,
    appUrl: config.server.appUrl,
    key: settingsKey,
  });
  const transport = createMailTransport();
  const mailDelivery = new MailDelivery({ database, settings: mailSettings, transport });
  closers.defer(() => mailDelivery.close());
  const outbox = new Outbox({ key: deriveKey(secret, 'outbox') });
  const mail = new Mail({ outbox, isConfigured: (db) => mailSettings.isConfigured(db) });
  return { outbox, mail, mailSettings, mailDelivery };
}
