import type { Outbound, OutboundResponse } from '../io/outbound.ts';
import { OutboundError } from '../io/outbound-error.ts';
import type { CallsOptions } from './calls.ts';

/** Opens a page of the provider as a browser would; null when this server cannot reach it. */
export type OpenPage = (url: string) => Promise<OutboundResponse | null>;

const megabyte = 1024 * 1024;

export function createOpenPage(
  options: Omit<CallsOptions, 'now' | 'outbound'> & { readonly outbound: Outbound },
): OpenPage {
  const { outbound, timeoutMs, addressRule, route } = options;
  return async (page) => {
    const { url, headers } = route(page);
    const { allows } = addressRule(url);
    try {
      return await outbound({
        url,
        headers: { ...headers, accept: 'text/html' },
        maxBytes: megabyte,
        timeoutMs,
        allowAddress: allows,
      });
    } catch (error) {
      if (error instanceof OutboundError) return null;
      throw error;
    }
  };
}

/** Whether a page says that something is wrong with the redirect address, apart from repeating the request. */
export function isAboutRedirect({ bytes }: OutboundResponse, sent: string): boolean {
  const text = new TextDecoder()
    .decode(bytes)
    .replaceAll(sent, '')
    .replaceAll(encodeURIComponent(sent), '');
  return /redirect(?:ion)?[\s_-]?ur[il]s?(?!=|%3D)/i.test(text);
}
