import { invitations } from './invitations.ts';
import { linkRequests } from './link-requests.ts';

/** The English texts about how people come in: invitations, and requests to link a sign-in. */
export const joining = { ...invitations, ...linkRequests } as const;
