import ipaddr from 'ipaddr.js';
import type { Checked } from './result.ts';

/** A block of IP addresses: 4 bytes for IPv4, 16 for IPv6. IPv4-mapped IPv6 blocks are stored as IPv4. */
export interface Cidr {
  readonly text: string;
  readonly bytes: readonly number[];
  readonly prefixLength: number;
}

/** Reads `10.0.0.0/8`, `fd00::/8` or a single address. */
export function parseCidr(text: string): Checked<Cidr> {
  const [address = '', prefix, ...rest] = text.split('/');
  const parsed = parseAddress(address);
  const problem = 'takes addresses or networks such as 10.0.0.0/8';
  if (parsed === null || rest.length > 0) return { problem };
  const bytes = parsed.toByteArray();
  const bits = bytes.length * 8;
  if (prefix === undefined) return { value: { text, bytes, prefixLength: bits } };
  if (!/^\d{1,3}$/.test(prefix)) return { problem };
  // An IPv4-mapped block counts its prefix from the start of the IPv6 address, 96 bits before the IPv4 part.
  const isMapped = bits === 32 && address.includes(':');
  const prefixLength = Number(prefix) - (isMapped ? 96 : 0);
  if (prefixLength < 0 || prefixLength > bits) return { problem };
  return { value: { text, bytes, prefixLength } };
}

/** Whether one of the blocks contains the address; false for text that is not an address. */
export function containsAddress(blocks: readonly Cidr[], address: string): boolean {
  const bytes = parseAddress(address)?.toByteArray();
  if (bytes === undefined) return false;
  return blocks.some((block) => isInside(block, bytes));
}

/**
 * The canonical text of an address: IPv4-mapped IPv6 as IPv4, no zone, RFC 5952; null for text that is not an
 * address.
 */
export function canonicalAddress(address: string): string | null {
  const parsed = parseAddress(address);
  return parsed === null ? null : spell(parsed);
}

/**
 * The network that limits count as one client: a whole IPv4 address, the /64 of an IPv6 address; null for text
 * that is not an address.
 */
export function networkKey(address: string): string | null {
  const parsed = parseAddress(address);
  if (parsed === null) return null;
  if (parsed.kind() === 'ipv4') return spell(parsed);
  const network = parsed.toByteArray().map((byte, index) => (index < 8 ? byte : 0));
  return `${spell(ipaddr.fromByteArray(network))}/64`;
}

/** The IPv4 /24 or IPv6 /48 of an address, the usual size of one site; null for text that is not an address. */
export function areaKey(address: string): string | null {
  const parsed = parseAddress(address);
  if (parsed === null) return null;
  const [kept, prefix] = parsed.kind() === 'ipv4' ? [3, '/24'] : [6, '/48'];
  const block = parsed.toByteArray().map((byte, index) => (index < kept ? byte : 0));
  return `${spell(ipaddr.fromByteArray(block))}${prefix}`;
}

/** Finds the IPv4 /24 or IPv6 /48 of a client; null when it is unknown. */
export type AreaOf = (ip: string | null) => string | null;

/**
 * Makes an `AreaOf`. Without trusted proxies a loopback or private address is probably that of a proxy, so it
 * belongs to no network.
 */
export function areaReader(trustedProxies: readonly Cidr[]): AreaOf {
  return (ip) => {
    if (ip === null) return null;
    const mayBeProxy = trustedProxies.length === 0 && isPrivateOrLoopback(ip);
    return mayBeProxy ? null : areaKey(ip);
  };
}

/**
 * Loopback, private, link-local, unique-local and carrier-grade NAT addresses; false for text that is not an
 * address.
 */
export function isPrivateOrLoopback(address: string): boolean {
  const range = parseAddress(address)?.range();
  return range !== undefined && nearbyRanges.has(range);
}

const nearbyRanges: ReadonlySet<string> = new Set([
  'loopback',
  'private',
  'linkLocal',
  'uniqueLocal',
  'carrierGradeNat',
]);

/** 127.0.0.0/8 and ::1; false for what is not an address. */
export function isLoopbackAddress(address: string): boolean {
  return parseAddress(address)?.range() === 'loopback';
}

/** Whether a request to this host of a URL stays on this machine: a loopback address, or localhost. */
export function isLoopbackHost(hostname: string): boolean {
  const bare = withoutBrackets(hostname);
  return bare === 'localhost' || isLoopbackAddress(bare);
}

/** The host of a URL as an address: IPv6 without its brackets. */
export function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/**
 * Whether this is a global unicast address of the public internet, without a special purpose (IANA registries,
 * RFC 6890). False for text that is not an address.
 */
export function isPublicAddress(address: string): boolean {
  const parsed = parseAddress(address);
  if (parsed === null) return false;
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast';
  const bytes = parsed.toByteArray();
  // Networks with IPv6 alone reach IPv4 by NAT64 (RFC 6052); 6to4 and Teredo are obsolete and refused.
  if (isInside(nat64, bytes)) return isPublicAddress(bytes.slice(12).join('.'));
  return parsed.range() === 'unicast' && isInside(globalUnicast, bytes);
}

const nat64: Cidr = ipv6Block('64:ff9b::/96', [0x00, 0x64, 0xff, 0x9b]);

/**
 * All global unicast IPv6 addresses that were assigned so far (RFC 4291 section 2.4); other blocks also hold
 * forms that embed IPv4.
 */
const globalUnicast: Cidr = ipv6Block('2000::/3', [0x20]);

/** Built by hand, because most servers never call out and loading the parser would slow every start. */
function ipv6Block(text: string, start: readonly number[]): Cidr {
  const bytes = Array.from({ length: 16 }, (_, index) => start[index] ?? 0);
  return { text, bytes, prefixLength: Number(text.split('/')[1]) };
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

function parseAddress(text: string): Address | null {
  // The library's own parser also accepts octal, hexadecimal and shortened IPv4, which other programs read as
  // other addresses.
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  const [withoutZone = ''] = text.split('%');
  if (!withoutZone.includes(':') || !ipaddr.IPv6.isValid(withoutZone)) return null;
  const address = ipaddr.IPv6.parse(withoutZone);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

function spell(address: Address): string {
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}

function isInside(block: Cidr, bytes: readonly number[]): boolean {
  if (block.bytes.length !== bytes.length) return false;
  return bytes.every((byte, index) => {
    const bitsHere = Math.min(Math.max(block.prefixLength - index * 8, 0), 8);
    const mask = (0xff00 >> bitsHere) & 0xff;
    return (byte & mask) === ((block.bytes[index] ?? 0) & mask);
  });
}
