import { describe, expect, test } from 'bun:test';
import { browserOf, deviceKindOf, placeKindOf, programOf } from '../../src/core/device-name.ts';

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('a device is known by its browser and system', () => {
  test.each([
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0`,
      'Firefox',
      'Windows',
      'computer',
    ],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/140.0.0.0 Safari/537.36 Edg/140.0`,
      'Edge',
      'Windows',
      'computer',
    ],
    [
      `Mozilla/5.0 (Linux; Android 16; Pixel 9) ${webkit} Chrome/140.0.0.0 Mobile Safari/537.36`,
      'Chrome',
      'Android',
      'phone',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
      'Safari',
      'iPhone',
      'phone',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
      'Safari',
      'macOS',
      'computer',
    ],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Anchor', null, 'iPhone', 'phone'],
    ['Dart/3.9 (dart:io)', null, null, 'phone'],
    ['curl/8.5.0', null, null, 'program'],
    ['', null, null, 'program'],
  ] as const)('%s', (userAgent, browser, system, kind) => {
    expect(browserOf(userAgent)).toEqual({ browser, system });
    expect(deviceKindOf(userAgent)).toBe(kind);
  });

  test('a client without a User-Agent counts as a program', () => {
    expect(deviceKindOf(null)).toBe('program');
  });
});

test.each([
  ['curl/8.5.0', 'curl'],
  ['', ''],
  ['x'.repeat(500), 'x'.repeat(40)],
])('the program of %s', (userAgent, name) => {
  expect(programOf(userAgent)).toBe(name);
});

describe('an address is on the server, in the local network or elsewhere', () => {
  test.each([
    ['203.0.113.7', 'elsewhere'],
    ['2001:db8::1', 'elsewhere'],
    ['192.168.1.20', 'local'],
    ['172.20.0.3', 'local'],
    ['172.32.0.3', 'elsewhere'],
    ['fd00::1', 'local'],
    ['127.0.0.1', 'server'],
    ['::1', 'server'],
    [null, 'unknown'],
  ] as const)('%s', (ip, place) => {
    expect(placeKindOf(ip)).toBe(place);
  });
});
