/** The errors of links that do one thing once, and of the mails that bring them. */
export const linkErrors = {
  link_invalid: {
    status: 404,
    message: 'This link is not valid any more. Please ask for a new one.',
  },
  mail_not_configured: {
    status: 503,
    message: 'This server sends no mail. Please ask its administrator for a link.',
  },
} as const;
