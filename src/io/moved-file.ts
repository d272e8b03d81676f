import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../core/startup-error.ts';
import { writeNew } from './durable-files.ts';
import { readPlainText } from './plain-files.ts';

/** The path of the file in a data directory that says where its instance moved to. */
export function movedFile(dataDir: string): string {
  return join(dataDir, 'moved-to');
}

const maxBytes = 65_536;

/** Records in a data directory where its instance moved to: the database may be removed later, or be elsewhere. */
export function writeMovedFile(dataDir: string, place: string): void {
  writeNew(
    movedFile(dataDir),
    `${place}
The instance in this directory has moved there at ${new Date().toISOString()}. While this file exists, anchor-auth
does not start on the database that was here. If the new place uses secret.key in this directory, keep that file.
`,
  );
}

/** Where the instance of a data directory moved to; null when it did not. */
export function movedTo(dataDir: string): string | null {
  const file = movedFile(dataDir);
  if (!existsSync(file)) return null;
  return readPlainText(file, { maxBytes, followsLinks: false }).split('\n')[0] ?? '';
}

/** Throws StartupError for a data directory whose instance has moved elsewhere. */
export function refuseMovedFile(dataDir: string): void {
  const place = movedTo(dataDir);
  if (place !== null) throw moved(place);
}

/** The refusal to use an instance that has moved. */
export function moved(place: string): StartupError {
  return new StartupError(
    `This instance has moved to ${place}`,
    'set DATABASE_URL or DATA_DIR to that place; "anchor-auth move" brings it to another one from there',
  );
}
