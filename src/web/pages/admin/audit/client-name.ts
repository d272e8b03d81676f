import { browserOf, programOf } from '../../../../core/device-name.ts';
import { t } from '../../words/words.ts';
import type { Entry } from './audit-log.ts';

/** The browser or program of an entry, such as "Firefox on Linux"; null if it is not known. */
export function clientNameOf({ userAgent }: Pick<Entry, 'userAgent'>): string | null {
  if (userAgent === null || userAgent.trim() === '') return null;
  const { browser, system } = browserOf(userAgent);
  if (browser !== null && system !== null) return t('audit.browserOn', { browser, system });
  return browser ?? system ?? (programOf(userAgent) || null);
}

/** Client and IP address in one line. */
export function originOf(entry: Entry): string {
  const parts = [clientNameOf(entry), entry.ip].filter((part) => part !== null);
  return parts.length === 0 ? t('audit.onServer') : parts.join(' · ');
}
