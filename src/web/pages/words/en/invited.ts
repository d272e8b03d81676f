/** The page of an invitation. */
export const invited = {
  'invited.address': ({ email }: { email: string }) =>
    `This invitation is for ${email}. Please use that address.`,
  'invited.administrator': 'Your account will be an administrator.',
  'invited.by': ({ person }: { person: string }) => `${person} invites you to create an account.`,
  'invited.signedIn':
    'You are signed in already. To create another account, sign out first, then open the link again.',
  'invited.title': ({ brand }: { brand: string }) => `You are invited to ${brand}`,
  'invited.toAccount': 'Go to your account',
  'invited.until': ({ time }: { time: string }) => `This invitation works until ${time}.`,
} as const;
