import { describe, expect, test } from 'bun:test';
import {
  canonicalAddress,
  containsAddress,
  isLoopbackAddress,
  isPrivateOrLoopback,
  isPublicAddress,
  networkKey,
  parseCidr,
} from '../../src/core/network.ts';
import type { Cidr } from '../../src/core/network.ts';

const notAddresses = [
  '',
  'localhost',
  '1.2.3',
  '01.2.3.4',
  '0x7f.0.0.1',
  '300.1.1.1',
  '1.2.3.4:80',
  '[::1]',
  '::1::',
  ' 1.2.3.4',
  '2130706433',
];

describe('one spelling per address', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:CB00:7107', '203.0.113.7'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('%p is written %p', (address, spelling) => {
    expect(canonicalAddress(address)).toBe(spelling);
  });

  test.each(notAddresses)('%p is not an address', (address) => {
    expect(canonicalAddress(address)).toBeNull();
  });
});

describe('what counts as one caller', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff::', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::', '2001:db8:1:3::/64'],
    ['::1', '::/64'],
    ['not an address', null],
  ])('%p belongs to %p', (address, key) => {
    expect(networkKey(address)).toBe(key);
  });
});

describe('private and loopback addresses', () => {
  test.each([
    '127.0.0.1',
    '127.9.9.9',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.1.1',
    '100.64.0.1',
    '::1',
    'fd12::1',
    'fe80::1',
    'fe80::1%eth0',
    '::ffff:10.0.0.1',
  ])('%p is one', (address) => {
    expect(isPrivateOrLoopback(address)).toBe(true);
  });

  test.each([
    '8.8.8.8',
    '172.32.0.1',
    '192.169.0.1',
    '2001:4860:4860::8888',
    '::ffff:8.8.8.8',
    '0.0.0.0',
    '::',
    ...notAddresses,
  ])('%p is not one', (address) => {
    expect(isPrivateOrLoopback(address)).toBe(false);
  });
});

describe('loopback addresses', () => {
  test.each([
    '127.0.0.1',
    '127.255.255.254',
    '::1',
    '0:0:0:0:0:0:0:1',
    '::ffff:127.0.0.1',
    '::1%lo',
  ])('%p is one', (address) => expect(isLoopbackAddress(address)).toBe(true));

  test.each([
    '126.255.255.255',
    '128.0.0.0',
    '0.0.0.0',
    '::',
    '::2',
    '10.0.0.1',
    '192.168.0.1',
    '::7f00:1',
    '64:ff9b::127.0.0.1',
    '8.8.8.8',
    ...notAddresses,
  ])('%p is not one', (address) => {
    expect(isLoopbackAddress(address)).toBe(false);
  });
});

const specialAddresses: readonly (readonly [kind: string, ...addresses: string[]])[] = [
  ['this network', '0.0.0.0', '0.0.0.1', '0.255.255.255'],
  ['private', '10.0.0.0', '10.255.255.255', '172.16.0.0', '172.31.255.255'],
  ['private at home', '192.168.0.0', '192.168.255.255'],
  ['carrier-grade NAT', '100.64.0.0', '100.127.255.255'],
  ['loopback', '127.0.0.0', '127.0.0.1', '127.255.255.255', '::1'],
  ['link-local, where clouds keep their metadata', '169.254.0.0', '169.254.169.254', 'fe80::1'],
  ['link-local to its ends', '169.254.255.255', 'fe80::1%eth0', 'febf:ffff::1'],
  ['protocol assignments', '192.0.0.0', '192.0.0.170', '192.0.0.255'],
  ['examples', '192.0.2.1', '198.51.100.1', '203.0.113.7', '2001:db8::1', '3fff::1'],
  ['benchmarks', '198.18.0.0', '198.19.255.255', '2001:2::1'],
  ['relays', '192.88.99.1', '192.52.193.1', '2001:3::1'],
  ['multicast', '224.0.0.0', '239.255.255.255', 'ff02::1', 'ff0e::1'],
  ['reserved', '240.0.0.0', '255.255.255.254', '255.255.255.255'],
  ['unspecified', '::', '::ffff:0.0.0.0'],
  ['unique local', 'fc00::1', 'fd00:ec2::254', 'fdff:ffff::1'],
  ['site-local', 'fec0::1', 'feff::1'],
  ['discard', '100::1'],
  ['mapped IPv4', '::ffff:10.0.0.1', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe', '::FFFF:7F00:1'],
  ['compatible IPv4', '::7f00:1', '::a00:1', '::808:808'],
  ['translated IPv4', '::ffff:0:127.0.0.1', '::ffff:0:8.8.8.8'],
  ['private behind NAT64', '64:ff9b::10.0.0.1', '64:ff9b::127.0.0.1', '64:ff9b::a9fe:a9fe'],
  ['a NAT64 of its own network', '64:ff9b:1::8.8.8.8', '64:ff9b:1:fffe::7f00:1'],
  ['6to4', '2002:7f00:1::', '2002:a00:1::1', '2002:808:808::1'],
  ['Teredo', '2001::1', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ['identifiers', '2001:10::1', '2001:20::1', '2001:30::1', '5f00::1'],
  ['never given out', '1000::1', '4000::1', '8000::1', 'e000::1', '::2', '0:1::1'],
];

describe('addresses of the public internet', () => {
  test.each([
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2001:4860:4860::8888',
    '2606:4700:4700::1111',
    '2a00:1450:4001:830::200e',
    '2000::1',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '64:FF9B::808:808',
  ])('%p is one', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each(specialAddresses)('%s: none of them is one', (_kind, ...addresses) => {
    expect(addresses.filter((address) => isPublicAddress(address))).toEqual([]);
  });

  test.each(notAddresses)('%p is not one', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('blocks of addresses', () => {
  test.each([
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['10.0.0.5/8', '10.9.9.9', true],
    ['192.168.4.0/22', '192.168.7.255', true],
    ['192.168.4.0/22', '192.168.8.0', false],
    ['203.0.113.7', '203.0.113.7', true],
    ['203.0.113.7', '203.0.113.8', false],
    ['203.0.113.7/31', '203.0.113.6', true],
    ['0.0.0.0/0', '8.8.8.8', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['::/0', '2001:db8::1', true],
    ['::/0', '8.8.8.8', false],
    ['2001:db8::/33', '2001:db8:7fff::1', true],
    ['2001:db8::/33', '2001:db8:8000::1', false],
    ['10.0.0.0/8', '::ffff:10.1.1.1', true],
    ['::ffff:10.0.0.0/104', '10.1.1.1', true],
    ['::ffff:10.0.0.0/104', '11.1.1.1', false],
    ['::1', '::1', true],
    ['10.0.0.0/8', 'not an address', false],
    ['10.0.0.0/8', '', false],
  ])('%p and %p: inside is %p', (block, address, inside) => {
    expect(containsAddress([cidr(block)], address)).toBe(inside);
  });

  test('an address is inside a list when one block holds it, and never inside an empty list', () => {
    expect(containsAddress([cidr('10.0.0.0/8'), cidr('fd00::/8')], 'fd00::1')).toBe(true);
    expect(containsAddress([], '10.0.0.1')).toBe(false);
  });

  test.each([
    '',
    '/8',
    '10/8',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '10.0.0.0/a',
    'fd00::/129',
    '::ffff:10.0.0.0/95',
    'example.com',
    '*',
  ])('%p is refused as a block', (text) => {
    expect(parseCidr(text)).toEqual({
      problem: 'takes addresses or networks such as 10.0.0.0/8',
    });
  });
});

function cidr(text: string): Cidr {
  const parsed = parseCidr(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.value;
}
