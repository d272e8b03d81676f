import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('fr');

type Names<Name extends string> = Readonly<Record<Name, string>>;
type By = Names<'actor' | 'account'>;
type At = Names<'account' | 'provider'>;
type Account = Names<'account'>;
type ByGroup = Names<'actor' | 'group'>;
type Actor = Names<'actor'>;
type ActorAtProvider = Names<'actor' | 'provider'>;

/** The audit log. */
export const audit = {
  'audit.account': 'Compte',
  'audit.activityAll': 'Tout voir dans le journal d’audit',
  'audit.activityNone': 'Aucune activité',
  'audit.allPeople': ({ person }: Names<'person'>) => `Tous les comptes, pas seulement ${person}`,
  'audit.anyEvent': 'Tout événement',
  'audit.anyTime': 'Toute période',
  'audit.browser': 'Navigateur',
  'audit.browserOn': ({ browser, system }: Names<'browser' | 'system'>) =>
    `${browser} sur ${system}`,
  'audit.by': 'Par',
  'audit.byUnknown': 'Sans session',
  'audit.clear': 'Voir tout le journal',
  'audit.commandLine': 'La ligne de commande',
  'audit.event': 'Événement',
  'audit.failed': 'Échec',
  'audit.failuresOnly': 'Échecs seulement',
  'audit.findPerson': 'Chercher une personne',
  'audit.found': ({ count }: { count: number }) =>
    plural(count, { one: '# entrée', other: '# entrées', many: '# d’entrées' }),
  'audit.foundPeople': ({ count }: { count: number }) =>
    plural(count, { one: '# personne trouvée', other: '# personnes trouvées' }),
  'audit.from': 'Du',
  'audit.ip': 'Adresse IP',
  'audit.none': 'Aucune entrée',
  'audit.noPerson': 'Aucun utilisateur trouvé.',
  'audit.noMatch': 'Aucune entrée trouvée',
  'audit.onePerson': 'Une personne',
  'audit.onServer': 'Sur le serveur',
  'audit.period': 'Période',
  'audit.to': 'Au',
  'audit.today': ({ date }: { date: string }) => `Aujourd’hui, ${date}`,
  'audit.unknown': 'Inconnu',
  'audit.when': 'Date',
  'audit.yesterday': ({ date }: { date: string }) => `Hier, ${date}`,

  'period.dates': 'Du … au …',
  'period.day': '24 dernières heures',
  'period.hour': 'Dernière heure',
  'period.month': '30 derniers jours',
  'period.week': '7 derniers jours',

  'eventGroup.accounts': 'Comptes',
  'eventGroup.own': 'Son propre compte',
  'eventGroup.server': 'Serveur',
  'eventGroup.signIn': 'Connexion',

  'event.api_token.all_revoked': 'Tous les jetons d’API révoqués',
  'event.api_token.created': 'Jeton d’API nommé créé',
  'event.api_token.regenerated': 'Jeton d’API créé',
  'event.api_token.revoked': 'Jeton d’API révoqué',
  'event.api_token.updated': 'Jeton d’API modifié',
  'event.audit.exported': 'Journal d’audit téléchargé',
  'event.backup.made': 'Sauvegarde créée',
  'event.backup.restored': 'Sauvegarde restaurée',
  'event.exchange_code.reused': 'Session fermée : son code de connexion a servi deux fois',
  'event.group.created': 'Groupe créé',
  'event.group.deleted': 'Groupe supprimé',
  'event.group.updated': 'Groupe modifié',
  'event.identity.contested': 'Identités en conflit',
  'event.identity.link_failed': 'Fournisseur non associé',
  'event.identity.linked': 'Fournisseur associé',
  'event.identity.replaced': 'Repris chez le fournisseur',
  'event.identity.unlinked': 'Fournisseur dissocié',
  'event.instance.moved': 'Serveur passé à cette base de données',
  'event.link_request.granted': 'Association accordée',
  'event.link_request.made': 'Association demandée',
  'event.link_request.refused': 'Association refusée',
  'event.mail.tested': 'Envoi d’e-mails testé',
  'event.oidc.tested': 'Fournisseur testé',
  'event.password.change_failed': 'Mot de passe non changé',
  'event.password.changed': 'Mot de passe changé',
  'event.profile.changed': 'Profil modifié',
  'event.profile.image_changed': 'Photo changée',
  'event.profile.image_removed': 'Photo supprimée',
  'event.session.ended': 'Déconnexion',
  'event.session.ended_by_provider': 'Session fermée : déconnexion chez le fournisseur',
  'event.session.failed': 'Échec de connexion',
  'event.session.others_ended': 'Autres appareils déconnectés',
  'event.session.pending': 'Connexion en attente d’approbation',
  'event.session.reauthenticated': 'Identité confirmée',
  'event.session.reauthentication_failed': 'Identité non confirmée',
  'event.session.refresh_repeated': 'Session renouvelée depuis un autre réseau',
  'event.session.refresh_reused': 'Session fermée : son jeton a servi deux fois',
  'event.session.started': 'Connexion',
  'event.provider_move.started': 'Changement de fournisseur commencé',
  'event.provider_move.undone': 'Changement de fournisseur annulé',
  'event.setting.changed': 'Paramètre modifié',
  'event.signing_key.rotated': 'Clé de signature changée',
  'event.user.approved': 'Compte approuvé',
  'event.user.created': 'Compte créé',
  'event.user.deleted': 'Compte supprimé',
  'event.user.demotion_withheld': 'Rôle d’administrateur gardé : aucun autre administrateur',
  'event.user.email_change_requested': 'Changement d’adresse demandé',
  'event.user.email_changed': 'Adresse e-mail modifiée',
  'event.user.email_followed': 'Adresse e-mail changée chez le fournisseur',
  'event.user.email_verified': 'Adresse e-mail confirmée',
  'event.user.expired': 'Demande expirée',
  'event.user.groups_changed': 'Groupes modifiés',
  'event.user.password_reset': 'Mot de passe réinitialisé',
  'event.user.reset_requested': 'Lien de mot de passe demandé',
  'event.user.registered': 'Inscription',
  'event.user.rejected': 'Demande refusée',
  'event.user.reset_link_made': 'Lien pour un nouveau mot de passe créé',
  'event.user.sessions_ended': 'Sessions fermées par un administrateur',
  'event.user.unlocked': 'Compte débloqué',
  'event.user.updated': 'Compte modifié',
  'event.users.exported': 'Liste des utilisateurs téléchargée',

  'did.accountApproved': ({ actor, account }: By) => `${actor} a approuvé ${account}`,
  'did.accountChanged': ({ actor, account }: By) => `${actor} a modifié le compte ${account}`,
  'did.accountCreated': ({ actor, account }: By) => `${actor} a créé le compte ${account}`,
  'did.accountDeleted': ({ actor, account }: By) => `${actor} a supprimé le compte ${account}`,
  'did.accountDemoted': ({ actor, account }: By) =>
    `${actor} a retiré le rôle d’administrateur à ${account}`,
  'did.accountDisabled': ({ actor, account }: By) => `${actor} a désactivé ${account}`,
  'did.accountEnabled': ({ actor, account }: By) => `${actor} a réactivé ${account}`,
  'did.accountExpired': ({ account }: Account) => `La demande de ${account} a expiré sans décision`,
  'did.accountPromoted': ({ actor, account }: By) =>
    `${actor} a donné le rôle d’administrateur à ${account}`,
  'did.accountRejected': ({ actor, account }: By) => `${actor} a refusé la demande de ${account}`,
  'did.accountUnlocked': ({ actor, account }: By) =>
    `${actor} a débloqué ${account} après des mots de passe incorrects`,
  'did.backupMade': ({ people }: { people: number }) =>
    plural(people, {
      one: 'Une sauvegarde de # compte a été créée',
      other: 'Une sauvegarde de # comptes a été créée',
    }),
  'did.backupRestored': 'Une sauvegarde a été restaurée ; tout le monde doit se reconnecter',
  'did.codeReused': ({ account }: Account) =>
    `Une session de ${account} a été fermée : son code de connexion a servi deux fois`,
  'did.confirmed': ({ account }: Account) => `${account} a prouvé son identité pour un changement`,
  'did.demotionWithheld': ({ account, provider }: { account: string; provider: string }) =>
    `${account} n’est plus dans un groupe d’administrateurs chez ${provider}, mais garde ce rôle, car il n’y a pas d’autre administrateur`,
  'did.emailChanged': ({ account, former }: Names<'account' | 'former'>) =>
    `${account} a changé d’adresse e-mail (avant : ${former})`,
  'did.emailChangeRequested': ({ account, email }: Names<'account' | 'email'>) =>
    `${account} a demandé l’adresse ${email}, qui n’est pas encore confirmée`,
  'did.emailFollowed': ({ account, provider }: At) =>
    `L’adresse e-mail de ${account} a changé chez ${provider}`,
  'did.emailNotFollowed': ({ account, provider }: At) =>
    `L’adresse e-mail de ${account} a changé chez ${provider}, mais pas ici`,
  'did.emailVerified': ({ account }: Account) => `${account} a confirmé son adresse e-mail`,
  'did.exportedAudit': ({ actor }: Actor) => `${actor} a téléchargé le journal d’audit`,
  'did.exportedUsers': ({ actor }: Actor) => `${actor} a téléchargé la liste des utilisateurs`,
  'did.groupChanged': ({ actor, group }: ByGroup) => `${actor} a modifié le groupe ${group}`,
  'did.groupCreated': ({ actor, group }: ByGroup) => `${actor} a créé le groupe ${group}`,
  'did.groupDeleted': ({ actor, group }: ByGroup) => `${actor} a supprimé le groupe ${group}`,
  'did.groupRenamed': ({ actor, former, group }: Names<'actor' | 'former' | 'group'>) =>
    `${actor} a renommé le groupe ${former} en ${group}`,
  'did.groupsChanged': ({ actor, account }: By) => `${actor} a modifié les groupes de ${account}`,
  'did.groupsFollowed': ({ account, provider }: At) =>
    `Les groupes de ${account} ont changé chez ${provider}`,
  'did.keyChanged': ({ actor }: Actor) => `${actor} a changé la clé qui signe les jetons d’accès`,
  'did.keyScheduled': 'La clé qui signe les jetons d’accès a changé, comme prévu',
  'did.keysRevoked': ({ actor }: Actor) =>
    `${actor} a révoqué les clés qui signaient les jetons d’accès`,
  'did.languageChanged': ({ account }: Account) => `${account} a changé de langue`,
  'did.linked': ({ account, provider }: At) => `${account} a associé ${provider}`,
  'did.linkFailed': ({ provider }: Names<'provider'>) => `L’association avec ${provider} a échoué`,
  'did.moved': 'Le serveur est passé à cette base de données',
  'did.dropped.webhook': 'Un événement n’a pas pu être remis au webhook et ne sera plus envoyé',
  'did.dropped.mail': 'Un e-mail n’a pas pu être remis et ne sera plus envoyé',
  'did.dropped.task': 'Une tâche du serveur a échoué et ne sera plus tentée',
  'did.messagesRetried': ({ actor }: Actor) => `${actor} a relancé l’envoi des messages en attente`,
  'did.nameFollowed': ({ account, provider }: At) =>
    `Le nom de ${account} a changé chez ${provider}`,
  'did.notConfirmed': ({ account }: Account) =>
    `${account} n’a pas pu confirmer son identité pour un changement`,
  'did.otherSessionsEnded': ({ account }: Account) =>
    `${account} a déconnecté tous ses autres appareils`,
  'did.passwordChanged': ({ account }: Account) => `${account} a changé son mot de passe`,
  'did.passwordNotChanged': ({ account }: Account) =>
    `${account} n’a pas pu changer son mot de passe`,
  'did.passwordReset': ({ actor, account }: By) =>
    `${actor} a réinitialisé le mot de passe de ${account}`,
  'did.resetRequested': ({ account }: Account) =>
    `Un lien pour un nouveau mot de passe a été envoyé à ${account}, sur demande`,
  'did.passwordResetByLink': ({ account }: Account) =>
    `${account} a choisi un nouveau mot de passe avec un lien`,
  'did.pictureChanged': ({ account }: Account) => `${account} a changé sa photo`,
  'did.pictureRemoved': ({ account }: Account) => `${account} a supprimé sa photo`,
  'did.profileChanged': ({ account }: Account) => `${account} a modifié son profil`,
  'did.providerChanged': ({ actor, provider }: ActorAtProvider) =>
    `${actor} a modifié les paramètres de ${provider}`,
  'did.providerTested': ({ actor, provider }: ActorAtProvider) => `${actor} a testé ${provider}`,
  'did.registrationClosed': ({ actor }: Actor) => `${actor} a fermé l’inscription`,
  'did.registrationOpen': ({ actor }: Actor) => `${actor} a ouvert l’inscription à tous`,
  'did.registrationReview': ({ actor }: Actor) => `${actor} a soumis l’inscription à approbation`,
  'did.resetLinkMade': ({ actor, account }: By) =>
    `${actor} a créé un lien pour que ${account} choisisse un nouveau mot de passe`,
  'did.sessionRepeated': ({ account }: Account) =>
    `Une session de ${account} a été renouvelée deux fois, dont une depuis un autre réseau connu du compte`,
  'did.sessionReused': ({ account }: Account) =>
    `Une session de ${account} a été fermée : son jeton a servi deux fois`,
  'did.sessionsEnded': ({ actor, account }: By) =>
    `${actor} a fermé toutes les sessions de ${account}`,
  'did.settingChanged': ({ actor, setting }: Names<'actor' | 'setting'>) =>
    `${actor} a modifié le paramètre ${setting}`,
  'did.signedIn': ({ account }: Account) => `${account} a ouvert une session par mot de passe`,
  'did.signedInAt': ({ account, provider }: At) =>
    `${account} a ouvert une session avec ${provider}`,
  'did.signedOut': ({ account }: Account) => `${account} a fermé sa session`,
  'did.signedOutThere': ({ account, provider }: At) =>
    `La session de ${account} a été fermée, après une déconnexion chez ${provider}`,
  'did.signedUp': ({ account }: Account) => `Inscription de ${account} par mot de passe`,
  'did.signedUpAt': ({ account, provider }: At) => `Inscription de ${account} avec ${provider}`,
  'did.signInFailed': ({ account }: Account) => `${account} n’a pas pu se connecter`,
  'did.signInFailedAt': ({ account, provider }: At) =>
    `${account} n’a pas pu se connecter avec ${provider}`,
  'did.strictOff': ({ actor }: Actor) => `${actor} a désactivé les mots de passe robustes`,
  'did.strictOn': ({ actor }: Actor) => `${actor} a activé les mots de passe robustes`,
  'did.strangerFailed': 'Une connexion a échoué',
  'did.strangerFailedAt': ({ provider }: { provider: string }) =>
    `Une connexion avec ${provider} a échoué`,
  'did.tokenChanged': ({ account, token }: Names<'account' | 'token'>) =>
    `${account} a modifié le jeton d’API ${token}`,
  'did.signInTested': ({ actor, provider }: { actor: string; provider: string }) =>
    `${actor} a testé une connexion avec ${provider}`,
  'did.tokenCreated': ({ account }: Account) => `${account} a créé un jeton d’API`,
  'did.tokenMade': ({ account, token }: Names<'account' | 'token'>) =>
    `${account} a créé le jeton d’API ${token}`,
  'did.tokenRevoked': ({ account }: Account) => `${account} a révoqué son jeton d’API`,
  'did.tokenRevokedHere': ({ account, token }: Names<'account' | 'token'>) =>
    `${account} a révoqué le jeton d’API ${token}`,
  'did.tokenRevokedOf': ({ actor, account, token }: Names<'actor' | 'account' | 'token'>) =>
    `${actor} a révoqué le jeton d’API ${token} de ${account}`,
  'did.tokensRevoked': ({ actor, account }: By) =>
    `${actor} a révoqué tous les jetons d’API de ${account}`,
  'did.unlinked': ({ account, provider }: At) => `${account} a dissocié ${provider}`,
  'did.waits': ({ account }: Account) =>
    `${account} a essayé de se connecter, mais attend une approbation`,
  'did.webhookStopped': 'Le destinataire du webhook ne veut plus d’événements',
} as const;
