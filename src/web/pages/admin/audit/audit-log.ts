import type { ListedUser, usersPageSchema } from '../../../../features/admin/settings/schema.ts';
import type { AuditPage, ShownEntry } from '../../../../features/audit/schema.ts';
import { signedRequest } from '../../client/request.ts';
import { addWords } from '../../words/words.ts';
import { boundsOf, type Period } from './period.ts';

export type Entry = ShownEntry;

/** Which entries the log shows; an empty text does not filter. */
export interface AuditFilter {
  /** The id of the acting or the affected user. */
  readonly user: string;
  readonly event: string;
  readonly period: Period;
  readonly isFailure: boolean;
}

export const wholeLog: AuditFilter = {
  user: '',
  event: '',
  period: { kind: '', from: '', to: '' },
  isFailure: false,
};

/** The entries that match, newest first. Throws Failure. */
export async function loadAudit(
  filter: AuditFilter,
  { skip, take }: { readonly skip: number; readonly take: number },
): Promise<AuditPage> {
  const path = pathOf(filter, { skip: String(skip), take: String(take) });
  // An entry may name a further setting of the OpenID provider, or tell of an invitation.
  const page = signedRequest<AuditPage>(path);
  return (await Promise.all([page, addWords('findings'), addWords('joining')]))[0];
}

/** The path of the entries that match, as a CSV file. */
export function csvPath(filter: AuditFilter): string {
  return pathOf(filter, { format: 'csv' });
}

function pathOf({ user, event, period, isFailure }: AuditFilter, how: Record<string, string>) {
  const query = new URLSearchParams(how);
  if (user !== '') query.set('user', user);
  if (event !== '') query.set('event', event);
  if (isFailure) query.set('outcome', 'failure');
  const { from, to } = boundsOf(period);
  if (from !== null) query.set('from', from);
  if (to !== null) query.set('to', to);
  return `/api/admin/audit?${query}`;
}

/** The address of a user. Throws Failure. */
export async function loadAddress(id: string): Promise<string> {
  const path = `/api/admin/users/${encodeURIComponent(id)}`;
  return (await signedRequest<ListedUser>(path)).email;
}

const peopleShown = 6;

/** The first users whose name or address contains a text. Throws Failure. */
export async function findPeople(search: string): Promise<readonly ListedUser[]> {
  const query = new URLSearchParams({ search, take: String(peopleShown) });
  const path = `/api/admin/users?${query}`;
  return (await signedRequest<(typeof usersPageSchema)['static']>(path)).users;
}
