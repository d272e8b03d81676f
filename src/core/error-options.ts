import type { Fault } from './field-faults.ts';
import type { RefusalReason } from './refusal-reasons.ts';
import type { TokenScope } from './token-scopes.ts';

/** One refusal as a caller sees it: HTTP status and the public sentence. */
export interface ErrorEntry {
  readonly status: number;
  readonly message: string;
}

/** One field of a request that failed validation, and why. */
export type FieldError = Fault & { readonly field: string; readonly message: string };

/** What an error says beyond its code. */
export interface AppErrorOptions {
  /** Replaces the table's sentence; must be as safe to show. */
  readonly message?: string;
  /** What a replaced sentence says, for programs. */
  readonly because?: RefusalReason;
  readonly details?: readonly FieldError[];
  /** With `reauthentication_required`: the methods by which the user can re-authenticate. */
  readonly methods?: readonly string[];
  /** With `insufficient_scope`: the scope that an API token needs; absent where none is enough. */
  readonly scope?: TokenScope;
  /** With `account_pending`: asks later whether the account has been approved. */
  readonly pendingTicket?: string;
  /** With `account_exists`: asks an administrator for the link, or confirms it with the password. */
  readonly linkTicket?: string;
  /** Seconds until a retry can succeed (sent as `Retry-After`). */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}
