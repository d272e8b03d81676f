import { ConfigError, loadConfig } from '../config/config.ts';
import { processSources } from '../config/env.ts';
import { StartupError } from '../core/startup-error.ts';
import { version } from '../version.ts';
import { configCheck } from './config-check.ts';
import { serve } from './serve.ts';
import type { Output } from './output.ts';

/** Does what the arguments say; resolves with the exit code: 0 done, 1 failed, 2 not understood. */
export async function run(args: readonly string[], output: Output): Promise<number> {
  try {
    if (args[0] === 'version') {
      output.out(version);
      return 0;
    }
    if (args[0] === 'config') return configCheck(processSources(), output);
    return await serve(loadConfig(processSources()));
  } catch (error) {
    return report(error, output);
  }
}

function report(error: unknown, output: Output): number {
  if (error instanceof ConfigError)
    for (const problem of error.problems) output.err(`anchor-auth: ${problem}`);
  else if (error instanceof StartupError)
    output.err(`anchor-auth: ${error.message}; ${error.cure}`);
  else throw error;
  return 1;
}
