import { isPublicAddress } from '../core/network.ts';
import { isDataUrl, pictureInDataUrl } from './data-pictures.ts';
import type { Log } from './log.ts';
import type { Outbound, OutboundResponse } from './outbound.ts';
import { OutboundError } from './outbound-error.ts';

const maxUrlLength = 2000;
const maxBytes = 5 * 1024 * 1024;
const maxRedirects = 3;

/** Fetches the profile pictures of identity providers. */
export interface RemotePictures {
  /**
   * The unverified bytes at `url`, or in it when it is a `data:` address; `trustedOrigin` is that of the issuer. Null when the picture may not be fetched,
   * is missing, too large or too late, so that it never fails a sign-in. `requestId` names the causing request in
   * the log.
   */
  fetch(
    url: string,
    trustedOrigin: string | null,
    requestId?: string,
  ): Promise<Uint8Array<ArrayBuffer> | null>;
}

interface RemotePicturesOptions {
  readonly outbound: Outbound;
  /** Hosts whose pictures may come from any address, also over http; `host` alone means its ports 80 and 443. */
  readonly allowHosts: readonly string[];
  readonly log: Log;
  /** For a picture including its redirects, in milliseconds. */
  readonly timeoutMs?: number;
}

/** Makes the fetcher; it never throws. */
export function createRemotePictures(options: RemotePicturesOptions): RemotePictures {
  const { outbound, log, timeoutMs = 5000 } = options;
  const allowed = new Set(options.allowHosts.flatMap(hostsWithPort));
  return {
    async fetch(url, trustedOrigin, requestId = '') {
      const trust = { allowed, origin: trustedOrigin && originOf(trustedOrigin) };
      try {
        if (isDataUrl(url)) return decodedPicture(url);
        return await fetchPicture({ outbound, trust, text: url, endsAt: nowMs() + timeoutMs });
      } catch (error) {
        if (error instanceof LeftOut || error instanceof OutboundError) {
          log.debug(`A picture was left out: ${error.message}`, { requestId });
        } else {
          log.warn('A picture was left out', { requestId, error });
        }
        return null;
      }
    },
  };
}

/** Why a picture was not fetched; the message names the host, never the whole URL. */
class LeftOut extends Error {}

interface Trust {
  /** `host:port`. */
  readonly allowed: ReadonlySet<string>;
  readonly origin: string | null;
}

interface Fetch {
  readonly outbound: Outbound;
  readonly trust: Trust;
  readonly text: string;
  readonly endsAt: number;
}

async function fetchPicture(fetch: Fetch): Promise<Uint8Array<ArrayBuffer>> {
  let url = parsePictureUrl(fetch.text);
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    const response = await fetch.outbound({
      url: url.href,
      headers: { accept: 'image/webp, image/png, image/jpeg' },
      maxBytes,
      timeoutMs: Math.max(fetch.endsAt - nowMs(), 1),
      allowAddress: addressRule(url, fetch.trust),
    });
    const location = redirectOf(response);
    if (location === null) return pictureOf(response, url);
    url = parsePictureUrl(location, url);
  }
  throw new LeftOut(`${url.host} is behind more than ${maxRedirects} redirects`);
}

function decodedPicture(url: string): Uint8Array<ArrayBuffer> {
  const bytes = pictureInDataUrl(url);
  if (bytes !== null) return bytes;
  throw new LeftOut('its data: address is no JPEG, PNG or WebP of at most 1 MB in base64');
}

function parsePictureUrl(text: string, base?: URL): URL {
  const url = text.length > maxUrlLength ? null : URL.parse(text, base?.href);
  if (url === null) throw new LeftOut('its address is not a URL, or is too long');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new LeftOut('its address is neither https nor http');
  }
  if (url.username !== '' || url.password !== '') {
    throw new LeftOut(`the address at ${url.host} holds credentials`);
  }
  return url;
}

/** Which addresses the host of `url` may have; checked again for every redirect. */
function addressRule(url: URL, trust: Trust): (address: string) => boolean {
  if (url.origin === trust.origin || trust.allowed.has(hostWithPort(url))) return () => true;
  // Other ports would let an attacker make this server call internal services (SSRF).
  if (url.protocol === 'https:' && url.port === '') return isPublicAddress;
  throw new LeftOut(`${url.host} is asked only by https on port 443`);
}

function redirectOf({ status, headers }: OutboundResponse): string | null {
  return [301, 302, 303, 307, 308].includes(status) ? headers.get('location') : null;
}

/** The content type is not trusted; it only excludes answers that say that they are a page. */
function pictureOf(response: OutboundResponse, url: URL): Uint8Array<ArrayBuffer> {
  if (response.status !== 200) throw new LeftOut(`${url.host} answered ${response.status}`);
  const isPage = response.headers.get('content-type')?.trim().toLowerCase().startsWith('text/html');
  if (isPage === true || response.bytes.length === 0) {
    throw new LeftOut(`${url.host} answered without a picture`);
  }
  return response.bytes;
}

function hostsWithPort(entry: string): readonly string[] {
  const [, host = '', port] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  // The form that the URL parser gives, because an IPv6 address in a setting may be written differently.
  const hostname = URL.parse(`http://${host}`)?.hostname ?? host;
  const ports = port === undefined ? ['80', '443'] : [String(Number(port))];
  return ports.map((one) => `${hostname}:${one}`);
}

function hostWithPort(url: URL): string {
  const port = url.port === '' ? { 'https:': '443', 'http:': '80' }[url.protocol] : url.port;
  return `${url.hostname}:${port}`;
}

function originOf(text: string): string | null {
  return URL.parse(text)?.origin ?? null;
}

/** A clock that does not jump when the system time is set. */
function nowMs(): number {
  return performance.now();
}
