// Compares the ledger with the database: acknowledged changes are stored; a request without an answer was carried
// out completely or not at all.
import type { Database } from 'bun:sqlite';
import { markGone } from './attempt.ts';
import { differences, type Facts, readAudit, readFacts } from './facts.ts';
import { adopt, type Person, remember } from './person.ts';

interface Verdict {
  readonly violations: readonly string[];
  /** Whether the request without an answer was carried out. */
  readonly isCarriedOut: boolean;
}

/** Compares one person and records what is stored, which settles the request without an answer. */
export async function settleDoubt(database: Database, person: Person): Promise<Verdict> {
  const { doubt, facts: before } = person;
  const actual = readFacts(database, person.email);
  person.doubt = null;
  const asBefore = compare(actual, before);
  if (asBefore.length === 0)
    return { violations: await takeOver(person, actual, before), isCarriedOut: false };
  if (doubt === null) return untrue(person, actual, asBefore);
  const expected = doubt.after?.id === '' ? { ...doubt.after, id: actual?.id ?? '' } : doubt.after;
  const asAfter = compare(actual, expected);
  if (asAfter.length > 0)
    return untrue(person, actual, [...asBefore, `and if ${doubt.request} was done:`, ...asAfter]);
  if (doubt.password !== person.password) {
    remember(person.oldPasswords, person.password);
    person.password = doubt.password;
  }
  if (actual === null) markGone(person, doubt.request);
  return { violations: await takeOver(person, actual, expected), isCarriedOut: true };
}

function untrue(person: Person, actual: Facts | null, found: readonly string[]): Verdict {
  if (actual !== null) adopt(person, actual);
  return { violations: [`${person.email}: ${found.join('; ')}`], isCarriedOut: false };
}

function compare(actual: Facts | null, expected: Facts | null): string[] {
  if (actual === null || expected === null)
    return actual === expected ? [] : [actual === null ? 'is missing' : 'should not exist'];
  return differences(actual, expected);
}

/** Records what is stored; a new password hash must match the valid password. */
async function takeOver(
  person: Person,
  actual: Facts | null,
  expected: Facts | null,
): Promise<readonly string[]> {
  const isNew = typeof expected?.passwordHash === 'object';
  adopt(person, actual);
  if (!isNew || typeof actual?.passwordHash !== 'string') return [];
  const matches = await Bun.password.verify(person.password, actual.passwordHash);
  return matches ? [] : [`${person.email}: the password that was set does not match`];
}

/** A deleted account must stay deleted, and the audit log must say why. */
export function checkGone(database: Database, person: Person): readonly string[] {
  const { gone, email } = person;
  if (readFacts(database, email) !== null) return [`${email} exists again`];
  const lines = gone === null ? 1 : readAudit(database, gone.id)[gone.event];
  return lines === 1 ? [] : [`${email} is gone, but the log has no ${String(gone?.event)}`];
}
