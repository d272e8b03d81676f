import type { ClientInfo } from '../../core/client-info.ts';
import { type Email, parseEmail } from '../../core/email.ts';
import { type ErrorCode, type FieldError, validationError } from '../../core/errors.ts';
import { fieldError } from '../../core/field-faults.ts';
import { passwordShapeProblem } from '../../core/password-policy.ts';
import type { AuditEntry } from '../audit/service.ts';
import type { LoginRequest } from './schema.ts';

/** A correct password of an account that waits for approval is not a failed guess, so it is recorded separately. */
export function refusedLogin(
  code: ErrorCode,
  target: AuditEntry['target'],
  origin: ClientInfo,
): AuditEntry {
  const about = { actor: null, target, origin, details: { reason: code } };
  if (code === 'account_pending') return { event: 'session.pending', outcome: 'success', ...about };
  return { event: 'session.failed', outcome: 'failure', ...about };
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
