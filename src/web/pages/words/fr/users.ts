import type { Mark } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';
import { of } from './elision.ts';

const plural = pluralsOf('fr');

const done = (count: number, what: string) =>
  plural(count, {
    one: `# utilisateur a été ${what}.`,
    other: `# utilisateurs ont été ${what}s.`,
  });

/** The list of users, and the page of one of them. */
export const users = {
  'users.administrator': 'Administrateur',
  'users.emailTaken': 'Un autre compte a déjà cette adresse e-mail.',
  'users.name': 'Nom',
  'users.never': 'Jamais',
  'users.joined': 'Inscription',
  'users.lastSignIn': 'Dernière connexion',
  'users.methods': 'Connexion par',
  'users.new': 'Nouvel utilisateur',
  'users.noMethods': 'Aucune',
  'users.none': 'Aucun utilisateur trouvé',
  'users.search': 'Chercher un nom ou un e-mail',
  'users.showAll': 'Voir tous les utilisateurs',
  'users.status': 'Statut',
  'users.total': ({ count }: { count: number }) =>
    plural(count, { one: '# utilisateur', other: '# utilisateurs', many: '# d’utilisateurs' }),
  'users.you': 'Vous',

  'users.status.active': 'Actif',
  'users.status.disabled': 'Désactivé',
  'users.status.pending': 'En attente',

  'users.filter.anyGroup': 'Tout groupe',
  'users.filter.anyMethod': 'Tout moyen',
  'users.filter.anyRole': 'Tout rôle',
  'users.filter.anyStatus': 'Tout statut',
  'users.filter.group': 'Groupe',
  'users.filter.role': 'Rôle',
  'users.role.admin': 'Administrateurs',
  'users.role.user': 'Utilisateurs sans rôle',

  'users.sort.createdAt': 'Plus anciens',
  'users.sort.-createdAt': 'Plus récents',
  'users.sort.email': 'E-mail : de A à Z',
  'users.sort.-email': 'E-mail : de Z à A',
  'users.sort.lastLoginAt': 'Connexion ancienne',
  'users.sort.-lastLoginAt': 'Connexion récente',
  'users.sort.name': 'Nom : de A à Z',
  'users.sort.-name': 'Nom : de Z à A',

  'users.select': ({ name }: { name: string }) => `Sélectionner ${name}`,
  'users.selectAll': 'Sélectionner toute la page',
  'users.selected': ({ count }: { count: number }) =>
    plural(count, { one: '# sélectionné', other: '# sélectionnés' }),
  'users.selection': 'Utilisateurs sélectionnés',
  'users.clearSelection': 'Effacer la sélection',

  'users.act.approve': 'Approuver',
  'users.act.delete': 'Supprimer',
  'users.act.disable': 'Désactiver',
  'users.act.enable': 'Réactiver',
  'users.done.approve': ({ count }: { count: number }) => done(count, 'approuvé'),
  'users.done.delete': ({ count }: { count: number }) => done(count, 'supprimé'),
  'users.done.disable': ({ count }: { count: number }) => done(count, 'désactivé'),
  'users.done.enable': ({ count }: { count: number }) => done(count, 'réactivé'),
  'users.refused': ({ count }: { count: number }) =>
    plural(count, {
      one: '# utilisateur n’a pas été modifié :',
      other: '# utilisateurs n’ont pas été modifiés :',
    }),
  'users.refusedOne': ({ name, reason }: { name: string; reason: string }) => `${name} : ${reason}`,
  'users.refused.own': 'C’est votre propre compte. Un autre administrateur peut le modifier.',
  'users.refused.notWaiting': 'Ce compte n’attend pas d’approbation.',

  'users.deleteMany.text':
    'Ces comptes et tout leur contenu sont supprimés. Cette action est irréversible.',
  'users.deleteMany.title': ({ count }: { count: number }) =>
    plural(count, { one: 'Supprimer # utilisateur ?', other: 'Supprimer # utilisateurs ?' }),
  'users.disableMany.text':
    'Leurs sessions et leurs jetons d’API prennent fin aussitôt. Toute connexion est refusée jusqu’à leur réactivation.',
  'users.disableMany.title': ({ count }: { count: number }) =>
    plural(count, { one: 'Désactiver # utilisateur ?', other: 'Désactiver # utilisateurs ?' }),

  'resetLink.code': ({ name }: { name: string }) =>
    `Un code à scanner qui contient le lien pour ${name}`,
  'resetLink.label': 'Lien',
  'resetLink.make': 'Créer un lien',
  'resetLink.once': ({ name }: { name: string }) =>
    `Copiez le lien maintenant : il ne sera plus affiché. Transmettez-le à ${name} de façon sûre, ou faites scanner le code.`,
  'resetLink.send': 'L’envoyer aussi par e-mail',
  'resetLink.sendText': ({ email }: { email: string }) => `À ${email}`,
  'resetLink.sent': ({ email }: { email: string }) => `Le lien est en route vers ${email}.`,
  'resetLink.until': ({ time }: { time: string }) =>
    `Il fonctionne une seule fois, jusqu’au ${time}.`,
  'resetLink.way': 'Avec un lien',
  'resetLink.wayText': ({ name }: { name: string }) =>
    `${name} ouvre le lien et choisit le mot de passe. Rien ne change avant ; ensuite, toutes les sessions et tous les jetons d’API de ce compte prennent fin.`,

  'create.administratorHint': 'Peut faire ici tout ce que vous pouvez faire.',
  'create.done': ({ name }: { name: string }) => `${name} peut maintenant se connecter.`,
  'create.mustChange': 'Doit choisir un nouveau mot de passe à la première connexion',
  'create.mustChangeHint': 'D’ici là, le compte ne donne accès à rien d’autre.',
  'create.passwordHint':
    'Laissez vide : un nouveau mot de passe est créé et affiché une seule fois.',
  'create.submit': 'Créer l’utilisateur',
  'create.title': 'Nouvel utilisateur',

  'user.account': 'Utilisateur',
  'user.back': 'Retour à la liste des utilisateurs',
  'user.joined': ({ time }: { time: string }) => `Inscription le ${time}`,
  'user.signedIn': ({ time }: { time: string }) => `Dernière connexion ${time}`,
  'user.neverSignedIn': 'Aucune connexion',
  'user.gone': 'Ce compte n’existe pas',
  'user.goneText': 'Il a peut-être été supprimé.',
  'user.approved': ({ name }: { name: string }) => `${name} peut maintenant se connecter.`,

  'user.details': 'Informations',
  'user.detailsText': 'Le nom, l’adresse et le rôle de ce compte.',
  'user.missingEmail': 'Saisissez une adresse e-mail.',
  'user.missingName': 'Saisissez un nom.',
  'user.ownRole': 'Seul un autre administrateur peut vous retirer ce rôle.',
  'user.roleByGroup': ({
    group,
    provider,
    time,
  }: {
    group: string;
    provider: string;
    time: string;
  }) =>
    `Administrateur par le groupe « ${group} » chez ${provider}, jusqu’au ${time}. Une connexion là-bas prolonge ce rôle.`,
  'user.saved': 'Les modifications sont enregistrées.',

  'user.methods': 'Méthodes de connexion',
  'user.methodsText': 'Comment cette personne se connecte.',
  'user.methodAddress': ({ email }: { email: string }) => `Adresse ${email}`,
  'user.methodLastUsed': ({ time }: { time: string }) => `Dernier usage ${time}`,
  'user.methodOff': 'Désactivé',
  'user.temporary': 'Provisoire',
  'user.temporaryText': 'La prochaine connexion demandera un nouveau mot de passe.',
  'user.noMethods': 'Aucun moyen de se connecter. Réinitialisez le mot de passe pour en créer un.',
  'user.blocked': ({ time }: { time: string }) =>
    `Trop de mots de passe incorrects : ceux des réseaux inconnus sont refusés jusqu’au ${time}, ou jusqu’à une réinitialisation.`,
  'user.failed': ({ count }: { count: number }) =>
    plural(count, {
      one: '# connexion échouée ces dernières 24 heures',
      other: '# connexions échouées ces dernières 24 heures',
    }),
  'user.waitsUntil': ({ time }: { time: string }) =>
    `Sans approbation, cette demande expire le ${time}.`,
  'user.ownAccount': ({ link }: { link: Mark }) =>
    `C’est votre propre compte. Vous gérez votre mot de passe et vos sessions dans ${link('votre compte')}.`,

  'user.reset': 'Réinitialiser le mot de passe',
  'user.reset.disconnect': 'Dissocier aussi tous les fournisseurs',
  'user.reset.disconnectText': ({ email }: { email: string }) =>
    `La prochaine personne dont un fournisseur a vérifié l’adresse ${email} reçoit ce compte.`,
  'user.reset.done': ({ name }: { name: string }) => `Nouveau mot de passe pour ${name}`,
  'user.reset.how': 'Choisissez comment',
  'user.reset.mustChange': 'Doit choisir un nouveau mot de passe à la prochaine connexion',
  'user.reset.text':
    'Un nouveau mot de passe est créé et affiché une seule fois. Les sessions et le jeton d’API de ce compte prennent fin.',
  'user.reset.title': ({ name }: { name: string }) => `Réinitialiser le mot de passe ${of(name)} ?`,
  'user.reset.way': 'Avec un mot de passe que vous transmettez',
  'user.once.text': ({ name }: { name: string }) =>
    `Copiez-le maintenant : il ne sera plus affiché. Transmettez-le à ${name} par un moyen sûr, et faites-le changer après la première connexion.`,
  'user.once.temporary': ({ name }: { name: string }) =>
    `Copiez-le maintenant : il ne sera plus affiché. Transmettez-le à ${name} par un moyen sûr. La prochaine connexion en demandera un nouveau.`,
  'user.once.done': 'Terminé',

  'user.sessions': 'Sessions',
  'user.sessionsText': 'Là où cette personne a une session ouverte.',
  'user.sessions.end': 'Fermer toutes les sessions',
  'user.sessions.ended': ({ name }: { name: string }) =>
    `Toutes les sessions ${of(name)} sont fermées.`,
  'user.sessions.endText': 'Tous ses navigateurs et applications sont aussitôt déconnectés.',
  'user.sessions.endTitle': ({ name }: { name: string }) =>
    `Fermer toutes les sessions ${of(name)} ?`,
  'user.sessions.lastUsed': ({ time, place }: { time: string; place: string }) =>
    `Dernier usage ${time}, ${place}`,
  'user.sessions.none': 'Aucune session ouverte.',
  'user.tokens': 'Jetons d’API',
  'user.tokensText': 'Avec eux, les scripts de cette personne utilisent le serveur en son nom.',

  'user.activity': 'Activité',
  'user.activityText': ({ link }: { link: Mark }) =>
    `Les derniers événements de ce compte. Tous sont dans le ${link('journal d’audit')}.`,

  'user.danger': 'Zone sensible',
  'user.dangerText': 'Ces actions retirent un accès ou des données.',
  'user.delete': 'Supprimer le compte',
  'user.delete.done': ({ name }: { name: string }) => `Le compte ${of(name)} a été supprimé.`,
  'user.delete.row': 'Cette action est irréversible.',
  'user.delete.text': ({ name }: { name: string }) =>
    `Le compte ${of(name)} et tout son contenu sont supprimés. Cette action est irréversible.`,
  'user.delete.title': ({ name }: { name: string }) => `Supprimer le compte ${of(name)} ?`,
  'user.disable': 'Désactiver le compte',
  'user.disable.done': ({ name }: { name: string }) => `Le compte ${of(name)} est désactivé.`,
  'user.disable.row': 'Ferme les sessions et refuse toute connexion jusqu’à sa réactivation.',
  'user.disable.text':
    'Les sessions et le jeton d’API de ce compte prennent fin aussitôt. Toute connexion est refusée jusqu’à sa réactivation.',
  'user.disable.title': ({ name }: { name: string }) => `Désactiver le compte ${of(name)} ?`,
  'user.enable': 'Réactiver le compte',
  'user.enable.done': ({ name }: { name: string }) => `Le compte ${of(name)} est réactivé.`,
  'user.enable.row': 'Ce compte est désactivé : toute connexion est refusée.',
} as const;
