import { ConfigError, loadConfig } from '../../src/config/config.ts';
import type { Config } from '../../src/config/config.ts';

/** A working directory without a `.env`. */
export const nowhere = '/srv/anchor-test-nowhere';

export function configOf(env: Record<string, string>): Config {
  return loadConfig({ env, cwd: nowhere }).config;
}

/** What is said about these variables; nothing when they are accepted. */
export function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    configOf(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}
