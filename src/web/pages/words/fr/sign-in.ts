import type { Mark } from '../catalogue.ts';

/** The pages for people who are not signed in. */
export const signIn = {
  'signIn.closed': 'Pas encore de compte ?',
  'signIn.confirmed':
    'Merci, votre identité est confirmée. Vous pouvez poursuivre ce que vous avez commencé.',
  'signIn.continueWith': ({ provider }: { provider: string }) => `Continuer avec ${provider}`,
  'signIn.create': ({ link }: { link: Mark }) => `Première visite ? ${link('Créez un compte')}`,
  'signIn.createReview': ({ link }: { link: Mark }) =>
    `Première visite ? ${link('Créez un compte')}. Votre administrateur l’approuve avant que vous puissiez l’utiliser.`,
  'signIn.divider': 'ou avec votre e-mail',
  'signIn.endedElsewhere': 'Votre session a été fermée depuis un autre appareil.',
  'signIn.first': 'La première personne qui se connecte devient l’administrateur de ce serveur.',
  'signIn.forgotten': 'Mot de passe oublié ?',
  'signIn.goingThere': ({ provider }: { provider: string }) => `Redirection vers ${provider}`,
  'signIn.otherPerson':
    'Chez le fournisseur, vous avez utilisé le compte d’une autre personne : rien n’est donc confirmé. Votre session reste ouverte comme avant, et rien n’a changé.',
  'signIn.passwordRemoved':
    'Un compte avec votre adresse e-mail existait déjà, mais l’adresse n’avait jamais été vérifiée. Ce compte est maintenant le vôtre : son mot de passe, ses sessions et son jeton d’API ont été supprimés, pour que la personne qui l’avait créé ne puisse pas s’y connecter.',
  'signIn.providersAt': ({ host }: { host: string }) =>
    `Ces boutons ouvrent d’abord ${host}. Choisissez-y de nouveau votre fournisseur.`,
  'signIn.signedIn': 'Connexion réussie',
  'signIn.signingIn': 'Connexion en cours',
  'signIn.stayHere': 'Rester sur cette page',
  'signIn.stillSignedIn': 'Votre session reste ouverte',

  'confirmFirst.later':
    'Aucun message après quelques minutes ? Regardez dans les indésirables, ou reconnectez-vous pour recevoir un nouveau lien.',
  'confirmFirst.text': ({ email }: { email: string }) =>
    `Nous avons envoyé un lien à ${email}. Ouvrez-le pour confirmer l’adresse, puis connectez-vous.`,
  'confirmFirst.title': 'Confirmez votre adresse e-mail',
  'forgot.back': ({ link }: { link: Mark }) => link('Retour à la page de connexion'),
  'forgot.later': 'Aucun message après quelques minutes ? Regardez dans les indésirables.',
  'forgot.lead':
    'Saisissez votre adresse e-mail. Nous vous envoyons un lien pour choisir un nouveau mot de passe.',
  'forgot.noMail': 'Ce serveur n’envoie pas d’e-mails.',
  'forgot.sent': ({ email }: { email: string }) =>
    `S’il existe un compte avec l’adresse ${email}, un message avec un lien est en route. Le lien est valable une heure.`,
  'forgot.sentTitle': 'Regardez votre messagerie',
  'forgot.submit': 'Envoyer le lien',
  'forgot.title': 'Mot de passe oublié ?',

  'register.byProvider':
    'Les comptes de ce serveur viennent d’un fournisseur d’identité. Connectez-vous avec celui-ci.',
  'register.first': 'Créer le compte administrateur',
  'register.firstLead': 'Ce serveur est neuf. Le premier compte est celui de son administrateur.',
  'register.missingSetupToken': 'Saisissez le jeton d’installation.',
  'register.review':
    'Votre administrateur approuve les nouveaux comptes avant qu’ils puissent être utilisés.',
  'register.setupToken': 'Jeton d’installation',
  'register.setupTokenHint': 'La personne qui a démarré ce serveur l’a défini dans SETUP_TOKEN.',
  'register.signIn': ({ link }: { link: Mark }) => `Déjà un compte ? ${link('Connectez-vous')}`,
  'register.taken': ({ link }: { link: Mark }) => `C’est le vôtre ? ${link('Connectez-vous')}`,

  'choose.missingTemporary': 'Veuillez saisir le mot de passe provisoire.',
  'choose.submit': 'Enregistrer et continuer',
  'choose.temporary': 'Mot de passe provisoire',
  'choose.text':
    'Votre mot de passe est provisoire. Choisissez-en un que personne d’autre ne connaît.',
  'choose.title': 'Choisissez un nouveau mot de passe',

  'pending.approved': 'Votre compte est approuvé',
  'pending.approvedText': 'Vous pouvez maintenant vous connecter.',
  'pending.expired': 'Votre compte est peut-être encore en attente',
  'pending.expiredText':
    'Cette page ne vérifie plus. Connectez-vous pour savoir si votre compte est approuvé.',
  'pending.gone': 'Votre compte n’a pas été approuvé',
  'pending.goneText':
    'Votre demande de compte est close : elle n’a pas été approuvée, ou est restée trop longtemps sans réponse.',
  'pending.otherAccount': 'Utiliser un autre compte',
  'pending.text':
    'Votre compte est encore en attente : votre administrateur doit l’approuver. Cette page vérifie d’elle-même et vous prévient.',
  'pending.textLater': 'Vous pouvez aussi la fermer, puis revenir plus tard vous connecter.',
  'pending.title': 'En attente d’approbation',
  'pending.toSignIn': 'Retour à la page de connexion',

  'link.ask': 'Demander à l’administrateur',
  'link.askedText': ({ date }: { date: string }) =>
    `Votre administrateur décide si ce compte chez le fournisseur est le vôtre. Revenez plus tard et connectez-vous chez lui comme d’habitude. La demande prend fin le ${date}.`,
  'link.askedTitle': 'Votre demande est envoyée',
  'link.askText':
    'Votre administrateur voit qui demande et décide. Ensuite, vous vous connectez chez le fournisseur comme d’habitude.',
  'link.divider': 'ou',
  'link.password': 'Confirmer avec votre mot de passe',
  'link.passwordText': 'Votre compte chez le fournisseur ouvrira alors aussi ce compte.',
  'link.refusedText':
    'Votre administrateur a refusé cette demande. Si c’est une erreur, parlez-lui-en.',
  'link.refusedTitle': 'Votre demande a été refusée',
  'link.submit': 'Associer et se connecter',
  'link.text':
    'Un compte avec votre adresse existe déjà, mais votre fournisseur n’y est pas encore associé. Si ce compte est le vôtre, associez-le maintenant.',
  'link.title': 'Est-ce votre compte ?',
} as const;
