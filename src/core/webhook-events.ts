/** What the webhook can tell. */
export const webhookEvents = [
  'user.registered',
  'user.pending',
  'user.approved',
  'user.rejected',
  'user.updated',
  'user.disabled',
  'user.deleted',
  'user.email_changed',
] as const;

export type WebhookEvent = (typeof webhookEvents)[number];
