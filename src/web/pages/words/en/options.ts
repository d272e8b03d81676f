import type { oidcOptions, OidcOptionName } from '../../../../core/oidc-options.ts';

/** The further settings of the OpenID provider: the label and the hint of each, and the words of its choices. */
export const options = {
  'option.adminGroups': 'Groups of administrators',
  'option.adminGroupsHint':
    'People in one of these groups at the provider are administrators for 24 hours after each sign-in there. Separate several by commas.',
  'option.allowedGroups': 'Groups that may sign in',
  'option.allowedGroupsHint':
    'Only people in one of these groups at the provider may sign in there. Empty: everyone.',
  'option.autoRedirect': 'Go to the provider at once',
  'option.autoRedirectHint':
    'The sign-in page is skipped while no other provider is switched on. You find it at /login?local.',
  'option.emailClaim': 'Claims with the e-mail address',
  'option.emailClaimHint':
    'Separated by commas. The first one that the provider sends counts. Only “email” can be verified.',
  'option.logout': 'Sign out at the provider too',
  'option.logoutHint':
    'Signing out here also ends the session there. Register the address of your sign-in page, /login, there as a post-logout redirect address.',
  'option.nameClaim': 'Claims with the name',
  'option.nameClaimHint': 'Separated by commas. The first one that the provider sends counts.',
  'option.groupsClaim': 'Claim with the groups',
  'option.groupsClaimHint':
    'Where the provider names the groups of a person, such as groups, roles or realm_access.roles.',
  'option.prompt': 'What the provider asks at every sign-in',
  'option.promptHint': 'Helps on computers that several people share.',
  'option.prompt.login': 'To sign in there again',
  'option.prompt.none': 'Nothing, if you are signed in there',
  'option.prompt.select_account': 'Which account to use',
  'option.scopes': 'Scopes',
  'option.scopesHint':
    'What a sign-in asks the provider for. The scope groups is added automatically when a setting for groups is chosen and the provider knows it.',
  'option.sessionTtl': 'Sessions end after',
  'option.sessionTtlHint':
    'How long a sign-in at the provider lasts at most, such as 12h or 30d. 0: as long as it is used. An administrator role that comes from a group lasts as long.',
  'option.syncGroups': 'Memberships from the provider',
  'option.syncGroupsHint': 'Renewed at every sign-in there. Memberships that you give here stay.',
  'option.syncGroups.all': 'All groups: missing ones are created here',
  'option.syncGroups.mapped': 'Groups that exist here with the same name',
  'option.syncGroups.off': 'None',
} as const satisfies OptionTexts;

type WordsOf<Name extends OidcOptionName> = (typeof oidcOptions)[Name] extends {
  readonly words: readonly (infer Word extends string)[];
}
  ? `option.${Name}.${Word}`
  : never;

type OptionTexts = {
  readonly [
    Name in OidcOptionName as `option.${Name}` | `option.${Name}Hint` | WordsOf<Name>
  ]: string;
};
