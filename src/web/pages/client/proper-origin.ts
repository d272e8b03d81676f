import { site } from './site.ts';

/**
 * The origin under which people are meant to open this server, when the page was opened under another one; else null.
 * A provider sends people back to that origin, so a sign-in there has to begin there.
 */
export function properOrigin(): string | null {
  const origin = URL.parse(site.appUrl)?.origin;
  return origin === undefined || origin === location.origin ? null : origin;
}
