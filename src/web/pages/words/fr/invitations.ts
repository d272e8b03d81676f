import type { JoiningCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('fr');

/** Invitations in the panel. */
export const invitations = {
  'invitations.afterDays': ({ days, date }) =>
    plural(days, { one: `${date} (après # jour)`, other: `${date} (après # jours)` }),
  'invitations.anyone': 'Toute personne qui a le lien',
  'invitations.by': ({ person }) => `par ${person}`,
  'invitations.byCommand': 'depuis la ligne de commande',
  'invitations.code': 'Le lien sous forme de code QR',
  'invitations.create': 'Créer l’invitation',
  'invitations.days': 'Fonctionne jusqu’au',
  'invitations.done': 'Je l’ai transmis',
  'invitations.email': 'Adresse e-mail (facultatif)',
  'invitations.emailHint':
    'Seule cette adresse pourra alors utiliser le lien, qui lui est envoyé si ce serveur envoie des e-mails.',
  'invitations.groups': ({ groups }) => `Groupes : ${groups}`,
  'invitations.link': 'Le lien de l’invitation',
  'invitations.made': 'L’invitation est prête',
  'invitations.mailed': 'Envoyée par e-mail',
  'invitations.maxUses': 'Pour combien de personnes',
  'invitations.name': 'Nom (facultatif)',
  'invitations.nameHint': 'Le formulaire le propose ; la personne peut le modifier.',
  'invitations.new': 'Nouvelle invitation',
  'invitations.none': 'Aucune invitation',
  'invitations.noneText':
    'Créez un lien, puis transmettez-le ou laissez le serveur l’envoyer. Il fonctionne aussi quand l’inscription est fermée.',
  'invitations.noMaker': 'La personne qui l’a créée n’est plus administratrice.',
  'invitations.onItsWay': ({ email }) =>
    `Le lien est en route vers ${email}. Vous pouvez aussi le transmettre vous-même ; il n’est affiché que maintenant.`,
  'invitations.once': 'Copiez le lien ou faites scanner le code. Il n’est affiché que maintenant.',
  'invitations.people': ({ count }) => plural(count, { one: '# personne', other: '# personnes' }),
  'invitations.revoke': 'Retirer',
  'invitations.revokeOne': ({ whom }) => `Retirer l’invitation de ${whom}`,
  'invitations.revokeText':
    'Son lien cesse aussitôt de fonctionner. Les comptes créés avec lui restent.',
  'invitations.revokeTitle': 'Retirer cette invitation ?',
  'invitations.revoked': 'L’invitation a été retirée.',
  'invitations.state.expired': 'Expirée',
  'invitations.state.maker_lost_role': 'Suspendue',
  'invitations.state.used_up': 'Épuisée',
  'invitations.text': 'Des liens avec lesquels chacun crée son propre compte, sans approbation.',
  'invitations.until': ({ time }) => `jusqu’au ${time}`,
  'invitations.uses': ({ uses, max }) =>
    plural(max, { one: `utilisée ${uses} fois sur #`, other: `utilisée ${uses} fois sur #` }),

  'cause.invitation.expired': 'Elle avait expiré',
  'cause.invitation.maker_lost_role': 'La personne qui l’a créée n’est plus administratrice',
  'cause.invitation.other_address': 'Elle est destinée à une autre adresse e-mail',
  'cause.invitation.used_up': 'Elle était épuisée',
  'cause.invitation_for_other_address': 'L’invitation est destinée à une autre adresse e-mail',
  'cause.link_invalid': 'Le lien n’était plus valable',

  'did.invited': ({ actor, account }) => `${actor} a invité ${account}`,
  'did.invitationCame': ({ account }) => `${account} a utilisé une invitation`,
  'did.invitationCameBy': ({ account, inviter }) =>
    `${account} a utilisé une invitation de ${inviter}`,
  'did.invitationMade': ({ actor }) => `${actor} a créé une invitation`,
  'did.invitationRefused': 'Une invitation a été refusée',
  'did.invitationRefusedFor': ({ account }) => `${account} n’a pas pu utiliser une invitation`,
  'did.invitationRevoked': ({ actor }) => `${actor} a retiré une invitation`,
  'did.invitationRevokedFor': ({ actor, account }) =>
    `${actor} a retiré l’invitation de ${account}`,
} as const satisfies Partial<JoiningCatalogue>;
