import type { CureCode } from '../core/finding-codes.ts';
import type { VerifiedAnswer } from './connection.ts';
import { type Finding, finding } from './findings.ts';
import { type GroupClaims, hasGroups } from './group-claims.ts';
import { groupCures } from './group-sentences.ts';
import type { ProviderKind } from './provider-kind.ts';
import { emailPathIn, type ProfilePaths } from './profile-claims.ts';
import { cureOf, reasonOf } from './refusal.ts';

/** What was read from the answer of a provider, and where it was looked for. */
export interface ReadAnswer extends ProfilePaths {
  readonly answer: Pick<VerifiedAnswer, 'idToken' | 'userinfo' | 'userinfoProblem'>;
  readonly hasEmail: boolean;
  readonly emailVerified: boolean;
  readonly name: string | null;
  readonly groups: GroupClaims & { readonly kind: ProviderKind };
  /** Whether a setting needs groups. */
  readonly needsGroups: boolean;
}

/** What is missing in an answer of the provider, with the settings that would help. */
export function answerFindings(read: ReadAnswer): readonly Finding[] {
  return [emailFinding(read), nameFinding(read), groupsFinding(read), userinfoFinding(read)].filter(
    (one) => one !== null,
  );
}

/** Why a sign-in failed before the provider had told who the user is. */
export function failureFinding(refusal: unknown): Finding {
  const params = { reason: reasonOf(refusal) };
  return finding('sign_in', 'failed', { code: 'sign_in_failed', params, cure: cureOf(refusal) });
}

function emailFinding(read: ReadAnswer): Finding | null {
  const { answer, emailClaims: claims } = read;
  if (!read.hasEmail) {
    const cure = hasAddressElsewhere(answer) ? 'set_email_claim' : 'send_email';
    return finding('profile', 'failed', { code: 'email_missing', params: { claims }, cure });
  }
  if (read.emailVerified) return null;
  const path = emailPathIn(answer, read) ?? 'email';
  const params = { claims: [path] };
  const cure = cureOfUnverified(answer, path);
  return finding('profile', 'warning', { code: 'email_not_verified', params, cure });
}

/** Whether another claim has the form of an address, which the operator may have meant. */
function hasAddressElsewhere({ idToken, userinfo }: ReadAnswer['answer']): boolean {
  const values = [idToken, userinfo].flatMap((claims) => Object.values(claims ?? {}));
  return values.some((value) => typeof value === 'string' && /^[^\s@]+@[^\s@]+$/.test(value));
}

/** OIDC_TRUST_EMAIL stands in for a claim that is absent or a text, not for false. */
function cureOfUnverified({ idToken, userinfo }: ReadAnswer['answer'], path: string): CureCode {
  const isDenied = [idToken, userinfo].some((claims) => claims?.['email_verified'] === false);
  return path === 'email' && !isDenied ? 'set_trust_email' : 'verify_email_there';
}

function nameFinding({ name, nameClaims: claims }: ReadAnswer): Finding | null {
  if (name !== null) return null;
  const cure = 'set_name_claim';
  return finding('profile', 'warning', { code: 'name_missing', params: { claims }, cure });
}

function groupsFinding({ groups, needsGroups }: ReadAnswer): Finding | null {
  if (!needsGroups || groups.names.length > 0) return null;
  const params = { claims: groups.found.map(({ path }) => path) };
  if (groups.isOverage) {
    const cure = 'use_app_roles';
    return finding('groups', 'warning', { code: 'groups_left_out', params, cure });
  }
  if (hasGroups(groups)) return null;
  const cure = groupCures[groups.kind];
  return finding('groups', 'warning', { code: 'groups_not_sent', params, cure });
}

function userinfoFinding({ answer: { userinfoProblem } }: ReadAnswer): Finding | null {
  if (userinfoProblem === null) return null;
  const params = { reason: reasonOf(userinfoProblem) };
  const cure = cureOf(userinfoProblem);
  return finding('userinfo', 'warning', { code: 'userinfo_failed', params, cure });
}
