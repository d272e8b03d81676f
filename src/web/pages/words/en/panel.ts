/** What all pages of the panel share. */
export const panel = {
  'panel.audit': 'Audit log',
  'panel.back': 'Back to your account',
  'panel.groups': 'Groups',
  'panel.invitations': 'Invitations',
  'panel.keys': 'Keys',
  'panel.label': 'Administration',
  'panel.mail': 'Mail',
  'panel.onlyAdministrators': 'This page is for administrators',
  'panel.ordinary':
    'Your account has no administrator role, so there is nothing to do for you here.',
  'panel.overview': 'Overview',
  'panel.providers': 'Providers',
  'panel.registration': 'Registration',
  'panel.users': 'Users',
  'panel.waiting': 'Waiting',

  'list.clear': 'Clear filters',
  'list.clearSearch': 'Clear the search',
  'list.download': 'Download CSV',
  'list.next': 'Next',
  'list.pages': 'Pages',
  'list.part': ({ from, to, total }: { from: string; to: string; total: string }) =>
    `${from}–${to} of ${total}`,
  'list.previous': 'Previous',
  'list.sort': 'Sort by',
} as const;
