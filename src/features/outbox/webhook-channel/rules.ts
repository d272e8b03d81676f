import type { SendResult } from '../attempts/service.ts';

/** What an answer of the receiver means (Standard Webhooks). */
export function resultOf(status: number, host: string): SendResult {
  if (status >= 200 && status < 300) return { outcome: 'delivered' };
  if (status === 410) {
    return { outcome: 'stopped', message: `${host} answered with 410: it wants no more events.` };
  }
  const isRedirect = status >= 300 && status < 400;
  const message = isRedirect
    ? `${host} answered with a redirect (${status}), and none is followed: WEBHOOK_URL takes the address itself.`
    : `${host} answered with ${status}.`;
  return { outcome: 'try_again', message };
}
