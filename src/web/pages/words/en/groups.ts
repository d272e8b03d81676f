import type { Mark } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('en');

/** The groups of people, in the panel. */
export const groups = {
  'groups.add': 'Add a group',
  'groups.addNow': 'Add',
  'groups.change': 'Edit',
  'groups.changeOne': ({ name }: { name: string }) => `Edit ${name}`,
  'groups.changeTitle': 'Edit group',
  'groups.create': 'Create group',
  'groups.delete': 'Delete',
  'groups.deleteOne': ({ name }: { name: string }) => `Delete ${name}`,
  'groups.deleteProviderText':
    'Its members are no longer in it. Your provider may make it again at the next sign-in.',
  'groups.deleteText':
    'Its members are no longer in it, here and in the apps that ask for their groups. Their accounts stay.',
  'groups.deleteTitle': ({ name }: { name: string }) => `Delete the group ${name}?`,
  'groups.deleted': ({ name }: { name: string }) => `The group ${name} was deleted.`,
  'groups.description': 'Description',
  'groups.from': ({ provider }: { provider: string }) => `from ${provider}`,
  'groups.inAll': 'This person is in every group.',
  'groups.made': ({ name }: { name: string }) => `The group ${name} was created.`,
  'groups.members': ({ count }: { count: number }) =>
    plural(count, { one: '# member', other: '# members' }),
  'groups.missingName': 'Please enter a name.',
  'groups.nameHint': 'Apps compare names exactly. A name has no commas.',
  'groups.namedByProvider': 'This group comes from your provider, which names it.',
  'groups.new': 'New group',
  'groups.none': 'No groups yet',
  'groups.noneText': 'Make a group, then add people to it on their pages.',
  'groups.remove': ({ name }: { name: string }) => `Take out of ${name}`,
  'groups.saved': 'The changes are saved.',
  'groups.text': 'Apps see the groups of a person and can allow or refuse things by them.',
  'groups.userNone': ({ link }: { link: Mark }) =>
    `There are no groups yet. You can make them in ${link('Groups')}.`,
  'groups.userText': 'Apps see the groups of this person.',
} as const;
