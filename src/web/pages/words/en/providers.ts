/** The sign-in methods in the panel. */
export const providers = {
  'oidc.nothingToTest': 'There is nothing to test yet: please enter the issuer URL.',
} as const;
