import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../core/error-code.ts';
import { StartupError } from '../core/startup-error.ts';
import { encodeHex, randomBytes } from '../core/tokens.ts';
import { makeDirectory, syncDirectory } from './directories.ts';
import { writeNew } from './durable-files.ts';
import { readPlainText } from './plain-files.ts';

/** The directory the server writes to, and the two small files that make it an instance. */
export interface DataDir {
  readonly path: string;
  readonly lockFile: string;
  /** There once this instance has had a user. */
  readonly markerFile: string;
  /** What an orderly stop leaves (clean-stop.ts). */
  readonly cleanStopFile: string;
  /** The directory of the pictures; it need not exist yet. */
  readonly pictures: string;
  /** Whether this instance has ever had a user. */
  isInitialized(): boolean;
  /** Leaves the mark that this instance has had a user; repeating it is harmless. */
  markInitialized(): void;
  /** The instance's secret text (64 hex digits); made when `mayCreate`, else its absence is an error. Throws StartupError. */
  secretKey(mayCreate: boolean): string;
  /** Gives another directory the mark, and last of all the secret: without it nobody takes that for an instance. */
  copyTo(path: string): void;
  /** Whether others than the owner can get in. */
  isOpenToOthers(): boolean;
}

/** The file whose lock makes one server of a data directory. */
export const lockName = 'lock.db';

/** The file of the secret in a data directory. */
export const secretName = 'secret.key';

/** The file that an orderly stop leaves (clean-stop.ts). */
export const cleanStopName = 'clean-stop';

/** The secret is 64 hex digits and a line break. */
export const maxSecretBytes = 4096;

/** The directory of the pictures in a data directory. */
export function picturesIn(dataDir: string): string {
  return join(dataDir, 'uploads', 'profiles');
}

const secretText = /^[0-9a-f]{64}$/;

/** Makes the directory (0700) when it is absent. Throws StartupError when it cannot be written to. */
export function openDataDir(path: string): DataDir {
  try {
    makeDirectory(path);
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    closeWhenEmpty(path);
  } catch (error) {
    throw new StartupError(
      `The data directory ${path} cannot be written to`,
      'make it writable for the user who runs anchor-auth, or set DATA_DIR to another place',
      error,
    );
  }
  const marker = join(path, 'initialized');
  const secretFile = join(path, secretName);
  return {
    path,
    lockFile: join(path, lockName),
    markerFile: marker,
    cleanStopFile: join(path, cleanStopName),
    pictures: picturesIn(path),
    isInitialized: () => existsSync(marker),
    markInitialized: () => {
      if (!existsSync(marker)) writeNew(marker, markerText());
    },
    secretKey: (mayCreate) => readSecret(secretFile, { mayCreate, followsLinks: true }),
    copyTo: (other) => {
      writeNew(
        join(other, 'initialized'),
        existsSync(marker) ? readFileSync(marker, 'utf8') : markerText(),
      );
      giveSecret(readSecret(secretFile, { mayCreate: false, followsLinks: true }), other);
    },
    isOpenToOthers: () => process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0,
  };
}

const stickyBit = 0o1000;

/**
 * An empty directory that was made by others, such as a checkout's, becomes the owner's alone before its
 * first secret. One with other things in it, or shared like /tmp, is not ours to close: the start says so.
 */
function closeWhenEmpty(path: string): void {
  const { uid, mode } = statSync(path);
  const isShared = (mode & stickyBit) !== 0 || uid !== process.getuid?.();
  if (isShared || readdirSync(path).some((name) => name !== '.gitkeep')) return;
  chmodSync(path, 0o700);
}

/** Copies a sound secret from one data directory to another that has none. Throws StartupError. */
export function copySecret(from: string, to: string): void {
  giveSecret(readSecret(join(from, secretName), { mayCreate: false, followsLinks: false }), to);
}

function giveSecret(secret: string, to: string): void {
  writeNew(join(to, secretName), `${secret}\n`);
}

interface SecretOptions {
  readonly mayCreate: boolean;
  /** Container platforms put a secret in place as a link; in a backup one would lead elsewhere. */
  readonly followsLinks: boolean;
}

function readSecret(file: string, { mayCreate, followsLinks }: SecretOptions): string {
  if (!existsSync(file)) {
    if (!mayCreate) {
      throw new StartupError(
        `The secret file ${file} is missing`,
        'put it back from a backup: without it nobody stays signed in and API tokens cannot be read',
      );
    }
    makeSecret(file);
  }
  const text = textOf(file, followsLinks).trim();
  if (!secretText.test(text)) {
    throw new StartupError(
      `The secret file ${file} is empty or damaged (64 hex digits are expected)`,
      'put it back from a backup; it is never replaced by itself, as that would lock out everybody',
    );
  }
  return text;
}

function textOf(file: string, followsLinks: boolean): string {
  try {
    return readPlainText(file, { maxBytes: maxSecretBytes, followsLinks });
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError(
      `The secret file ${file} cannot be read (${errorCode(error)})`,
      'make it a file that the user who runs anchor-auth may read',
      error,
    );
  }
}

function makeSecret(file: string): void {
  try {
    writeNew(file, `${encodeHex(randomBytes(32))}\n`);
    // The directory may have been made by hand a moment ago; before the first user its name must be on disk.
    syncDirectory(join(file, '../..'));
  } catch (error) {
    throw new StartupError(
      `The secret file ${file} cannot be written`,
      'see that the data directory is writable and its disk not full, then start again',
      error,
    );
  }
}

function markerText(): string {
  return `This instance of anchor-auth has had users since ${new Date().toISOString()}.
While this file exists the server refuses to start with an empty database or a missing secret.key,
because the next visitor would become its administrator. To start over on purpose, remove the whole
data directory.
`;
}
