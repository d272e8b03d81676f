import type { Stats } from '../../../../features/admin/settings/schema.ts';
import { signedRequest } from '../../client/request.ts';

/** Throws Failure. */
export function loadStats(): Promise<Stats> {
  return signedRequest<Stats>('/api/admin/stats');
}
