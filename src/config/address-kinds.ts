import { canonicalAddress, isLoopbackHost } from '../core/network.ts';
import type { FieldParser, Parser } from './kinds.ts';

/** The address to listen on: a host name or an IP address, IPv6 with or without brackets. */
export const host: Parser<string> = (text) => {
  const bare = /^\[(.+)\]$/.exec(text)?.[1] ?? text;
  const isName = hostName.test(bare) && !/^[\d.]+$/.test(bare);
  return isName || canonicalAddress(bare) !== null
    ? { value: bare }
    : { problem: 'takes an address or a host name without scheme and port, such as 0.0.0.0' };
};

export const hostName = /^[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?$/i;

/** The public address of this server, stored without a trailing slash. */
export const ownOrigin: Parser<string> = (text) => {
  const url = parseHttpUrl(text);
  return url !== null && isOrigin(url)
    ? { value: url.origin }
    : {
        problem: 'takes the address people open, such as https://auth.example.com, without a path',
      };
};

/** An origin that may call the API from a browser, or from an app whose pages have a custom scheme. */
export const foreignOrigin: Parser<string> = (text) => {
  if (text.includes('*')) {
    return {
      problem:
        'takes exact origins such as https://app.example.com, and * would allow every website',
    };
  }
  const url = parseHttpUrl(text);
  const origin = url !== null && isOrigin(url) ? url.origin : appOrigin(text);
  return origin === null
    ? {
        problem:
          'takes origins such as https://app.example.com or capacitor://localhost, without a path',
      }
    : { value: origin };
};

/** The origin that WebViews and desktop shells send: a custom scheme, with the host unchanged. */
function appOrigin(text: string): string | null {
  const [, scheme = '', authority = ''] =
    /^([a-z][a-z0-9+.-]*):\/\/([\w.-]+(?::\d{1,5})?|\[[0-9a-f:.]+\](?::\d{1,5})?)$/i.exec(text) ??
    [];
  const name = scheme.toLowerCase();
  return name === '' || schemesWithoutOrigin.has(name) ? null : `${name}://${authority}`;
}

/** Pages of these schemes send `null` or their http origin, which is checked above. */
const schemesWithoutOrigin: ReadonlySet<string> = new Set([
  'http',
  'https',
  'ws',
  'wss',
  'ftp',
  'file',
  'data',
  'blob',
  'about',
  'javascript',
]);

/** An OpenID issuer, stored exactly as written, because tokens must name it exactly so. May be plain http. */
export const issuer: FieldParser<string> = (text) => {
  const url = parseHttpUrl(text);
  if (url === null || hasExtras(url)) {
    const problem = 'takes the issuer of the provider, such as https://login.example.com';
    return { problem, code: url === null ? 'not_url' : 'not_plain_url' };
  }
  if (!url.pathname.includes('/.well-known/')) return { value: text };
  const problem = 'takes the issuer alone, without /.well-known/openid-configuration';
  return { problem, code: 'discovery_url' };
};

/** An origin in the operator's own network, plain http allowed; stored without a trailing slash. */
export const internalOrigin: Parser<string> = (text) => {
  const url = parseHttpUrl(text);
  return url !== null && isOrigin(url)
    ? { value: url.origin }
    : { problem: 'takes an origin such as http://pocket-id:1411, without a path' };
};

/** The address of a provider's service: https, or http on this machine; stored without a trailing slash. */
export const baseUrl: Parser<string> = (text) => {
  const url = parseHttpUrl(text);
  return url !== null && !hasExtras(url) && isSecureUrl(text)
    ? { value: text.replace(/\/+$/, '') }
    : { problem: 'takes an https:// address (http:// only on this machine)' };
};

/** As `issuer`, but https is required, except on this machine. */
export const secureIssuer: Parser<string> = (text) => {
  const parsed = issuer(text);
  return 'problem' in parsed || isSecureUrl(text)
    ? parsed
    : { problem: 'takes an https:// address (http:// only on this machine)' };
};

/** Whether a request to this URL is protected: https, or a host on this machine. */
export function isSecureUrl(text: string): boolean {
  const url = parseHttpUrl(text);
  return url !== null && (url.protocol === 'https:' || isLoopbackHost(url.hostname));
}

/** A host, or `host:port`, in lower case; IPv6 in brackets. */
export const hostWithPort: Parser<string> = (text) => {
  const lower = text.toLowerCase();
  const isBareIpv6 = lower.includes(':') && canonicalAddress(lower) !== null;
  const value = isBareIpv6 ? `[${lower}]` : lower;
  const [, name = ''] = /^(\[[^\]]+\]|[^:[\]]+)(?::\d{1,5})?$/.exec(value) ?? [];
  return 'value' in host(name) && URL.canParse(`http://${value}`)
    ? { value }
    : { problem: 'takes host names or addresses, each with or without :port' };
};

/** A directory (tenant) of Microsoft Entra: an id, a domain, or common, organizations, consumers. */
export const tenant: FieldParser<string> = (text) => {
  const problem = 'takes a tenant id, a domain, or common, organizations, consumers';
  return hostName.test(text) ? { value: text } : { problem, code: 'not_tenant' };
};

/** An http or https URL, written as one; null for anything else. */
export function parseHttpUrl(text: string): URL | null {
  // The URL parser accepts missing slashes, backslashes and line breaks, which a setting should not contain.
  return /^https?:\/\/[^\s\\/]/i.test(text) && !/[\s\\\p{Cc}]/u.test(text) ? URL.parse(text) : null;
}

function isOrigin(url: URL): boolean {
  return url.href === `${url.origin}/`;
}

function hasExtras(url: URL): boolean {
  return url.username !== '' || url.password !== '' || /[?#]/.test(url.href);
}
