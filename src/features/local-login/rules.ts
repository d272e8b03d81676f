import type { ClientInfo } from '../../core/client-info.ts';
import { type Email, parseEmail } from '../../core/email.ts';
import { type ErrorCode, type FieldError, validationError } from '../../core/errors.ts';
import { fieldError } from '../../core/field-faults.ts';
import { passwordShapeProblem } from '../../core/password-policy.ts';
import type { Provider } from '../../db/schema.ts';
import type { AuditEntry } from '../audit/service.ts';
import type { LoginRequest } from './schema.ts';

/** A sign-in that this server refuses. */
interface RefusedSignIn {
  readonly target: AuditEntry['target'];
  readonly origin: ClientInfo;
  /** Absent for a password. */
  readonly provider?: Provider;
  /** What the entry says beside the reason. */
  readonly details?: Readonly<Record<string, string>> | undefined;
}

/**
 * The entry of a refused sign-in. A user who waits for approval has proven who they are, which is no failure, so it
 * is another event.
 */
export function refusedSignIn(
  code: ErrorCode,
  { target, origin, provider, details = {} }: RefusedSignIn,
): AuditEntry {
  const at = provider === undefined ? {} : { provider };
  const about = { actor: null, target, origin, details: { ...at, ...details, reason: code } };
  if (code === 'account_pending') return { event: 'session.pending', outcome: 'success', ...about };
  return { event: 'session.failed', outcome: 'failure', ...about };
}

/** Throws AppError `validation_failed`. */
export function checkPassword(password: string): void {
  const problem = passwordShapeProblem(password);
  if (problem !== null) throw validationError([fieldError('password', problem)]);
}

/** Throws AppError `validation_failed`. */
export function checkCredentials(request: LoginRequest): Email {
  const email = parseEmail(request.email);
  const passwordProblem = passwordShapeProblem(request.password);
  const details: FieldError[] = [];
  if ('problem' in email) details.push(fieldError('email', email));
  if (passwordProblem !== null) details.push(fieldError('password', passwordProblem));
  if ('problem' in email || details.length > 0) throw validationError(details);
  return email.value;
}
