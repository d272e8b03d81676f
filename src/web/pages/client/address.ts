import { isOnThisMachine } from './loopback.ts';
import { site } from './site.ts';

/**
 * Whether the page was opened under another origin than APP_URL. Sign-ins at providers return to APP_URL, and what
 * the pages say about redirect addresses then holds for it alone.
 */
export function isOpenedElsewhere(): boolean {
  return location.origin !== new URL(site.appUrl).origin;
}

/** The setting that makes the address of this page the one of the server. */
export function appUrlLine(): string {
  return `APP_URL=${location.origin}`;
}

/** Whether people on other machines can open the server under the address that it has. */
export function isForEveryone(): boolean {
  return !isOpenedElsewhere() && !isOnThisMachine(site.appUrl);
}
