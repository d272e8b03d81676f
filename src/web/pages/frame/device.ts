import { browserOf, deviceOf as factsOf, programOf } from '../../device-name.ts';
import { t } from '../words/words.ts';

interface Device {
  readonly name: string;
  readonly kind: ReturnType<typeof factsOf>['kind'];
}

/** A device by its User-Agent, named in the language of the page; null means that there was no User-Agent. */
export function deviceOf(userAgent: string | null): Device {
  return { name: nameOf(userAgent ?? ''), kind: factsOf(userAgent).kind };
}

function nameOf(userAgent: string): string {
  const { browser, system } = browserOf(userAgent);
  if (browser !== null && system !== null) return t('device.browserOn', { browser, system });
  if (system !== null) return t('device.appOn', { system });
  if (userAgent.startsWith('Dart/')) return t('device.app');
  return programOf(userAgent.trim()) || t('device.unknown');
}

/** Where an IP address is, because most people cannot read one. */
export function placeOf(ip: string | null): string {
  if (ip === null) return t('device.fromUnknown');
  if (/^(?:127\.|::1$|::ffff:127\.)/.test(ip)) return t('device.fromServer');
  const isPrivate =
    /^(?:::ffff:)?(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)|^f[cd]|^fe80:/i.test(ip);
  return t(isPrivate ? 'device.fromLocal' : 'device.from', { ip });
}
