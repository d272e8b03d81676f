/** The errors of invitations. */
export const invitationErrors = {
  invitation_for_other_address: {
    status: 403,
    message: 'This invitation is for another e-mail address.',
  },
  invitation_not_found: { status: 404, message: 'Invitation not found' },
  too_many_invitations: {
    status: 409,
    message: 'There are too many open invitations. Please revoke one.',
  },
} as const;
