/** What a new account may do. */
export interface NewPlace {
  readonly isAdmin: boolean;
  readonly isProven: boolean;
  readonly status: 'active' | 'pending';
}
