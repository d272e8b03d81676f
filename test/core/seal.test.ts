import { describe, expect, test } from 'bun:test';
import { seal, unseal } from '../../src/core/seal.ts';
import { randomBytes } from '../../src/core/tokens.ts';

const key = randomBytes(32);
const context = Buffer.from('oidc.client_secret');
const overhead = 12 + 16;

describe('a sealed text', () => {
  test.each([
    ['nothing', ''],
    ['one character', 'x'],
    ['an API token', `ak_${'A'.repeat(43)}`],
    ['any script and a NUL', 'ключ 🗝️ \0 end'],
    ['a long text', 'x'.repeat(100_000)],
  ])('of %s is opened as it was', (_, text) => {
    const sealed = seal(key, text, context);
    expect(sealed.length).toBe(overhead + Buffer.byteLength(text));
    expect(unseal(key, sealed, context)).toBe(text);
  });

  test('does not show what is in it', () => {
    const sealed = Buffer.from(seal(key, 'canary '.repeat(10), context));
    expect(sealed.includes('canary')).toBe(false);
  });

  test('looks different each time, with a nonce of its own', () => {
    const all = Array.from({ length: 200 }, () => Buffer.from(seal(key, 'same', context)));
    const parts = [(b: Buffer) => b.subarray(0, 12), (b: Buffer) => b.subarray(12)];
    for (const part of parts) {
      expect(new Set(all.map((each) => part(each).toString('hex'))).size).toBe(200);
    }
  });

  // Sealed by another implementation of AES-256-GCM: what lies in databases must stay readable.
  test('of an earlier release is still opened', async () => {
    const raw = Uint8Array.from({ length: 32 }, (_, index) => index);
    const iv = Uint8Array.from({ length: 12 }, (_, index) => 100 + index);
    const aes = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
    const settings = { name: 'AES-GCM', iv, additionalData: new Uint8Array(context) };
    const output = new Uint8Array(await crypto.subtle.encrypt(settings, aes, Buffer.from('kept')));
    const sealed = Buffer.concat([iv, output.subarray(-16), output.subarray(0, -16)]);
    expect(unseal(raw, sealed, context)).toBe('kept');
  });
});

const sealed = seal(key, 'secret', context);

describe('a sealed text is not opened', () => {
  test('with another key', () => {
    expect(() => unseal(randomBytes(32), sealed, context)).toThrow();
  });

  test.each(['', 'oidc.client_secret ', 'oidc.client_secre', 'github.client_secret'])(
    'as something else: %j',
    (other) => {
      expect(() => unseal(key, sealed, Buffer.from(other))).toThrow();
    },
  );

  test('when a single bit of it is another', () => {
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Uint8Array.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => unseal(key, changed, context)).toThrow();
    }
  });

  test('when it is cut at any place', () => {
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => unseal(key, sealed.subarray(0, length), context)).toThrow();
      expect(() => unseal(key, sealed.subarray(sealed.length - length), context)).toThrow();
    }
  });

  test('when something was added to it', () => {
    expect(() => unseal(key, Buffer.concat([sealed, Buffer.alloc(1)]), context)).toThrow();
  });
});
