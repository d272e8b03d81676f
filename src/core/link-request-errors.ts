/** The errors of linking an account at a provider to one here, and of asking for it. */
export const linkRequestErrors = {
  invalid_link_ticket: {
    status: 400,
    message: 'Invalid or expired ticket. Please sign in at your provider again.',
  },
  own_link_request: {
    status: 400,
    message: 'This request is about your own account. Please link the provider there instead.',
  },
  link_request_not_found: { status: 404, message: 'There is no such request, or it has ended' },
  link_request_refused: { status: 409, message: 'This request was refused already' },
  link_request_outdated: {
    status: 409,
    message:
      'This request no longer holds, because the account or the sign-in at the provider has changed since. Please sign in at the provider again.',
  },
  too_many_link_requests: {
    status: 409,
    message: 'Too many requests are waiting already. Please talk to an administrator.',
  },
  account_exists: {
    status: 409,
    message:
      'An account with this e-mail address exists already, and this sign-in may not be linked to it by the address alone. Please sign in the way you did before, or ask an administrator.',
  },
  identity_taken: {
    status: 409,
    message: 'This identity is linked to another account already. Please unlink it there first.',
  },
  provider_already_linked: {
    status: 409,
    message: 'Your account is linked to another identity of this provider. Please unlink it first.',
  },
} as const;
