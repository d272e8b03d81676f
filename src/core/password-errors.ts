/** The errors about the password that a person has; a part of the table of all errors. */
export const passwordErrors = {
  no_local_password: {
    status: 400,
    message: 'This account has no password here. Please change it at your identity provider.',
  },
  password_unchanged: {
    status: 400,
    message: 'New password must be different from current password',
  },
  wrong_current_password: { status: 403, message: 'Current password is incorrect' },
  password_change_required: { status: 403, message: 'Please choose a new password.' },
} as const;
