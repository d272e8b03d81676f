// A row of each kind about links that are asked for.
import type { LinkRequestRow } from '../../src/features/federation/link-requests/rules.ts';
import type { LinkTicketRow } from '../../src/features/federation/link-tickets/rules.ts';
import { bytes, id } from './sample-rows.ts';

const toldIdentity = {
  user_id: id,
  provider: 'oidc',
  issuer: 'https://id.example.com',
  subject: 'x',
  email: 'grace@example.com',
  email_verified: 0,
  name: null,
} as const;

export const linkTicket: LinkTicketRow = {
  ...toldIdentity,
  ticket_hash: bytes,
  is_bound: 1,
  created_at: 1,
  expires_at: 2,
};

export const linkRequest: LinkRequestRow = {
  ...toldIdentity,
  id,
  asked_at: 1,
  expires_at: 2,
  refused_at: null,
};
