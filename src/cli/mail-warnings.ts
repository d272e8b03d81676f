import { mailSettings } from '../config/mail-settings.ts';
import type { ConfigEntry } from '../config/report.ts';
import { defaultMailPort, type MailTls } from '../core/mail-options.ts';
import { mailProblems, type MailSettingTexts, problemsOfMail } from '../core/mail-problems.ts';
import type { MailState } from '../features/mail/settings/service.ts';
import { textsOf, valuesOf } from '../features/mail/settings/rules.ts';

/** What is wrong with the settings of mail of a running server. */
export function mailWarnings({ settings, passwordUnreadable }: MailState): readonly string[] {
  const texts = textsOf(valuesOf(settings));
  if (!passwordUnreadable) return sentencesOf(texts);
  const unreadable =
    'The stored password of the mail server cannot be decrypted, so no mail is sent: enter it again in the panel';
  return [unreadable, ...sentencesOf({ ...texts, hasPassword: texts.user !== '' })];
}

/** The same for settings as they are listed. */
export function mailWarningsIn(entries: readonly ConfigEntry[]): readonly string[] {
  const shown = (name: keyof typeof mailSettings): string => {
    const entry = entries.find((each) => each.name === name);
    return entry === undefined || entry.source === 'default' ? '' : (entry.value ?? '');
  };
  const tls = mailSettings.SMTP_TLS.parse(shown('SMTP_TLS'));
  return sentencesOf({
    host: shown('SMTP_HOST'),
    port: Number(shown('SMTP_PORT') || defaultMailPort),
    tls: 'value' in tls ? tls.value : defaultTls,
    user: shown('SMTP_USER'),
    hasPassword: shown('SMTP_PASSWORD') !== '',
    from: shown('SMTP_FROM'),
  });
}

const defaultTls: MailTls = 'starttls';

function sentencesOf(settings: MailSettingTexts): readonly string[] {
  return problemsOfMail(settings).map((name) => mailProblems[name].sentence(settings.host));
}
