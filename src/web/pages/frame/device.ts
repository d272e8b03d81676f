import {
  browserOf,
  type DeviceKind,
  deviceKindOf,
  isMobileApp,
  placeKindOf,
  programOf,
} from '../../../core/device-name.ts';
import { t } from '../words/words.ts';

interface Device {
  readonly name: string;
  readonly kind: DeviceKind;
}

/** A device by its User-Agent, named in the language of the page; null means that there was no User-Agent. */
export function deviceOf(userAgent: string | null): Device {
  return { name: nameOf(userAgent ?? ''), kind: deviceKindOf(userAgent) };
}

function nameOf(userAgent: string): string {
  const { browser, system } = browserOf(userAgent);
  if (browser !== null && system !== null) return t('device.browserOn', { browser, system });
  if (system !== null) return t('device.appOn', { system });
  if (isMobileApp(userAgent)) return t('device.app');
  return programOf(userAgent.trim()) || t('device.unknown');
}

/** Where an IP address is, in the language of the page. */
export function placeOf(ip: string | null): string {
  const kind = placeKindOf(ip);
  if (ip === null || kind === 'unknown') return t('device.fromUnknown');
  if (kind === 'server') return t('device.fromServer');
  return t(kind === 'local' ? 'device.fromLocal' : 'device.from', { ip });
}
