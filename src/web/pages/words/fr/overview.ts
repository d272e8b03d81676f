import type { Mark } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('fr');

/** The first page of the panel. */
export const overview = {
  'overview.active': 'Actifs',
  'overview.administrators': 'Administrateurs',
  'overview.allUsers': 'Tous les utilisateurs',
  'overview.attention': 'Avis',
  'overview.auditLog': 'Journal d’audit',
  'overview.disabled': 'Désactivés',
  'overview.joined': ({ time }: { time: string }) => `Inscription ${time}`,
  'overview.linkRequests': ({ count }: { count: number }) =>
    plural(count, {
      one: '# personne veut associer une connexion à un compte',
      other: '# personnes veulent associer une connexion à un compte',
    }),
  'overview.linkRequestsText': 'Comparez qui demande avec le compte, puis décidez.',
  'overview.newest': 'Comptes les plus récents',
  'overview.numbers': 'Chiffres',
  'overview.ordinary': 'Ni demande à examiner, ni avertissement.',
  'overview.ordinaryTitle': 'Tout est en ordre',
  'overview.quiet': 'Rien d’inhabituel',
  'overview.security': 'Événements de sécurité',
  'overview.serverTimes': ({ started, seen }: { started: string; seen: string }) =>
    `Démarrage ${started}, dernier signe ${seen}`,
  'overview.servers': 'Serveurs',
  'overview.serversLead': 'Les serveurs de cette base de données.',
  'overview.sessions': 'Sessions',
  'overview.users': 'Utilisateurs',
  'overview.version': ({ version }: { version: string }) => `Version ${version}`,
  'overview.waiting': ({ count }: { count: number }) =>
    plural(count, {
      one: '# personne attend une approbation',
      other: '# personnes attendent une approbation',
    }),
  'overview.waitingAct': 'Examiner les demandes',
  'overview.waitingText': 'Elles pourront se connecter une fois approuvées.',

  'elsewhereAddress.line': 'Le paramètre pour cette adresse',
  'elsewhereAddress.open': ({ address, link }: { address: string; link: Mark }) =>
    `${address} est la bonne adresse ? Alors ${link('ouvrez cette page là-bas')}.`,
  'elsewhereAddress.text': ({ address, here }: { address: string; here: string }) =>
    `Cette page est ouverte à l’adresse ${here}, mais celle du serveur est ${address}, la seule où la connexion avec un fournisseur fonctionne. Si ${here} est la bonne, définissez ceci et redémarrez le serveur :`,
  'elsewhereAddress.title': 'Vous avez ouvert le serveur à une autre adresse',

  'steps.all': 'Les premières étapes sont faites.',
  'steps.dismiss': 'Masquer cette liste',
  'steps.dismissText': 'Plus aucun administrateur ne verra cette liste.',
  'steps.dismissTitle': 'Masquer les premières étapes ?',
  'steps.done': 'Fait',
  'steps.invite': 'Inviter des personnes',
  'steps.open': 'À faire',
  'steps.progress': ({ done, total }: { done: string; total: string }) => `${done} sur ${total}`,
  'steps.progressLabel': 'Progression',
  'steps.title': 'Premières étapes',
  'steps.undo': ({ step }: { step: string }) => `Marquer « ${step} » comme à faire`,
  'steps.undoShort': 'Annuler',

  'step.address.act': 'Lire comment la définir',
  'step.address.text': ({ address }: { address: string }) =>
    `Les autres ne peuvent pas ouvrir ${address}. Définissez APP_URL avec l’adresse qui leur servira, comme https://auth.example.com, et redémarrez le serveur.`,
  'step.address.tick': 'Cette adresse est la bonne',
  'step.address.title': 'Définir l’adresse du serveur',
  'step.administrator.act': 'Ajouter un administrateur',
  'step.administrator.text':
    'Si vous ne pouvez plus vous connecter, seul un autre administrateur ou la ligne de commande sur le serveur peut vous aider.',
  'step.administrator.tick': 'Un seul suffit',
  'step.administrator.title': 'Ajouter un deuxième administrateur',
  'step.app.act': 'Lire comment la relier',
  'step.app.text':
    'On se connecte ici, et votre application apprend qui c’est. Le manuel a des exemples à copier.',
  'step.app.tick': 'Mon application est reliée',
  'step.app.title': 'Relier une application',
  'step.backup.act': 'Lire comment en faire une',
  'step.backup.text':
    'Elle contient les comptes, les paramètres et la clé du serveur. L’étape est faite dès que le serveur en a créé une.',
  'step.backup.tick': 'J’ai mes propres sauvegardes',
  'step.backup.title': 'Faire une sauvegarde',
  'step.provider.act': 'Configurer un fournisseur',
  'step.provider.text':
    'On peut alors se connecter avec un compte existant, par exemple chez Google ou votre propre fournisseur.',
  'step.provider.tick': 'Mots de passe uniquement',
  'step.provider.title': 'Choisir les méthodes de connexion',
  'step.registration.act': 'Changer qui peut s’inscrire',
  'step.registration.text': 'Toute personne qui peut ouvrir ce serveur peut créer un compte.',
  'step.registration.tick': 'Laisser ouvert à tous',
  'step.registration.title': 'Décider qui peut s’inscrire',

  'warning.halfProvider': ({ provider }: { provider: string }) =>
    `${provider} n’est configuré qu’à moitié`,
  'warning.halfProviderId': 'Il est encore inutilisable, car l’ID client manque.',
  'warning.halfProviderSecret': 'Il est encore inutilisable, car le secret client manque.',
  'warning.oidcUnfinished': ({ provider }: { provider: string }) =>
    `${provider} est activé, mais pas configuré`,
  'warning.oidcUnfinishedId': 'Il est encore inutilisable, car l’ID client manque.',
  'warning.oidcUnfinishedIssuer': 'Il est encore inutilisable, car l’URL de l’émetteur manque.',
  'warning.onlyAdministrator': 'Il n’y a qu’un seul administrateur',
  'warning.onlyAdministratorText':
    'Si ce compte ne peut plus se connecter, seule la ligne de commande sur le serveur peut aider. Ajoutez un deuxième administrateur.',
  'warning.passwordsOn': 'La connexion par mot de passe fonctionne encore',
  'warning.passwordsOnText':
    'Elle a été désactivée, mais aucun fournisseur n’est configuré pour la remplacer.',
  'warning.secret': ({ provider }: { provider: string }) =>
    `Secret client illisible pour ${provider}`,
  'warning.secretText':
    'Le secret enregistré ne peut plus être déchiffré. Saisissez-le de nouveau pour permettre la connexion.',
  'warning.toAdministrators': 'Ajouter un administrateur',
  'warning.toProviders': 'Ouvrir les fournisseurs',
  'warning.unprovenTokens': 'Des jetons d’applications sont acceptés sans preuve',
  'warning.unprovenTokensText':
    'Votre fournisseur donne aux applications des jetons d’accès sans destinataire. Définissez OIDC_MOBILE_AUDIENCE_CHECK=strict pour les refuser.',
  'warning.versions': 'Les serveurs n’ont pas la même version',
  'warning.versionsText': ({ versions }: { versions: string }) =>
    `Ils utilisent ${versions}. Donnez à tous la plus récente.`,
} as const;
