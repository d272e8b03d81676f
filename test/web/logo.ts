import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directory } from '../support/process.ts';

export const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>';

/** A file in a directory of its own. */
export function fileOf(content: string | Uint8Array): string {
  const file = join(directory(), 'logo');
  writeFileSync(file, content);
  return file;
}

export function svgLogo(): string {
  return fileOf(svg);
}
