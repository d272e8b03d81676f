/** Why a message is not sent: a mail, or a call of the webhook. */
export type DropReason =
  'message_expired' | 'message_refused' | 'attempts_used_up' | 'receiver_gone';
