import type {
  MoveOverview,
  MoveReport,
  MoveRequest,
} from '../../../../features/admin/provider-move/schema.ts';
import { site } from '../../client/site.ts';
import { signedRequest } from '../../client/request.ts';
import { addWords } from '../../words/words.ts';

export type { MoveOverview, MoveReport, MoveRequest };

/** Every function here throws Failure. */
export async function loadMove(): Promise<MoveOverview> {
  return (await Promise.all([signedRequest<MoveOverview>(base), addWords('providerMove')]))[0];
}

export function previewMove(json: MoveRequest): Promise<MoveReport> {
  return signedRequest<MoveReport>(`${base}/preview`, { method: 'POST', json });
}

export function startMove(json: MoveRequest): Promise<MoveOverview> {
  return signedRequest<MoveOverview>(base, { method: 'POST', json });
}

export function undoMove(): Promise<MoveOverview> {
  return signedRequest<MoveOverview>(`${base}/undo`, { method: 'POST' });
}

/** What the handbook says about a change of provider; null on a server that serves no handbook. */
export function handbookPage(): string | null {
  return site.handbook === null ? null : `${site.handbook}/providers#change-the-provider`;
}

const base = '/api/admin/provider-move';
