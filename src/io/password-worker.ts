// The thread of passwords.ts: one task in, one answer out, no state in between. The compiled program has it as a
// separate entry point, so it imports no other module of this program.
import { getPriority, setPriority } from 'node:os';

/** One password to hash or to verify. */
export interface PasswordTask {
  readonly kind: 'hash' | 'verify';
  readonly password: string;
  /** The hash to verify against; null takes the same time and does not match. */
  readonly storedHash: string | null;
}

/** The result of a task. */
export interface PasswordAnswer {
  /** The new hash; empty after verifying. */
  readonly hash: string;
  readonly matches: boolean;
  readonly elapsedMs: number;
}

declare const self: Worker;

const bcryptHash = /^\$2[aby]\$(?:0[4-9]|1[0-4])\$[./A-Za-z0-9]{53}$/;

/** A real hash of discarded random bytes: verifying against it takes as long as a real check. */
const dummyHash = '$2b$10$hIaRO8DmTflsWnaDjl/DnO9yC8CFjvrlQKjrMsVkdgy/w2.8Q5SOu';

// Low enough that requests run first, but not the lowest: there another busy program on the machine would leave
// hashing no time, and a sign-in beside three of them took seconds.
const lowering = 8;

lowerPriority();
self.addEventListener('message', (event: MessageEvent<PasswordTask>) => {
  const startedAt = performance.now();
  const { kind, password, storedHash } = event.data;
  const result =
    kind === 'hash'
      ? { hash: makeHash(password.normalize('NFC')), matches: true }
      : { hash: '', matches: verifyForms(password, storedHash) };
  self.postMessage({ ...result, elapsedMs: performance.now() - startedAt }, []);
});

/**
 * Lets requests run before hashing. Only Linux gives a thread its own priority; elsewhere this would slow down the
 * whole server.
 */
function lowerPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    // Relative to the priority that the server was started with; 19 is the lowest.
    setPriority(0, Math.min(getPriority() + lowering, 19));
  } catch {
    // A sandbox may forbid this; hashing works anyway.
  }
}

function makeHash(password: string): string {
  return Bun.password.hashSync(readableByBcrypt(password), { algorithm: 'bcrypt', cost: 10 });
}

/**
 * Hashes are made of the NFC form (RFC 8265 section 4.2.2). Older ones were made of the text as sent, so where the
 * two differ both are tried, also without a hash, because the time must not show whether the account exists.
 */
function verifyForms(password: string, storedHash: string | null): boolean {
  const composed = password.normalize('NFC');
  if (verify(composed, storedHash)) return true;
  return composed !== password && verify(password, storedHash);
}

function verify(password: string, storedHash: string | null): boolean {
  // Bun answers at once for an empty password; it is checked against the dummy hash, so that the time stays the
  // same.
  if (password !== '' && storedHash !== null && bcryptHash.test(storedHash)) {
    try {
      return Bun.password.verifySync(readableByBcrypt(password), storedHash);
    } catch {
      // It looks like bcrypt but cannot be decoded.
    }
  }
  Bun.password.verifySync('no such password', dummyHash);
  return false;
}

/**
 * bcrypt repeats `password NUL` until its key is full, so `a` and `a NUL a` are the same key; and all lone
 * surrogates become the same bytes. Such passwords are hashed first, so that they stay different.
 */
function readableByBcrypt(password: string): string {
  if (!password.includes('\0') && password.isWellFormed()) return password;
  return new Bun.CryptoHasher('sha256').update(Buffer.from(password, 'utf16le')).digest('hex');
}
