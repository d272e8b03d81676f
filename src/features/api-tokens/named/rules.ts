import type { Selectable } from 'kysely';
import { AppError, type FieldError, validationError } from '../../../core/errors.ts';
import { fieldError } from '../../../core/field-faults.ts';
import { parseName } from '../../../core/name.ts';
import { isoTime } from '../../../core/time.ts';
import {
  isAdminScope,
  parseScopes,
  type TokenScope,
  tokenScopes,
} from '../../../core/token-scopes.ts';
import { formatId } from '../../../core/uuid.ts';
import type { NamedTokenTable } from '../../../db/api-token-tables.ts';
import { isAdministrator } from '../../users/rules.ts';
import { legacyName, legacyScopes, type LegacyToken } from '../rules.ts';
import type { CreateTokenRequest, ListedToken, UpdateTokenRequest } from './schema.ts';

/** A token with a name as it is stored, without what only the database needs. */
export type NamedToken = Omit<
  Selectable<NamedTokenTable>,
  'token_hash' | 'name_key' | 'expiry_told_at'
>;

/** How many tokens with a name one user may have, expired ones included. */
export const maxTokens = 50;

/** How long an expired token stays in the list. */
export const keptExpiredMs = 30 * 24 * 60 * 60 * 1000;

const dayMs = 24 * 60 * 60 * 1000;

/** The form in which names are compared, without letter case. */
export function nameKeyOf(name: string): string {
  return name.normalize('NFKC').toLowerCase().normalize('NFKC');
}

/** Whether a name belongs to the token that can be shown again, which has no row here. */
export function isReserved(nameKey: string): boolean {
  return nameKey === nameKeyOf(legacyName);
}

/** Milliseconds since 1970; null: never. */
export function expiryAfter(days: number | null, now: number): number | null {
  return days === null ? null : now + days * dayMs;
}

/** Whether a token would work for longer than before. */
export function isLonger(before: number | null, after: number): boolean {
  return before !== null && after > before;
}

export interface CheckedRequest {
  readonly name: string;
  readonly scopes: readonly TokenScope[];
}

/** Throws AppError `validation_failed` with every field at fault. */
export function checkRequest({
  name,
  scopes,
}: Pick<CreateTokenRequest, 'name' | 'scopes'>): CheckedRequest {
  const problems: FieldError[] = [];
  const named = parseName(name);
  if ('problem' in named) problems.push(fieldError('name', named));
  const unknown = scopes.find((scope) => !isScope(scope));
  if (unknown !== undefined) problems.push(fieldError('scopes', scopeProblem(unknown)));
  if (problems.length > 0 || 'problem' in named) throw validationError(problems);
  return { name: named.value, scopes: tokenScopes.filter((scope) => scopes.includes(scope)) };
}

/** A requested change after validation; null leaves a field as it is. */
export interface CheckedUpdate {
  readonly name: string | null;
  readonly days: number | null;
}

/** Throws AppError `validation_failed`. */
export function checkUpdate({ name, expiresInDays }: UpdateTokenRequest): CheckedUpdate {
  const days = expiresInDays ?? null;
  if (typeof name !== 'string') return { name: null, days };
  const parsed = parseName(name);
  if ('problem' in parsed) throw validationError([fieldError('name', parsed)]);
  return { name: parsed.value, days };
}

/** What a change stores; empty when nothing differs. */
interface TokenChange {
  readonly name?: string;
  readonly name_key?: string;
  readonly expires_at?: number;
}

export function changeOf(
  before: NamedToken,
  { name, days }: CheckedUpdate,
  now: number,
): TokenChange {
  const isRenamed = name !== null && name !== before.name;
  const expires = expiryAfter(days, now);
  return {
    ...(isRenamed ? { name, name_key: nameKeyOf(name) } : {}),
    ...(expires === null ? {} : { expires_at: expires }),
  };
}

/** The details of a new token in the audit log. */
export function describeNew(
  { name, prefix, scopes }: NamedToken,
  days: number | null,
): Readonly<Record<string, string | number>> {
  return { name, prefix, scopes, ...(days === null ? {} : { expiresInDays: days }) };
}

/** The details of a change in the audit log. */
export function describeChange(
  before: NamedToken,
  { days }: CheckedUpdate,
  { name }: TokenChange,
): Readonly<Record<string, string | number>> {
  return {
    name: name ?? before.name,
    prefix: before.prefix,
    ...(name === undefined ? {} : { formerName: before.name }),
    ...(days === null ? {} : { expiresInDays: days }),
  };
}

/** Whether one of the scopes works only while the token's owner is an administrator. */
export function opensAdministration(scopes: readonly TokenScope[]): boolean {
  return scopes.some((scope) => isAdminScope(scope));
}

/**
 * Refuses an administrator by a group: that role holds only in sessions, so the token would never work.
 * Throws AppError `admin_required`.
 */
export function requireAppointed(user: Parameters<typeof isAdministrator>[0] | undefined): void {
  if (user === undefined || !isAdministrator(user, 'anywhere'))
    throw new AppError('admin_required');
  if (isAdministrator(user, null)) return;
  throw new AppError('admin_required', {
    message: 'API tokens do not carry the administrator role that a group gives.',
    because: { reason: 'role_not_in_tokens' },
  });
}

function isScope(text: string): text is TokenScope {
  return tokenScopes.some((scope) => scope === text);
}

const appScope = /^apps$|^app:/;

/** A scope that opens nothing must not be stored: it would open something after an upgrade. */
function scopeProblem(unknown: string) {
  const known = tokenScopes.join(', ');
  const problem = appScope.test(unknown)
    ? `scopes must not name apps, because this server protects none; there are ${known}`
    : `scopes must be ${known}`;
  return { problem, code: 'unknown_value', params: { allowed: tokenScopes } } as const;
}

/** A token as the API returns it, never with its hash. */
export function shownToken(row: NamedToken): ListedToken {
  return {
    id: formatId(row.id),
    kind: 'named',
    name: row.name,
    prefix: row.prefix,
    scopes: [...parseScopes(row.scopes)],
    createdAt: isoTime(row.created_at),
    expiresAt: row.expires_at === null ? null : isoTime(row.expires_at),
    lastUsedAt: row.last_used_at === null ? null : isoTime(row.last_used_at),
    lastUsedIp: row.last_used_ip,
  };
}

/** The token that can be shown again, in the same form. */
export function shownLegacy(token: LegacyToken): ListedToken {
  return {
    // There is one for each user.
    id: formatId(token.userId),
    kind: 'legacy',
    name: legacyName,
    prefix: token.prefix,
    scopes: [...legacyScopes],
    createdAt: isoTime(token.createdAt),
    expiresAt: null,
    lastUsedAt: token.lastUsedAt === null ? null : isoTime(token.lastUsedAt),
    lastUsedIp: token.lastUsedIp,
  };
}

/** Puts it where it belongs in a list that begins with the newest. */
export function withLegacy(
  named: readonly ListedToken[],
  legacy: ListedToken,
): readonly ListedToken[] {
  const older = named.findIndex(({ createdAt }) => createdAt < legacy.createdAt);
  return older < 0 ? [...named, legacy] : named.toSpliced(older, 0, legacy);
}
