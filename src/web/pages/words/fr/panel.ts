/** What all pages of the panel share. */
export const panel = {
  'panel.audit': 'Journal',
  'panel.back': 'Retour à votre compte',
  'panel.groups': 'Groupes',
  'panel.invitations': 'Invitations',
  'panel.keys': 'Clés',
  'panel.label': 'Administration',
  'panel.mail': 'E-mail',
  'panel.onlyAdministrators': 'Page réservée aux administrateurs',
  'panel.ordinary': 'Il faut le rôle d’administrateur, que votre compte n’a pas.',
  'panel.overview': 'Aperçu',
  'panel.providers': 'Fournisseurs',
  'panel.registration': 'Inscription',
  'panel.users': 'Utilisateurs',
  'panel.waiting': 'Demandes',

  'list.clear': 'Effacer les filtres',
  'list.clearSearch': 'Effacer la recherche',
  'list.download': 'Télécharger en CSV',
  'list.next': 'Suivant',
  'list.pages': 'Pages',
  'list.part': ({ from, to, total }: { from: string; to: string; total: string }) =>
    `${from}–${to} sur ${total}`,
  'list.previous': 'Précédent',
  'list.sort': 'Trier par',

  'event.invitation.created': 'Invitation créée',
  'event.invitation.refused': 'Invitation refusée',
  'event.invitation.revoked': 'Invitation retirée',
  'event.invitation.used': 'Invitation utilisée',
} as const;
