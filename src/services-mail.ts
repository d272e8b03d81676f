// Builds what sends mail, and what administrators see of it.
import { deriveKey } from './core/tokens.ts';
import { MailAdministration } from './features/admin/mail-settings/service.ts';
import { MailDelivery } from './features/mail/delivery/service.ts';
import { Mail } from './features/mail/service.ts';
import { MailSettings } from './features/mail/settings/service.ts';
import { Outbox } from './features/outbox/service.ts';
import { createMailTransport } from './io/mail/transport.ts';
import type { Built, Ground } from './services-accounts.ts';

interface MailParts {
  /** Encrypts the password of the mail server at rest. */
  readonly settingsKey: Uint8Array;
  readonly closers: AsyncDisposableStack;
}

/** Builds the messages that wait, the mails, and their way to the mail server. */
export function buildMail(
  { config, database, secret }: Ground,
  { settingsKey, closers }: MailParts,
) {
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

/** Builds the page of the settings of mail. */
export function buildMailAdministration({ ground, records, signedIn }: Omit<Built, 'accounts'>) {
  const { config, database, limits } = ground;
  const { audit, users, mailSettings, mailDelivery } = records;
  return new MailAdministration({
    database,
    audit,
    users,
    sessions: signedIn.sessions,
    settings: mailSettings,
    delivery: mailDelivery,
    testLimit: limits.mailTests,
    brand: { name: config.brand.name, appUrl: config.server.appUrl },
  });
}
