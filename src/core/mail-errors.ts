/** The errors of the settings of mail. */
export const mailErrors = {
  mail_settings_missing: {
    status: 409,
    message: 'Please set the mail server and the sender first',
  },
  mail_required: {
    status: 409,
    message: 'REQUIRE_VERIFIED_EMAIL is set, so this server has to be able to send mail',
  },
} as const;
