import { randomBytes } from './tokens.ts';

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

/**
 * Encrypts a text for storage with AES-256-GCM (NIST SP 800-38D): nonce, tag and ciphertext in one. `context`
 * names the row that the text belongs to; decryption with another context fails, so a stored value cannot be
 * moved to another row.
 */
export function seal(key: Uint8Array, text: string, context: Uint8Array): Uint8Array {
  const nonce = randomBytes(nonceLength);
  const cipher = nodeCrypto().createCipheriv(algorithm, key, nonce).setAAD(context);
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]));
}

/** Decrypts what `seal` encrypted. Throws when the key, the context or any bit differs. */
export function unseal(key: Uint8Array, sealed: Uint8Array, context: Uint8Array): string {
  const nonce = sealed.subarray(0, nonceLength);
  const tag = sealed.subarray(nonceLength, nonceLength + tagLength);
  const decipher = nodeCrypto().createDecipheriv(algorithm, key, nonce, {
    authTagLength: tagLength,
  });
  decipher.setAAD(context).setAuthTag(tag);
  const text = decipher.update(sealed.subarray(nonceLength + tagLength));
  return Buffer.concat([text, decipher.final()]).toString('utf8');
}

/** Loaded at the first use, because an import would load Node's streams at every start. */
function nodeCrypto() {
  return process.getBuiltinModule('node:crypto');
}
