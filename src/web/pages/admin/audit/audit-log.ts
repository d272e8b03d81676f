import type { AuditPage, ShownEntry } from '../../../../features/audit/schema.ts';
import { signedRequest } from '../../client/request.ts';

export type Entry = ShownEntry;

interface AuditQuery {
  /** The id of the acting or the affected user; empty for all users. */
  readonly user: string;
  readonly event: string;
  readonly skip: number;
  readonly take: number;
}

/** Throws Failure. */
export function loadAudit({ user, event, skip, take }: AuditQuery): Promise<AuditPage> {
  const query = new URLSearchParams({ skip: String(skip), take: String(take) });
  if (user !== '') query.set('user', user);
  if (event !== '') query.set('event', event);
  return signedRequest<AuditPage>(`/api/admin/audit?${query}`);
}
