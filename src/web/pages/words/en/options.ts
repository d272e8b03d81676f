import type { oidcOptions, OidcOptionName } from '../../../../core/oidc-options.ts';

/** The further settings of the OpenID provider: the label and the hint of each, and the words of its choices. */
export const options = {
  'options.intro': 'The usual values suit most servers.',
  'options.saved': 'The settings are saved.',
  'options.title': 'More settings',

  'option.autoRedirect': 'Go to the provider at once',
  'option.autoRedirectHint':
    'The sign-in page is skipped while no other provider is switched on. You find it at /login?local.',
  'option.emailClaim': 'Claims with the e-mail address',
  'option.emailClaimHint':
    'The first that the provider sends counts, divided by commas. Only “email” can be verified.',
  'option.logout': 'Sign out at the provider too',
  'option.logoutHint':
    'Signing out here also ends the session there. Register the address of your sign-in page, /login, there as a post-logout redirect address.',
  'option.nameClaim': 'Claims with the name',
  'option.nameClaimHint': 'The first that the provider sends counts, divided by commas.',
  'option.prompt': 'What the provider asks at every sign-in',
  'option.promptHint': 'Helps on computers that several people share.',
  'option.prompt.login': 'To sign in there again',
  'option.prompt.none': 'Nothing, if you are signed in there',
  'option.prompt.select_account': 'Which account to use',
} as const satisfies OptionTexts & Readonly<Record<`options.${string}`, string>>;

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
