import ipaddr from 'ipaddr.js';
import type { Checked } from './result.ts';

/** A block of addresses. IPv4 has 4 bytes, IPv6 has 16; IPv4-mapped blocks are kept as IPv4. */
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
  // A mapped block counts its prefix from the IPv6 start, 96 bits before the IPv4 address.
  const isMapped = bits === 32 && address.includes(':');
  const prefixLength = Number(prefix) - (isMapped ? 96 : 0);
  if (prefixLength < 0 || prefixLength > bits) return { problem };
  return { value: { text, bytes, prefixLength } };
}

/** Whether one of the blocks holds the address; false for what is not an address. */
export function containsAddress(blocks: readonly Cidr[], address: string): boolean {
  const bytes = parseAddress(address)?.toByteArray();
  if (bytes === undefined) return false;
  return blocks.some((block) => isInside(block, bytes));
}

/** One spelling per address: IPv4-mapped IPv6 as IPv4, no zone, RFC 5952; null for what is not an address. */
export function canonicalAddress(address: string): string | null {
  const parsed = parseAddress(address);
  return parsed === null ? null : spell(parsed);
}

/** What counts as one caller: a whole IPv4 address, the /64 of an IPv6 address; null for what is not an address. */
export function networkKey(address: string): string | null {
  const parsed = parseAddress(address);
  if (parsed === null) return null;
  if (parsed.kind() === 'ipv4') return spell(parsed);
  const network = parsed.toByteArray().map((byte, index) => (index < 8 ? byte : 0));
  return `${spell(ipaddr.fromByteArray(network))}/64`;
}

/** The IPv4 /24 or IPv6 /48 around an address: what one site usually owns. Null for what is not an address. */
export function areaKey(address: string): string | null {
  const parsed = parseAddress(address);
  if (parsed === null) return null;
  const [kept, prefix] = parsed.kind() === 'ipv4' ? [3, '/24'] : [6, '/48'];
  const block = parsed.toByteArray().map((byte, index) => (index < kept ? byte : 0));
  return `${spell(ipaddr.fromByteArray(block))}${prefix}`;
}

/** The area around a client's address; null when none is known. */
export type AreaOf = (ip: string | null) => string | null;

/**
 * How areas are told under the operator's list of proxies: without one, a loopback or private address is
 * probably that of a proxy, and equals no network.
 */
export function areaReader(trustedProxies: readonly Cidr[]): AreaOf {
  return (ip) => {
    if (ip === null) return null;
    const mayBeProxy = trustedProxies.length === 0 && isPrivateOrLoopback(ip);
    return mayBeProxy ? null : areaKey(ip);
  };
}

/** Loopback, private, link-local, unique-local and carrier-grade NAT; false for what is not an address. */
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

/** Whether what goes to this host of a URL never leaves the machine: a loopback address, or localhost. */
export function isLoopbackHost(hostname: string): boolean {
  const bare = withoutBrackets(hostname);
  return bare === 'localhost' || isLoopbackAddress(bare);
}

/** The host of a URL as an address is written elsewhere: IPv6 without its brackets. */
export function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/**
 * Whether the address belongs to one machine of the public internet: global unicast of the IANA registries
 * (RFC 6890), with no special purpose. False for what is not an address.
 */
export function isPublicAddress(address: string): boolean {
  const parsed = parseAddress(address);
  if (parsed === null) return false;
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast';
  const bytes = parsed.toByteArray();
  // NAT64 (RFC 6052) is how a network with IPv6 alone reaches IPv4; 6to4 and Teredo are dead, and refused.
  if (isInside(nat64, bytes)) return isPublicAddress(bytes.slice(12).join('.'));
  return parsed.range() === 'unicast' && isInside(globalUnicast, bytes);
}

const nat64: Cidr = ipv6Block('64:ff9b::/96', [0x00, 0x64, 0xff, 0x9b]);

/** All of IPv6 that was ever given out (RFC 4291 §2.4); the rest also holds the forms that embed IPv4. */
const globalUnicast: Cidr = ipv6Block('2000::/3', [0x20]);

/** Not parsed: the parser would be warmed up at every start, and most servers call nobody. */
function ipv6Block(text: string, start: readonly number[]): Cidr {
  const bytes = Array.from({ length: 16 }, (_, index) => start[index] ?? 0);
  return { text, bytes, prefixLength: Number(text.split('/')[1]) };
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

function parseAddress(text: string): Address | null {
  // The library's own parser also reads octal, hexadecimal and shortened IPv4, which others read differently.
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
