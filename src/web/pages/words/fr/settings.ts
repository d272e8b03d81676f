/** The settings of registration and passwords in the panel. */
export const settings = {
  'settings.locked': ({ variables, toRemove }: { variables: string; toRemove: string }) =>
    `Défini dans l’environnement par ${variables}. Pour le modifier ici, retirez-en ${toRemove} et redémarrez le serveur.`,
  'settings.lockedPartly': ({ variables, toRemove }: { variables: string; toRemove: string }) =>
    `En partie défini dans l’environnement par ${variables}. Pour le modifier ici, retirez-en ${toRemove} et redémarrez le serveur.`,

  'mode.disabled': 'Inscription fermée',
  'mode.disabledText':
    'Vous créez les comptes : pas d’inscription par mot de passe. Votre fournisseur OpenID laisse toujours entrer ses utilisateurs.',
  'mode.enabled': 'Inscription libre',
  'mode.enabledText': 'Tout le monde peut s’inscrire et utiliser le compte aussitôt.',
  'mode.intro': 'Les personnes qui ont déjà un compte ne sont pas concernées.',
  'mode.review': 'Avec approbation',
  'mode.reviewText': 'Tout le monde peut demander un compte, qui fonctionne une fois approuvé.',
  'mode.saved': 'Enregistré. Ce choix vaut dès maintenant.',
  'mode.title': 'Qui peut s’inscrire',

  'policy.intro': 'Vérifié au choix d’un mot de passe, pas à la connexion.',
  'policy.isOff': '8 caractères suffisent. Avec cette option, les règles sont :',
  'policy.isOn': 'Chaque nouveau mot de passe suit ces règles :',
  'policy.label': 'Mots de passe robustes',
  'policy.ruleCase': 'Une majuscule et une minuscule',
  'policy.ruleCommon': 'Pas un des mots de passe les plus courants',
  'policy.ruleDigit': 'Un chiffre',
  'policy.ruleLength': 'Au moins 12 caractères',
  'policy.ruleSign': ({ signs }: { signs: string }) => `Un de ces signes : ${signs}`,
  'policy.title': 'Mots de passe',
  'policy.turnedOff': 'Les mots de passe robustes ne sont plus exigés.',
  'policy.turnedOn': 'Les mots de passe robustes sont désormais exigés.',
} as const;
