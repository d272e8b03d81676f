/** What may be wrong with the settings of mail, by a stable name. */
export const mailProblemCodes = [
  'host_missing',
  'sender_missing',
  'password_missing',
  'user_missing',
  'cleartext_to_public',
  'cleartext_to_name',
  'starttls_on_465',
  'implicit_on_587',
] as const;

export type MailProblem = (typeof mailProblemCodes)[number];
