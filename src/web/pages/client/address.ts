import { site } from './site.ts';

/**
 * The origin under which people are meant to open this server, when the page was opened under another one; else null.
 * A provider sends people back to that origin, so a sign-in there has to begin there.
 */
export function properOrigin(): string | null {
  const { origin } = new URL(site.appUrl);
  return origin === location.origin ? null : origin;
}

/** The setting that makes the address of this page the one of the server. */
export function appUrlLine(): string {
  return `APP_URL=${location.origin}`;
}

/** Whether people on other machines can open the server under the address that it has. */
export function isForEveryone(): boolean {
  return properOrigin() === null && !isOnThisMachine(site.appUrl);
}

/** Whether an address names the machine of the person who opens it, and so works for no other. */
function isOnThisMachine(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}
