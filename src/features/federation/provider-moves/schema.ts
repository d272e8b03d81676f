/** Why an identity is not replaced during a provider move. */
export const obstacles = [
  'account_disabled',
  'no_verified_address',
  'administrator',
  'signed_in_since',
  'several_identities',
  'at_new_issuer',
  'address_shared',
  'address_of_another',
  'moved_before',
] as const;

export type Obstacle = (typeof obstacles)[number];
