import { describe, expect, test } from 'bun:test';
import {
  canonicalAddress,
  containsAddress,
  isPrivateOrLoopback,
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
    ['not an address', 'unknown'],
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
