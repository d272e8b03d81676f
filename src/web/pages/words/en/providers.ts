/** The sign-in methods in the panel. */
export const providers = {
  'providers.allowSignup': 'New people can sign up',
  'providers.allowSignupText':
    'People without an account here get one, as “Who can sign up” under Registration says.',
  'providers.autoLink': 'Link by e-mail address',
  'providers.autoLinkText':
    'People whose verified address belongs to an account here are signed in to it.',
  'providers.callback': ({ provider }: { provider: string }) =>
    `Redirect address, to be registered at ${provider}`,
  'providers.clientId': 'Client ID',
  'providers.clientSecret': 'Client secret',
  'providers.close': ({ provider }: { provider: string }) => `Close ${provider}`,
  'providers.details': 'Details',
  'providers.detailsOf': ({ provider }: { provider: string }) => `Details of ${provider}`,
  'providers.enabled': 'Show on the sign-in page',
  'providers.enabledText': 'The button appears once the client ID and the secret are saved.',
  'providers.fromEnvironment': 'Set in the environment',
  'providers.guide': ({ provider }: { provider: string }) => `How to set up ${provider}`,
  'providers.intro':
    'Let people use an account they already have. Each needs an app that you register there.',
  'providers.missingClientId': 'The client ID is missing',
  'providers.missingSecret': 'The client secret is missing',
  'providers.needsBoth': 'Needs a client ID and a client secret',
  'providers.needsSecretAgain': 'The client secret must be entered again',
  'providers.saveAs': ({ provider }: { provider: string }) => `Save ${provider}`,
  'providers.saved': ({ provider }: { provider: string }) => `${provider} is saved.`,
  'providers.savedOff': ({ provider }: { provider: string }) =>
    `${provider} is saved, but not shown on the sign-in page.`,
  'providers.setUp': 'Set up',
  'providers.setUpOf': ({ provider }: { provider: string }) => `Set up ${provider}`,
  'providers.shown': 'Shown on the sign-in page',
  'providers.stateHalf': 'Incomplete',
  'providers.stateNotSetUp': 'Not set up',
  'providers.stateOff': 'Off',
  'providers.stateOn': 'On',
  'providers.switchOn': 'Switch on',
  'providers.tenant': 'Tenant',
  'providers.tenantHint':
    'Leave this empty for every account. Or enter the ID or the domain of a tenant, “organizations” or “consumers”.',
  'providers.title': 'Other accounts',
  'providers.turnedOff': 'Set up, but switched off',

  'secret.hint': 'Stored encrypted, and never shown again.',
  'secret.remove': ({ owner }: { owner: string }) => `Remove the client secret of ${owner}?`,
  'secret.removed': 'The client secret is removed.',
  'secret.removeText': 'Most providers refuse to sign people in without it.',
  'secret.replace': 'Replace',
  'secret.replaceHint': 'Replaces the stored secret when you save.',
  'secret.stored': 'A secret is stored',
  'secret.unreadable':
    'The stored secret can no longer be decrypted. Enter it again so that people can sign in here.',

  'oidc.apps': 'For the mobile app',
  'oidc.browsers': 'For browsers',
  'oidc.clientIdHint': 'From the provider, where you registered this server.',
  'oidc.enabledText': 'The button appears once the issuer and the client ID are saved.',
  'oidc.intro': 'One provider of your own, such as Pocket ID, Authentik, Keycloak or Authelia.',
  'oidc.issuer': 'Issuer URL',
  'oidc.issuerHint': 'Begins with https://, such as https://id.example.com',
  'oidc.name': 'Name',
  'oidc.nameHint': 'What people read on the button.',
  'oidc.no': 'No',
  'oidc.notSet': 'Not set',
  'oidc.nothingToTest': 'There is nothing to test yet: please enter the issuer URL.',
  'oidc.redirects': 'First, register these redirect addresses at the provider:',
  'oidc.savedIncomplete': ({ provider }: { provider: string }) =>
    `${provider} is saved. It is shown on the sign-in page once the issuer and the client ID are there.`,
  'oidc.set': 'Set',
  'oidc.test': 'Test connection',
  'oidc.testFailed': 'Sign-in would not work yet.',
  'oidc.testGood': 'Everything works. People can sign in with this provider.',
  'oidc.testGoodButOff':
    'Everything works. The provider is not shown on the sign-in page yet: switch it on and save.',
  'oidc.testText': 'Asks the provider everything that a sign-in needs. Nothing is saved.',
  'oidc.testWarnings': 'Sign-in should work. Please look at the warnings.',
  'oidc.trySignIn': 'Test a sign-in',
  'oidc.trySignInAgain': 'Test as another person',
  'oidc.trySignInText':
    'Sign in at the provider with the saved settings, and see what it sends and what a sign-in would do. Nothing changes.',
  'oidc.title': 'OpenID Connect',
  'oidc.yes': 'Yes',

  'options.intro': 'The usual values suit most servers.',
  'options.saved': 'The settings are saved.',
  'options.title': 'More settings',

  'passwords.intro': 'Allow sign-in with e-mail and password.',
  'passwords.on': 'People can sign in with e-mail and password.',
  'passwords.off': 'People sign in with a provider only. E-mail and password are refused.',
  'passwords.offWithoutProvider':
    'Passwords should be refused, but still work: no provider is set up to replace them.',
  'passwords.switchOff': 'Switch passwords off',
  'passwords.switchOffText':
    'People can no longer sign in, register or change a password here. Providers are the only way to sign in.',
  'passwords.switchOffTitle': 'Switch passwords off?',
  'passwords.switchOffWarning':
    'When the provider is down, you cannot sign in either. Then only the command line on the server helps.',
  'passwords.switchOn': 'Switch passwords on',
  'passwords.title': 'Passwords',
  'passwords.turnedOff': 'Passwords are switched off.',
  'passwords.turnedOn': 'Passwords are switched on.',
} as const;
