// What an administrator does to an account that ends the API tokens of its owner.

export interface End {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly path: (id: string) => string;
  readonly json?: unknown;
}

/** A name for each, and the request under /api/admin/users. */
export const ends: readonly (readonly [string, End])[] = [
  ['a reset of the password', { method: 'POST', path: (id) => `${id}/reset-password`, json: {} }],
  ['disabling', { method: 'PATCH', path: (id) => id, json: { status: 'disabled' } }],
  ['deletion', { method: 'DELETE', path: (id) => id }],
];
