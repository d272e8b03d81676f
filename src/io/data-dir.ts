import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { instanceSecret } from '../config/secret-kinds.ts';
import { errorCode } from '../core/error-code.ts';
import { StartupError } from '../core/startup-error.ts';
import { encodeHex, randomBytes, sameSecret } from '../core/tokens.ts';
import { makeDirectory, syncDirectory } from './directories.ts';
import { writeNew } from './durable-files.ts';
import { readPlainText } from './plain-files.ts';

/** The data directory, with the two small files that make it an instance. */
export interface DataDir {
  readonly path: string;
  readonly lockFile: string;
  /** Exists once this instance has had a user. */
  readonly markerFile: string;
  /** The mark of an orderly stop (clean-stop.ts). */
  readonly cleanStopFile: string;
  /** The directory of the pictures; it may not exist yet. */
  readonly pictures: string;
  /** Whether this instance has ever had a user. */
  isInitialized(): boolean;
  /** Records that this instance has had a user; repeated calls are harmless. */
  markInitialized(): void;
  /** Whether the secret is given by SECRET_KEY or kept in the directory. */
  hasSecretKey(): boolean;
  /**
   * The secret of the instance: 64 hex digits, or another text of at least 32 bytes. A missing one is created when
   * `mayCreate`, else it is a StartupError; so is a file that differs from SECRET_KEY.
   */
  secretKey(mayCreate: boolean): string;
  /** Removes a secret that was just created and that nothing was protected with. */
  removeSecretKey(): void;
  /**
   * Copies the marker and then the secret to another directory: without a secret that directory does not count as
   * an instance.
   */
  copyTo(path: string): void;
  /** Whether other users of the machine can access the directory. */
  isOpenToOthers(): boolean;
}

/** The lock file that allows one server per data directory. */
export const lockName = 'lock.db';

/** The file name of the secret in a data directory. */
export const secretName = 'secret.key';

/** The file name of the mark of an orderly stop (clean-stop.ts). */
export const cleanStopName = 'clean-stop';

/** The largest accepted secret file, in bytes; one that this program made has 64 hex digits and a line break. */
export const maxSecretBytes = 4096;

/** The directory of the pictures in a data directory. */
export function picturesIn(dataDir: string): string {
  return join(dataDir, 'uploads', 'profiles');
}

/**
 * Opens the directory, creating a missing one (0700); `givenSecret` is SECRET_KEY. Throws StartupError when it is
 * not writable.
 */
export function openDataDir(path: string, givenSecret: string | null = null): DataDir {
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
  const secretKey = (mayCreate: boolean) => {
    if (givenSecret === null) return readSecret(secretFile, { mayCreate, followsLinks: true });
    if (existsSync(secretFile)) refuseOtherSecret(givenSecret, secretFile);
    return givenSecret;
  };
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
    hasSecretKey: () => givenSecret !== null || existsSync(secretFile),
    secretKey,
    removeSecretKey: () => {
      rmSync(secretFile);
    },
    copyTo: (other) => {
      writeNew(
        join(other, 'initialized'),
        existsSync(marker) ? readFileSync(marker, 'utf8') : markerText(),
      );
      giveSecret(secretKey(false), other);
    },
    isOpenToOthers: () => process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0,
  };
}

const stickyBit = 0o1000;

/**
 * Restricts an empty directory made by others, such as a checkout, to its owner before it gets a secret. A
 * directory with other content, or a shared one like /tmp, stays as it is, and the server warns at its start.
 */
function closeWhenEmpty(path: string): void {
  const { uid, mode } = statSync(path);
  const isShared = (mode & stickyBit) !== 0 || uid !== process.getuid?.();
  if (isShared || readdirSync(path).some((name) => name !== '.gitkeep')) return;
  chmodSync(path, 0o700);
}

/** Copies a valid secret to a data directory that has none. Throws StartupError. */
export function copySecret(from: string, to: string): void {
  giveSecret(readSecret(join(from, secretName), { mayCreate: false, followsLinks: false }), to);
}

function giveSecret(secret: string, to: string): void {
  writeNew(join(to, secretName), `${secret}\n`);
}

interface SecretOptions {
  readonly mayCreate: boolean;
  /** Container platforms provide a secret as a link; in a backup a link is refused, because it leads outside. */
  readonly followsLinks: boolean;
}

function readSecret(file: string, { mayCreate, followsLinks }: SecretOptions): string {
  if (!existsSync(file)) {
    if (!mayCreate) {
      throw new StartupError(
        `The secret file ${file} is missing`,
        'put it back from a backup: without it every session ends and API tokens cannot be read',
      );
    }
    makeSecret(file);
  }
  const text = textOf(file, followsLinks).trim();
  if ('problem' in instanceSecret(text)) {
    throw new StartupError(
      `The secret file ${file} is empty or damaged (64 hex digits or another random text are expected)`,
      'put it back from a backup; it is never replaced automatically, because that would end every session',
    );
  }
  return text;
}

/** One of the two keys is wrong, and no stored secret can be read with it. */
function refuseOtherSecret(given: string, file: string): void {
  if (sameSecret(given, textOf(file, true).trim())) return;
  throw new StartupError(
    `SECRET_KEY differs from the key in ${file}`,
    'unset SECRET_KEY to use the file, or set it to the text in the file; if the file is not of this instance, move it away',
  );
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
    // The directory may be new; its name must be on disk before the first user is created.
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
