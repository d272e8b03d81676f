import type {
  CreatedInvitation,
  CreateInvitationRequest,
  ShownInvitation,
} from '../../../../features/admin/invitations/schema.ts';
import { Failure } from '../../client/failure.ts';
import { signedRequest } from '../../client/request.ts';

export type { CreatedInvitation, CreateInvitationRequest, ShownInvitation };

const base = '/api/admin/invitations';

/** Every function here throws Failure. */
export function loadInvitations(): Promise<readonly ShownInvitation[]> {
  return signedRequest<readonly ShownInvitation[]>(base);
}

/** Shows `user_exists` at the field of the address. */
export async function createInvitation(json: CreateInvitationRequest): Promise<CreatedInvitation> {
  try {
    return await signedRequest<CreatedInvitation>(base, { method: 'POST', json });
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'user_exists') throw error;
    const details = [{ field: 'email', text: 'error.user_exists' }] as const;
    throw new Failure({ code: error.code, status: error.status, details });
  }
}

export async function revokeInvitation(id: string): Promise<void> {
  await signedRequest(`${base}/${encodeURIComponent(id)}`, { method: 'DELETE' });
}
