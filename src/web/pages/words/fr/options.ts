import type { AdministrationCatalogue } from '../catalogue.ts';

/** The further settings of the OpenID provider. */
export const options = {
  'options.intro': 'Les valeurs habituelles conviennent à la plupart des serveurs.',
  'options.saved': 'Les réglages sont enregistrés.',
  'options.title': 'Autres réglages',

  'option.autoRedirect': 'Aller tout de suite chez le fournisseur',
  'option.autoRedirectHint':
    'La page de connexion est sautée tant qu’aucun autre fournisseur n’est activé. Vous la trouvez à /login?local.',
  'option.emailClaim': 'Claims de l’adresse e-mail',
  'option.emailClaimHint':
    'Séparés par des virgules. Le premier que le fournisseur envoie compte. Seul « email » peut être vérifié.',
  'option.logout': 'Se déconnecter aussi chez le fournisseur',
  'option.logoutHint':
    'La déconnexion ici met aussi fin à la session là-bas. Enregistrez-y l’adresse de votre page de connexion, /login, comme adresse de redirection après déconnexion.',
  'option.nameClaim': 'Claims du nom',
  'option.nameClaimHint': 'Séparés par des virgules. Le premier que le fournisseur envoie compte.',
  'option.prompt': 'Ce que le fournisseur demande à chaque connexion',
  'option.promptHint': 'Utile sur les ordinateurs que plusieurs personnes partagent.',
  'option.prompt.login': 'De s’y connecter à nouveau',
  'option.prompt.none': 'Rien, si l’on y est déjà connecté',
  'option.prompt.select_account': 'Quel compte utiliser',
} as const satisfies Partial<AdministrationCatalogue>;
