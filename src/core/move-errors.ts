/** The errors of a move of all people to another OpenID provider. */
export const moveErrors = {
  issuer_unused: { status: 400, message: 'No account here has signed in at this issuer' },
  provider_move_not_found: { status: 404, message: 'There is no provider move to undo' },
  provider_move_running: {
    status: 409,
    message: 'A provider move is under way: undo it, or wait until it ends',
  },
  identity_contested: {
    status: 409,
    message:
      'Two accounts at the identity provider claim this account here, so neither can sign in. Please ask an administrator.',
  },
} as const;
