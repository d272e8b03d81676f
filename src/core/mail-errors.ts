/** The errors of the settings of mail. */
export const mailErrors = {
  mail_settings_missing: {
    status: 409,
    message: 'Please set the mail server and the sender first',
  },
} as const;
