// The mails that wait in the outbox of a test's server, which is never sent: nothing listens where it would go.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unseal } from '../../src/core/seal.ts';
import { deriveKey } from '../../src/core/tokens.ts';
import type { StoredMail } from '../../src/features/mail/service.ts';
import type { Env, TestApp } from './test-app.ts';

/** A server with these variables sends mail. */
export const withMail: Env = {
  SMTP_HOST: '127.0.0.1',
  SMTP_PORT: '9',
  SMTP_TLS: 'none',
  SMTP_FROM: 'Anchor <anchor@example.com>',
};

/** All mails that wait, oldest first. */
async function storedMails(app: TestApp): Promise<readonly StoredMail[]> {
  const file = join(app.services.config.storage.dataDir, 'secret.key');
  const key = deriveKey(readFileSync(file, 'utf8').trim(), 'outbox');
  const rows = await app.database.read
    .selectFrom('outbox')
    .select(['id', 'sealed_payload'])
    .where('channel', '=', 'mail')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => JSON.parse(unseal(key, row.sealed_payload, row.id)) as StoredMail);
}

/** The mails that only tell something, such as not the link that confirms the address of a new account. */
export async function storedNotices(app: TestApp): Promise<readonly StoredMail[]> {
  const mails = await storedMails(app);
  return mails.filter(({ letter }) => !('link' in letter));
}

/** Each notice that waits in one line, such as `waiting to root@example.com`. */
export async function noticeLines(app: TestApp): Promise<readonly string[]> {
  const mails = await storedNotices(app);
  return mails.map(({ to, letter }) => {
    const event = letter.kind === 'security' ? ` ${letter.event}` : '';
    return `${letter.kind}${event} to ${to.email}`;
  });
}
