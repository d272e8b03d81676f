import { AppError } from '../../../core/errors.ts';
import { asObject } from '../../../core/json.ts';
import { isoTime } from '../../../core/time.ts';
import { formatId } from '../../../core/uuid.ts';
import type { Claims } from '../../../openid/claims.ts';
import type { VerifiedAnswer } from '../../../openid/connection.ts';
import { cureSentence } from '../../../openid/cure-sentences.ts';
import { type Finding, finding } from '../../../openid/findings.ts';
import { groupCures, missingGroups } from '../../../openid/group-sentences.ts';
import { reasonOf } from '../../../openid/refusal.ts';
import { failureFinding } from '../../../openid/sign-in-findings.ts';
import type { FollowPreview } from '../../groups/provider-memberships/service.ts';
import type { UserRow } from '../../users/service.ts';
import type { Decision } from '../arrival/rules.ts';
import type { AdminChange } from '../claimed-groups/rules.ts';
import type { Profile } from '../identities/rules.ts';
import type { SignInTestFailure, SignInTestReport } from './schema.ts';

/** What the provider said about one user, and what a sign-in would make of it. */
export interface Tested {
  readonly answer: VerifiedAnswer;
  readonly profile: Profile;
  readonly decision: Decision;
  readonly preview: FollowPreview;
  readonly adminGroup: string | null;
  readonly role: AdminChange['outcome'];
}

/** The result of a test, as it is kept and shown. `at` is in milliseconds since 1970. */
export function reportOf(
  { answer, profile, decision, preview, adminGroup, role }: Tested,
  at: number,
): SignInTestReport {
  const { email, emailVerified, name } = profile;
  return {
    at: isoTime(at),
    failure: null,
    email: email?.address ?? null,
    emailVerified,
    name,
    idToken: shownClaims(answer.idToken),
    userinfo: shownClaims(answer.userinfo),
    userinfoProblem: answer.userinfoProblem === null ? null : reasonOf(answer.userinfoProblem),
    outcome: outcomeOf(decision),
    findings: findingsOf(profile, decision),
    groups: {
      ...groupsOf(profile),
      added: [...preview.added],
      removed: [...preview.removed],
      ignored: [...preview.ignored],
      adminGroup,
      role,
    },
  };
}

/** The result of a test that the provider did not answer in a way that can be used. */
export function failureOf(refusal: AppError, at: number): SignInTestFailure {
  const reason = refusal.cause instanceof Error ? reasonOf(refusal) : null;
  const findings = reason === null ? [] : [failureFinding(refusal)];
  return { at: isoTime(at), failure: { code: refusal.code, reason }, findings };
}

function findingsOf({ findings = [] }: Profile, decision: Decision): Finding[] {
  if (decision.kind !== 'refuse' || decision.code !== 'sign_up_closed') return [...findings];
  const closed = { code: 'account_not_created', params: {}, cure: 'create_account_first' } as const;
  return [...findings, finding('sign_in', 'failed', closed)];
}

function outcomeOf(decision: Decision): SignInTestReport['outcome'] {
  const user = decision.kind === 'create' ? null : decision.user;
  const status = decision.kind === 'create' ? decision.status : (user?.status ?? 'active');
  return {
    kind: decision.kind,
    code: decision.kind === 'refuse' ? decision.code : null,
    account: user === null ? null : accountOf(user),
    waits: status === 'pending',
    secures: decision.kind === 'link' && decision.seizes,
  };
}

function accountOf({ id, email }: UserRow) {
  return { id: formatId(id), email };
}

function groupsOf({ groups }: Profile) {
  if (groups === null) throw new AppError('invalid_state');
  const { names, found, dropped, droppedCount, kind } = groups;
  const missing = missingGroups(groups);
  const needsCure = missing === 'absent' || missing === 'overage';
  const cureCode = needsCure ? (missing === 'overage' ? 'use_app_roles' : groupCures[kind]) : null;
  return {
    names: [...names],
    found: found.map((one) => ({ path: one.path, from: one.from, names: [...one.names] })),
    missing,
    cureCode,
    cure: cureCode === null ? null : cureSentence(cureCode, {}),
    dropped: [...dropped],
    droppedCount,
  };
}

const maxClaims = 60;
const maxValueLength = 600;
const maxItems = 50;
const maxDepth = 4;

/** Claims that belong to one sign-in, or by which something can be fetched as the user. */
const withheld = /token|secret|password|hash|nonce|^jti$|^sid$/i;

function shownClaims(claims: Claims | null): SignInTestReport['idToken'] {
  if (claims === null) return null;
  const shown = Object.entries(claims).slice(0, maxClaims);
  return shown.map(([name, value]) => {
    const text = JSON.stringify(shownValue(name, value, 0));
    const isLong = text.length > maxValueLength;
    return {
      name: name.slice(0, maxValueLength),
      value: isLong ? `${text.slice(0, maxValueLength).toWellFormed()}…` : text,
    };
  });
}

function shownValue(name: string, value: unknown, depth: number): unknown {
  if (withheld.test(name) || (depth > maxDepth && typeof value === 'object')) return '…';
  if (typeof value === 'string') return isToken(value) ? '…' : value;
  if (Array.isArray(value)) {
    return value.slice(0, maxItems).map((one) => shownValue('', one, depth + 1));
  }
  const object = asObject(value);
  if (object === null) return value;
  const entries = Object.entries(object).slice(0, maxItems);
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, shownValue(key, inner, depth + 1)]),
  );
}

/** A signed or encrypted JWT (RFC 7515 section 3.1, RFC 7516 section 3.1). */
function isToken(text: string): boolean {
  return /^eyJ[\w-]*\.[\w-]+\./.test(text);
}
