import type { ConfigSources } from '../config/env.ts';
import { processSources } from '../config/env.ts';
import { StartupError } from '../core/startup-error.ts';
import type { Output } from './output.ts';

/** Everything outside the process that a command uses. */
export interface Shell extends Output {
  readonly sources: ConfigSources;
  /** The first line of standard input without its line break; null when it is empty. */
  readonly readLine: () => Promise<string | null>;
}

/** The shell of this process. */
export function processShell(): Shell {
  return {
    // Both write synchronously, so that no line is lost at the exit, and ignore a closed pipe; process.stdout does
    // neither on a pipe.
    out: console.log,
    err: console.error,
    sources: processSources(),
    readLine,
  };
}

const maxLineBytes = 4096;
const lineFeed = 0x0a;

async function readLine(): Promise<string | null> {
  const bytes: number[] = [];
  for await (const chunk of Bun.stdin.stream()) {
    const end = chunk.indexOf(lineFeed);
    bytes.push(...chunk.subarray(0, end === -1 ? maxLineBytes : end));
    if (end !== -1) return decode(bytes);
    if (bytes.length > maxLineBytes) break;
  }
  return bytes.length === 0 ? null : decode(bytes);
}

function decode(bytes: readonly number[]): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      new Uint8Array(bytes),
    );
    return text.replace(/\r$/, '');
  } catch (error) {
    throw new StartupError(
      'Standard input is not a line of UTF-8 text',
      'send it in UTF-8, at most 4096 bytes',
      error,
    );
  }
}
