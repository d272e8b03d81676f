import type { FindingsCatalogue } from '../catalogue.ts';

/** The further settings of the OpenID provider. */
export const options = {
  'option.adminGroups': 'Groupes d’administrateurs',
  'option.adminGroupsHint':
    'Qui est dans l’un d’eux chez le fournisseur est administrateur pendant 24 heures après chaque connexion. Séparez par des virgules.',
  'option.allowedGroups': 'Groupes autorisés à se connecter',
  'option.allowedGroupsHint':
    'Seules les personnes d’un de ces groupes chez le fournisseur peuvent se connecter par lui. Vide : tout le monde.',
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
  'option.groupsClaim': 'Claim des groupes',
  'option.groupsClaimHint':
    'Où le fournisseur nomme les groupes d’une personne, par exemple groups, roles ou realm_access.roles.',
  'option.prompt': 'Ce que le fournisseur demande à chaque connexion',
  'option.promptHint': 'Utile sur les ordinateurs que plusieurs personnes partagent.',
  'option.prompt.login': 'De s’y connecter à nouveau',
  'option.prompt.none': 'Rien, si l’on y est déjà connecté',
  'option.prompt.select_account': 'Quel compte utiliser',
  'option.scopes': 'Scopes',
  'option.scopesHint':
    'Ce qu’une connexion demande au fournisseur. Le scope groups s’ajoute de lui-même si un réglage de groupes est choisi et que le fournisseur le connaît.',
  'option.sessionTtl': 'Les sessions prennent fin après',
  'option.sessionTtlHint':
    'Durée maximale d’une connexion par le fournisseur, par exemple 12h ou 30d. 0 : tant qu’elle sert. Le rôle d’administrateur par un groupe dure autant.',
  'option.syncGroups': 'Appartenances du fournisseur',
  'option.syncGroupsHint': 'Renouvelées à chaque connexion. Les appartenances données ici restent.',
  'option.syncGroups.all': 'Tous les groupes : ceux qui manquent sont créés ici',
  'option.syncGroups.mapped': 'Les groupes qui existent ici sous le même nom',
  'option.syncGroups.off': 'Aucune',
} as const satisfies Partial<FindingsCatalogue>;
