/** The errors of groups, and of what a group decides. */
export const groupErrors = {
  group_required: {
    status: 403,
    message: 'Your account at the provider is not in a group that may sign in here.',
  },
  group_not_found: { status: 404, message: 'Group not found' },
  group_exists: {
    status: 409,
    message: 'There is a group of this name already, perhaps in other letter case',
  },
  group_of_provider: {
    status: 409,
    message: 'This group comes from the identity provider, which names it',
  },
  too_many_groups: { status: 409, message: 'At most 1000 groups can be made here' },
  admin_by_group: {
    status: 409,
    message: 'This person is an administrator through a group at the identity provider.',
  },
} as const;
