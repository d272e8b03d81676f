/** The settings of registration and passwords in the panel. */
export const settings = {
  'settings.locked': ({ variables, toRemove }: { variables: string; toRemove: string }) =>
    `Set in the environment by ${variables}. To change it here, remove ${toRemove} there and restart the server.`,
  'settings.lockedPartly': ({ variables, toRemove }: { variables: string; toRemove: string }) =>
    `Some of this is set in the environment by ${variables}. To change it here, remove ${toRemove} there and restart the server.`,

  'mode.disabled': 'Closed',
  'mode.disabledText':
    'New people cannot sign up with a password; you create their accounts. People at your OpenID provider still get one when they sign in.',
  'mode.enabled': 'Open',
  'mode.enabledText': 'Anyone can sign up and use the account at once.',
  'mode.intro': 'People who have an account already are not affected.',
  'mode.review': 'With approval',
  'mode.reviewText': 'Anyone can ask for an account. It works once you have approved it.',
  'mode.saved': 'Saved. New sign-ups follow this from now on.',
  'mode.title': 'Who can sign up',

  'policy.intro': 'Checked when a password is set, not at sign-in.',
  'policy.isOff': '8 characters are enough. When this is on, every new password needs:',
  'policy.isOn': 'Every new password needs:',
  'policy.label': 'Strict passwords',
  'policy.ruleCase': 'An upper-case and a lower-case letter',
  'policy.ruleCommon': 'Not one of the most common passwords',
  'policy.ruleDigit': 'A digit',
  'policy.ruleLength': 'At least 12 characters',
  'policy.ruleSign': ({ signs }: { signs: string }) => `One of ${signs}`,
  'policy.title': 'Passwords',
  'policy.turnedOff': 'Strict passwords are off.',
  'policy.turnedOn': 'Strict passwords are on.',
} as const;
