import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../core/startup-error.ts';
import { encodeHex, randomBytes } from '../core/tokens.ts';

/** The directory the server writes to, and the two small files that make it an instance. */
export interface DataDir {
  readonly path: string;
  readonly lockFile: string;
  /** Whether this instance has ever had a user. */
  isInitialized(): boolean;
  /** Leaves the mark that this instance has had a user; repeating it is harmless. */
  markInitialized(): void;
  /** The instance's secret text (64 hex digits); made when `mayCreate`, else its absence is an error. */
  secretKey(mayCreate: boolean): string;
  /** Whether others than the owner can get in. */
  isOpenToOthers(): boolean;
}

const secretText = /^[0-9a-f]{64}$/;

/** Makes the directory (0700) when it is absent. Throws StartupError when it cannot be written to. */
export function openDataDir(path: string): DataDir {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
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
  const secretFile = join(path, 'secret.key');
  return {
    path,
    lockFile: join(path, 'lock.db'),
    isInitialized: () => existsSync(marker),
    markInitialized: () => {
      if (!existsSync(marker)) writeNew(marker, markerText());
    },
    secretKey: (mayCreate) => readSecret(secretFile, mayCreate),
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

function readSecret(file: string, mayCreate: boolean): string {
  if (!existsSync(file)) {
    if (!mayCreate) {
      throw new StartupError(
        `The secret file ${file} is missing`,
        'put it back from a backup: without it nobody stays signed in and API tokens cannot be read',
      );
    }
    makeSecret(file);
  }
  const text = readFileSync(file, 'utf8').trim();
  if (!secretText.test(text)) {
    throw new StartupError(
      `The secret file ${file} is empty or damaged (64 hex digits are expected)`,
      'put it back from a backup; it is never replaced by itself, as that would lock out everybody',
    );
  }
  return text;
}

function makeSecret(file: string): void {
  try {
    writeNew(file, `${encodeHex(randomBytes(32))}\n`);
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

/**
 * Whole and on disk, or not there, whenever the process or the disk gives out; 0600. A file that another
 * process has made meanwhile stays.
 */
function writeNew(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  rmSync(draft, { force: true });
  try {
    writeWhole(draft, text);
    giveName(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
  syncDirectory(join(file, '..'));
}

function writeWhole(file: string, text: string): void {
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Unlike a renaming, a second name never takes the place of a file; some file systems know only renaming. */
function giveName(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch {
    if (!existsSync(file)) renameSync(draft, file);
  }
}

function syncDirectory(path: string): void {
  // Windows cannot open a directory; its file system keeps names durable without it.
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
