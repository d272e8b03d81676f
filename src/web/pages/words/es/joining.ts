import type { JoiningCatalogue } from '../catalogue.ts';
import { invitations } from './invitations.ts';
import { linkRequests } from './link-requests.ts';

/** The Spanish texts about how people come in: invitations, and requests to link a sign-in. */
export const joining: JoiningCatalogue = { ...invitations, ...linkRequests };
