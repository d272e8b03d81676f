import type { ComponentChildren } from 'preact';
import { rich } from '../../words/words.ts';
import type { Facts } from './event-sentence.tsx';
import { nameOfProvider } from './provider-name.ts';

const registrationTexts = {
  enabled: 'did.registrationOpen',
  review: 'did.registrationReview',
  disabled: 'did.registrationClosed',
} as const;

/** What was changed in the settings, and who changed it. */
export function settingChanged(
  { actor, details }: Facts,
  oidcName: string | null,
): ComponentChildren {
  const setting = String(details['setting'] ?? '');
  const { value } = details;
  if (setting === 'registration.mode' && isMode(value)) {
    return rich(registrationTexts[value], { actor });
  }
  if (setting === 'password.strict') {
    return rich(value === true ? 'did.strictOn' : 'did.strictOff', { actor });
  }
  if (setting === 'mail') return rich('did.mailChanged', { actor });
  if (details['fields'] === undefined) return rich('did.settingChanged', { actor, setting });
  return rich('did.providerChanged', { actor, provider: nameOfProvider(setting, oidcName) });
}

function isMode(value: unknown): value is keyof typeof registrationTexts {
  return typeof value === 'string' && Object.hasOwn(registrationTexts, value);
}
