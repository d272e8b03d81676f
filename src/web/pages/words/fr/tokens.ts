import type { TokensCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('fr');

/** API tokens, on the account page and in the panel; loaded when they are shown. */
export const tokens: TokensCatalogue = {
  'apiToken.appsGuide': ({ link }) =>
    `Comment une application utilise les comptes de ce serveur : ${link('Depuis votre application')}.`,
  'apiToken.create': 'Créer un jeton sans nom',
  'apiToken.keep': 'Gardez-le secret, comme un mot de passe. Pour l’essayer dans un terminal :',
  'apiToken.label': 'Jeton d’API',
  'apiToken.none': 'Vous n’en avez pas.',
  'apiToken.reference': ({ link }) => `Toutes les requêtes : ${link('Référence de l’API')}.`,
  'apiToken.replace': 'Remplacer',
  'apiToken.replaced': 'Votre nouveau jeton d’API est prêt. L’ancien ne fonctionne plus.',
  'apiToken.replaceText':
    'Vous en recevez un nouveau. Les scripts qui utilisent l’ancien cessent aussitôt de fonctionner.',
  'apiToken.replaceTitle': 'Remplacer votre jeton d’API ?',
  'apiToken.revoke': 'Révoquer',
  'apiToken.revoked': 'Votre jeton d’API est révoqué.',
  'apiToken.revokeText': 'Les scripts qui l’utilisent cessent aussitôt de fonctionner.',
  'apiToken.revokeTitle': 'Révoquer votre jeton d’API ?',
  'apiToken.show': 'Afficher',

  'scope.adminRead': 'Lire l’administration',
  'scope.adminReadHint': 'Utilisateurs, paramètres et journal d’audit, sans rien modifier.',
  'scope.adminUsers': 'Gérer les utilisateurs',
  'scope.adminUsersHint':
    'Créer, inviter, approuver, désactiver et déconnecter des utilisateurs, mais pas des administrateurs. La lecture est comprise.',
  'scope.me': 'Lire son propre compte',
  'scope.meHint': 'Nom, adresse e-mail et rôle.',
  'scope.profile': 'Modifier le profil',
  'scope.profileHint': 'Nom, langue et photo.',

  'tokens.afterDays': ({ days, date }) =>
    plural(days, {
      one: `Après # jour, le ${date}`,
      other: `Après # jours, le ${date}`,
      many: `Après # de jours, le ${date}`,
    }),
  'tokens.allRevoked': ({ name }) => `Jetons d’API révoqués pour ${name}.`,
  'tokens.command': 'Commande',
  'tokens.copied': 'Je l’ai copié',
  'tokens.create': 'Créer',
  'tokens.created': ({ time }) => `Créé ${time}`,
  'tokens.edit': 'Modifier',
  'tokens.editLabel': ({ name }) => `Modifier ${name}`,
  'tokens.editTitle': ({ name }) => `Modifier ${name}`,
  'tokens.expired': 'Expiré',
  'tokens.expiredOn': ({ date }) => `Expiré le ${date}`,
  'tokens.expiresOn': ({ date }) => `Expire le ${date}`,
  'tokens.expiry': 'Expiration',
  'tokens.lasting': 'N’expire pas',
  'tokens.lastUsed': ({ time, place }) => `Dernière utilisation ${time}, ${place}`,
  'tokens.legacyText':
    'Il lit votre propre compte, n’expire pas et peut être affiché de nouveau. Un jeton nommé est plus sûr.',
  'tokens.legacyTitle': 'Jeton d’API sans nom',
  'tokens.made': ({ name }) => `Jeton d’API ${name} prêt`,
  'tokens.name': 'Nom',
  'tokens.nameHint': 'À quoi il servira, pour le reconnaître plus tard.',
  'tokens.nameMissing': 'Veuillez lui donner un nom.',
  'tokens.never': 'Jamais',
  'tokens.new': 'Nouveau jeton d’API',
  'tokens.none': 'Vous n’avez pas encore de jeton d’API nommé.',
  'tokens.noneOf': 'Ce compte n’a pas de jeton d’API.',
  'tokens.once': 'Copiez le jeton maintenant. Il ne sera plus affiché.',
  'tokens.opensNothing': 'Aucun accès',
  'tokens.revoke': 'Révoquer',
  'tokens.revokeAll': 'Tout révoquer',
  'tokens.revokeAllText': 'Les scripts qui utilisent l’un d’eux cessent aussitôt de fonctionner.',
  'tokens.revokeAllTitle': ({ name }) => `${name} : révoquer tous les jetons d’API ?`,
  'tokens.revoked': ({ name }) => `${name} est révoqué.`,
  'tokens.revokeLabel': ({ name }) => `Révoquer ${name}`,
  'tokens.revokeText': 'Les scripts qui l’utilisent cessent aussitôt de fonctionner.',
  'tokens.revokeTitle': ({ name }) => `Révoquer ${name} ?`,
  'tokens.saved': ({ name }) => `Jeton d’API ${name} enregistré.`,
  'tokens.scopes': 'Ce qu’il permet',
  'tokens.scopesMissing': 'Veuillez choisir ce que le jeton permet.',
  'tokens.staysUntil': ({ date }) => `Comme avant, le ${date}`,
  'tokens.try': 'Pour l’essayer dans un terminal :',
  'tokens.unused': 'Jamais utilisé',
};
