/** The keys that sign access tokens, in the panel. */
export const keys = {
  'keys.acceptedUntil': ({ until }: { until: string }) =>
    `Ne signe plus. Ses jetons sont acceptés jusqu’au ${until}.`,
  'keys.address': 'Adresse des clés publiques',
  'keys.change': 'Changer de clé',
  'keys.changeText': ({ variable }: { variable: string }) =>
    `Les clés changent d’elles-mêmes, aussi souvent que le dit ${variable}. Changez-les ici pour ne pas attendre.`,
  'keys.created': ({ alg, at }: { alg: string; at: string }) => `${alg}, créée le ${at}`,
  'keys.elsewhereEffect':
    'Les applications qui vérifient elles-mêmes les jetons acceptent encore les anciens jusqu’à cinq minutes, le temps de relire la liste des clés.',
  'keys.handbook': 'Les clés de signature dans le manuel',
  'keys.heading': 'Clés de signature',
  'keys.intro':
    'Elles signent les jetons d’accès. Les applications vérifient les jetons avec la moitié publique d’une clé, sans connaître de secret.',
  'keys.mayBeUnknown':
    'Les applications qui gardent la liste des clés peuvent refuser ses jetons pendant quelques minutes.',
  'keys.refreshEffect':
    'Personne n’est déconnecté : les pages et les applications obtiennent d’elles-mêmes de nouveaux jetons.',
  'keys.revoke': 'Changer et révoquer',
  'keys.revokeEffect':
    'Une autre clé signe dès maintenant, toutes les autres sont supprimées, et tous les jetons d’accès antérieurs sont refusés en cinq secondes au plus.',
  'keys.revoked': 'Une autre clé signe désormais. Tous les jetons d’accès antérieurs sont refusés.',
  'keys.revokeName': 'Révoquer tous les jetons d’accès',
  'keys.revokeText': 'Si une clé peut être connue de quelqu’un d’autre.',
  'keys.revokeTitle': 'Révoquer tous les jetons d’accès ?',
  'keys.rotate': 'Changer',
  'keys.rotated': 'Une autre clé signe désormais.',
  'keys.rotateEffect':
    'Une autre clé signe dès maintenant : la suivante de la liste, ou une nouvelle.',
  'keys.rotateName': 'Utiliser la clé suivante',
  'keys.rotateText': 'Les jetons d’accès antérieurs restent valables jusqu’à leur expiration.',
  'keys.rotateTitle': 'Changer la clé de signature ?',
  'keys.secret': 'Ce serveur signe avec un secret (HS256)',
  'keys.secretCure': ({ setting }: { setting: string }) =>
    `Pour signer avec des clés, faites d’abord accepter les deux à ces applications, puis définissez ${setting} dans l’environnement et redémarrez. Les jetons d’accès antérieurs sont refusés une fois ; personne n’est déconnecté.`,
  'keys.secretText':
    'C’est pourquoi il n’y a pas de clés ici. Une application qui vérifie les jetons doit connaître le secret, et pourrait créer des jetons au nom de n’importe qui.',
  'keys.signsFrom': ({ from }: { from: string }) =>
    `Signera à partir du ${from}. Elle est déjà publiée.`,
  'keys.signsSince': ({ from }: { from: string }) => `Signe depuis le ${from}.`,
  'keys.state.next': 'Suivante',
  'keys.state.retired': 'Retirée',
  'keys.state.signing': 'Signe',
  'keys.stayEffect':
    'Personne n’est déconnecté, et les jetons d’accès antérieurs restent valables jusqu’à leur expiration.',
  'keys.title': 'Clés',
  'keys.twiceEffect':
    'Si quelqu’un peut avoir la base de données et secret.key, révoquez deux fois et remplacez aussi secret.key.',
  'keys.unknownEffect':
    'Aucune clé suivante n’est publiée depuis dix minutes. Les applications qui vérifient elles-mêmes les jetons peuvent donc refuser les nouveaux pendant cinq minutes au plus.',
} as const;
