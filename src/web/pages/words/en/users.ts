/** The list of users, and the page of one of them. */
export const users = {
  'users.emailTaken': 'Another account has this e-mail address already.',
} as const;
