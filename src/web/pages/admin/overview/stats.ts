import type { Stats } from '../../../../features/admin/model.ts';
import { signedRequest } from '../../client/request.ts';

/** Throws Failure. */
export function loadStats(): Promise<Stats> {
  return signedRequest<Stats>('/api/admin/stats');
}
