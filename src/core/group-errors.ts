/** The errors of groups that something else stands in the way of. */
export const groupErrors = {
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
