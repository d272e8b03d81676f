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
  email_not_verified: {
    status: 403,
    message: 'Please confirm your e-mail address first. We have sent you a link.',
  },
  link_owner_required: {
    status: 403,
    message: 'Please sign in to the account of this link, or enter its password',
  },
  email_verified: { status: 409, message: 'This e-mail address is confirmed already' },
} as const;
