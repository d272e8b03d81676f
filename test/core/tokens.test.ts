import { describe, expect, test } from 'bun:test';
import { hkdfSync } from 'node:crypto';
import { newPasswordProblem } from '../../src/core/password-policy.ts';
import {
  deriveKey,
  encodeHex,
  generatePassword,
  hmacSha512,
  randomBytes,
  sameSecret,
  sha256,
} from '../../src/core/tokens.ts';

test('SHA-256 is the one of FIPS 180-4', () => {
  const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(encodeHex(sha256('abc'))).toBe(expected);
  expect(encodeHex(sha256(new Uint8Array([0x61, 0x62, 0x63])))).toBe(expected);
});

test('HMAC-SHA-512 is the one of RFC 4231, test case 2', () => {
  const mac = hmacSha512(Buffer.from('Jefe'), Buffer.from('what do ya want for nothing?'));
  expect(encodeHex(mac)).toBe(
    '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
  );
});

describe('a derived key', () => {
  test('never changes for the same secret and purpose: what it encrypted must stay readable', () => {
    expect(encodeHex(deriveKey('a'.repeat(64), 'refresh token successors'))).toBe(
      'daa1e74473338ac1b4a26778a4f5e8fa57f7fe2e3f893996843d6fb0cc2e2853',
    );
  });

  test.each(['', 'x'.repeat(31), 'x'.repeat(64), 'x'.repeat(65), 'ключ 🗝️'])(
    'of the secret %j is what HKDF of another hand makes of it',
    (secret) => {
      const expected = Buffer.from(hkdfSync('sha256', secret, '', 'anchor-auth a purpose', 32));
      expect(encodeHex(deriveKey(secret, 'a purpose'))).toBe(expected.toString('hex'));
    },
  );

  test('is another for another purpose or secret', () => {
    const keys = [
      deriveKey('a'.repeat(64), 'one'),
      deriveKey('a'.repeat(64), 'two'),
      deriveKey('b'.repeat(64), 'one'),
    ].map((each) => encodeHex(each));
    expect(new Set(keys).size).toBe(3);
    for (const each of keys) expect(each).toMatch(/^[0-9a-f]{64}$/);
  });
});

test('random bytes are as many as asked for, and different each time', () => {
  const texts = Array.from({ length: 50 }, () => encodeHex(randomBytes(16)));
  expect(new Set(texts).size).toBe(50);
  expect(randomBytes(64).length).toBe(64);
});

test.each([
  ['open sesame', 'open sesame', true],
  ['open sesame', 'open sesamE', false],
  ['open sesame', 'open', false],
  ['', 'open sesame', false],
  ['', '', true],
])('the secrets %j and %j are the same: %p', (given, expected, same) => {
  expect(sameSecret(given, expected)).toBe(same);
});

test('a generated password meets the strict policy and can be read off a screen', () => {
  const passwords = Array.from({ length: 100 }, () => generatePassword());
  expect(new Set(passwords).size).toBe(100);
  for (const password of passwords) {
    expect(newPasswordProblem(password, true)).toBeNull();
    expect(password).toMatch(/^[A-Za-z2-9!-]{24,40}$/);
    expect(password).not.toMatch(/[0O1lI]/);
  }
});
