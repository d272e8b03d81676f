import { ConfigError, loadConfig } from '../config/config.ts';
import { AppError, type ErrorCode } from '../core/errors.ts';
import { StartupError } from '../core/startup-error.ts';
import { describeError } from '../io/log.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

/** Prints each problem on one line with what to do about it; returns the exit code. */
export function reportProblem(error: unknown, shell: Shell): number {
  for (const line of describe(error)) shell.err(`anchor-auth: ${line}`);
  if (error instanceof UsageError) return 2;
  if (isDebugging(shell)) for (const line of describeError(error).split('\n')) shell.err(line);
  return 1;
}

function describe(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.problems;
  if (error instanceof StartupError || error instanceof UsageError) {
    return [oneLine(`${error.message}; ${error.cure}`)];
  }
  if (error instanceof AppError) {
    const cure = cures[error.code];
    return [oneLine(cure === undefined ? error.message : `${error.message}; ${cure}`)];
  }
  if (error instanceof Error && 'syscall' in error && 'path' in error) {
    const cure =
      'check that the disk works and that the files belong to the user who runs anchor-auth';
    return [oneLine(`${error.message}; ${cure}`)];
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return [oneLine(`Unexpected error: ${message}; set LOG_LEVEL=debug to see where it comes from`)];
}

/** What to do on the command line about errors that the API identifies by code. */
const cures: Readonly<Partial<Record<ErrorCode, string>>> = {
  oidc_not_enabled: 'set OIDC_ISSUER_URL and OIDC_CLIENT_ID, or set it up in the admin panel',
  account_disabled: 'enable it in the admin panel first',
  no_local_password: 'DISABLE_INTERNAL_AUTH=false enables it',
  local_auth_disabled: 'DISABLE_INTERNAL_AUTH=false enables it',
  mail_settings_missing: 'set SMTP_HOST and SMTP_FROM, or set them in the admin panel',
  user_exists: '"anchor-auth user reset-password" gives an account a new password',
  user_not_found: '"anchor-auth user list" shows all accounts',
  token_not_found: '"anchor-auth token list" shows those of an account',
  keys_from_secret: 'set ACCESS_TOKEN_ALG=ES256 for the server and for this command to have keys',
  issuer_unused: '"anchor-auth oidc move" lists the issuers in use',
  provider_move_running: '"anchor-auth oidc move" shows it, with --undo it ends',
  storage_unavailable: 'check that the disk has space and may be written to',
};

function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ');
}

function isDebugging({ sources }: Shell): boolean {
  try {
    return loadConfig(sources).config.log.level === 'debug';
  } catch {
    return false;
  }
}
