import { run } from '../../src/cli/run.ts';
import { nowhere } from '../config/attempt.ts';

export interface Transcript {
  readonly exitCode: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

interface Circumstances {
  readonly env?: Readonly<Record<string, string>>;
  /** The line on standard input. */
  readonly line?: string | null;
}

/** Runs a command inside this process and writes down what it says. */
export async function transcript(
  args: readonly string[],
  { env = {}, line = null }: Circumstances = {},
): Promise<Transcript> {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await run(args, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    sources: { env, cwd: nowhere },
    readLine: () => Promise.resolve(line),
  });
  return { exitCode, out, err };
}

/** Words of a command line; no argument here has a space in it. */
export function words(line: string): readonly string[] {
  return line.split(' ').filter((word) => word !== '');
}
