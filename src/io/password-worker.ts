// The thread behind passwords.ts: one task in, one answer out, nothing kept in between.
// The compiled program carries it as its own entry point, so it imports nothing of ours.
import { getPriority, setPriority } from 'node:os';

export interface PasswordTask {
  readonly kind: 'hash' | 'verify';
  readonly password: string;
  /** What to verify against; null costs the same and does not match. */
  readonly storedHash: string | null;
}

export interface PasswordAnswer {
  /** The hash just made; empty after verifying. */
  readonly hash: string;
  readonly matches: boolean;
  readonly elapsedMs: number;
}

declare const self: Worker;

const bcryptHash = /^\$2[aby]\$(?:0[4-9]|1[0-4])\$[./A-Za-z0-9]{53}$/;

/** A real hash of random bytes nobody kept: checking against it costs what a true check costs. */
const dummyHash = '$2b$10$hIaRO8DmTflsWnaDjl/DnO9yC8CFjvrlQKjrMsVkdgy/w2.8Q5SOu';

// Low enough that requests go first; not the lowest, at which another busy program on the machine would
// leave hashing no time at all: a sign-in beside three of them took seconds.
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

/** Requests go before hashing. Only Linux gives a thread its own priority; elsewhere this would slow the whole server. */
function lowerPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    // Counted from the priority the server was started with; 19 is the lowest there is.
    setPriority(0, Math.min(getPriority() + lowering, 19));
  } catch {
    // A sandbox may forbid it: hashing works all the same.
  }
}

function makeHash(password: string): string {
  return Bun.password.hashSync(readableByBcrypt(password), { algorithm: 'bcrypt', cost: 10 });
}

/**
 * Hashes are made of the NFC form (RFC 8265 section 4.2.2). Older ones were made of the text as it was sent, so
 * where the two differ that is tried as well: also without a hash, because time must not tell.
 */
function verifyForms(password: string, storedHash: string | null): boolean {
  const composed = password.normalize('NFC');
  if (verify(composed, storedHash)) return true;
  return composed !== password && verify(password, storedHash);
}

function verify(password: string, storedHash: string | null): boolean {
  // Bun answers at once for an empty password; time must not tell, so it goes the long way too.
  if (password !== '' && storedHash !== null && bcryptHash.test(storedHash)) {
    try {
      return Bun.password.verifySync(readableByBcrypt(password), storedHash);
    } catch {
      // Looked like bcrypt but does not decode.
    }
  }
  Bun.password.verifySync('no such password', dummyHash);
  return false;
}

/**
 * bcrypt repeats `password NUL` until its key is full, so `a` and `a NUL a` are one key to it; and lone
 * surrogates all become the same bytes. Such passwords go in as a digest, so that they stay apart.
 */
function readableByBcrypt(password: string): string {
  if (!password.includes('\0') && password.isWellFormed()) return password;
  return new Bun.CryptoHasher('sha256').update(Buffer.from(password, 'utf16le')).digest('hex');
}
