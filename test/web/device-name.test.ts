import { describe, expect, test } from 'bun:test';
import { deviceOf, placeOf } from '../../src/web/device-name.ts';

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('a device is named in words people know', () => {
  test.each([
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0`,
      'Firefox on Windows',
      'computer',
    ],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/140.0.0.0 Safari/537.36 Edg/140.0`,
      'Edge on Windows',
      'computer',
    ],
    [
      `Mozilla/5.0 (Linux; Android 16; Pixel 9) ${webkit} Chrome/140.0.0.0 Mobile Safari/537.36`,
      'Chrome on Android',
      'phone',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
      'Safari on iPhone',
      'phone',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
      'Safari on macOS',
      'computer',
    ],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Anchor', 'App on iPhone', 'phone'],
    ['Dart/3.9 (dart:io)', 'Mobile app', 'phone'],
    ['curl/8.5.0', 'curl', 'program'],
    ['', 'Unknown device', 'program'],
    [null, 'Unknown device', 'program'],
    ['x'.repeat(500), 'x'.repeat(40), 'program'],
  ] as const)('%s', (userAgent, name, kind) => {
    expect(deviceOf(userAgent)).toEqual({ name, kind });
  });
});

describe('an address is described in words', () => {
  test.each([
    ['203.0.113.7', 'from 203.0.113.7'],
    ['2001:db8::1', 'from 2001:db8::1'],
    ['192.168.1.20', 'on the local network (192.168.1.20)'],
    ['172.20.0.3', 'on the local network (172.20.0.3)'],
    ['172.32.0.3', 'from 172.32.0.3'],
    ['fd00::1', 'on the local network (fd00::1)'],
    ['127.0.0.1', 'on the server itself'],
    ['::1', 'on the server itself'],
    [null, 'address unknown'],
  ])('%s', (ip, words) => {
    expect(placeOf(ip)).toBe(words);
  });
});
