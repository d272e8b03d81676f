/** The errors of links that confirm an address. */
export const linkErrors = {
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
