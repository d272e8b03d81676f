import type { LetterWords } from '../words.ts';

const ifNotYou =
  'Si ce n’était pas vous, changez aussitôt votre mot de passe, fermez toutes les autres sessions sur la page de votre compte et prévenez votre administrateur.';
const openAccount = 'Ouvrir votre compte';

export const fr: LetterWords = {
  greeting: (name) => (name === null ? 'Bonjour,' : `Bonjour ${name},`),
  colon: (label) => `${label} :`,
  orOpen: 'Ou ouvrez cette adresse dans votre navigateur :',
  worksUntil: ({ time }) => `Le lien fonctionne une seule fois, jusqu’au ${time}.`,
  help: 'Aide',
  labels: {
    when: 'Date',
    device: 'Appareil',
    ip: 'Adresse IP',
    name: 'Nom',
    email: 'E-mail',
    token: 'Jeton d’API',
    provider: 'Fournisseur',
    administrator: 'Administrateur',
    validUntil: 'Expire le',
  },
  browserOn: ({ browser, system }) => `${browser} sur ${system}`,
  appOn: ({ system }) => `Application sur ${system}`,
  mobileApp: 'Application mobile',

  verifyEmail: ({ brand, email }) => ({
    subject: `Confirmez votre adresse e-mail pour ${brand}`,
    title: 'Confirmez votre adresse e-mail',
    paragraphs: [
      `Un compte sur ${brand} porte l’adresse ${email}. Confirmez qu’elle est bien la vôtre.`,
    ],
    button: 'Confirmer l’adresse',
    surprise:
      'Si vous n’y avez pas de compte, ignorez ce message : l’adresse restera non confirmée.',
  }),
  resetPassword: ({ brand, email, by }) => ({
    subject: `Choisissez un nouveau mot de passe pour ${brand}`,
    title: 'Choisissez un nouveau mot de passe',
    paragraphs: [
      by === null
        ? `Un lien pour choisir un nouveau mot de passe a été demandé pour votre compte ${email} sur ${brand}.`
        : `${by} vous envoie ce lien pour choisir un nouveau mot de passe pour votre compte ${email} sur ${brand}.`,
    ],
    button: 'Choisir un mot de passe',
    surprise:
      by === null
        ? 'Si vous ne l’avez pas demandé, ignorez ce message : votre mot de passe reste le même.'
        : 'Votre mot de passe reste le même tant que vous n’utilisez pas ce lien.',
  }),
  resetAtProvider: ({ brand, email, providers }) => ({
    subject: `Comment vous connecter à ${brand}`,
    title: 'Votre compte n’a pas de mot de passe ici',
    paragraphs: [
      `Un lien pour choisir un nouveau mot de passe a été demandé pour votre compte ${email} sur ${brand}.`,
      `Vous vous connectez avec ${providers} : c’est là que votre mot de passe est géré et peut être changé.`,
    ],
    button: 'Aller à la page de connexion',
    surprise: 'Si vous ne l’avez pas demandé, ignorez ce message : rien n’a changé.',
  }),
  changeEmail: ({ brand, email }) => ({
    subject: `Confirmez votre nouvelle adresse e-mail pour ${brand}`,
    title: 'Confirmez votre nouvelle adresse e-mail',
    paragraphs: [
      `Un compte sur ${brand} doit recevoir l’adresse ${email}. Confirmez qu’elle est bien la vôtre.`,
    ],
    button: 'Confirmer l’adresse',
    surprise: 'Si vous ne l’avez pas demandé, ignorez ce message : rien ne changera.',
  }),
  emailChanging: ({ brand, email, newEmail }) => ({
    subject: `Une nouvelle adresse e-mail pour votre compte sur ${brand}`,
    title: 'Une nouvelle adresse e-mail a été demandée',
    paragraphs: [
      `L’adresse ${email} de votre compte sur ${brand} doit être remplacée par ${newEmail}.`,
      'Elle changera dès que la nouvelle adresse sera confirmée. D’ici là, rien ne change.',
    ],
    button: openAccount,
    surprise: ifNotYou,
  }),
  emailChanged: ({ brand, email, newEmail }) => ({
    subject: `Votre adresse e-mail sur ${brand} a été changée`,
    title: 'Votre adresse e-mail a été changée',
    paragraphs: [
      `L’adresse ${email} de votre compte sur ${brand} a été remplacée par ${newEmail}. Ce message est le dernier envoyé à l’ancienne adresse.`,
    ],
    surprise: 'Si ce n’était pas vous, prévenez aussitôt votre administrateur.',
  }),
  invitation: ({ brand, email, by }) => ({
    subject: `Votre invitation à ${brand}`,
    title: `Votre invitation à ${brand}`,
    paragraphs: [
      by === null
        ? `Cette invitation vous permet de créer un compte sur ${brand} avec l’adresse ${email}.`
        : `${by} vous invite à créer un compte sur ${brand} avec l’adresse ${email}.`,
    ],
    button: 'Accepter l’invitation',
    surprise: 'Si vous ne l’attendiez pas, ignorez ce message : aucun compte ne sera créé.',
  }),
  waiting: ({ brand, count, name }) => ({
    subject:
      count === 1
        ? `${name} attend une approbation sur ${brand}`
        : `${count} personnes attendent une approbation sur ${brand}`,
    title:
      count === 1
        ? 'Une personne attend une approbation'
        : `${count} personnes attendent une approbation`,
    paragraphs: [
      count === 1
        ? `Une personne s’est inscrite sur ${brand}. Elle pourra se connecter dès qu’un administrateur aura approuvé son compte.`
        : `Elles se sont inscrites sur ${brand} et pourront se connecter dès qu’un administrateur aura approuvé leur compte. La demande la plus récente :`,
    ],
    button: 'Examiner les demandes',
    surprise: null,
  }),
  approved: ({ brand, email }) => ({
    subject: `Votre compte sur ${brand} est approuvé`,
    title: 'Votre compte est approuvé',
    paragraphs: [
      `Un administrateur a approuvé votre compte ${email} sur ${brand}. Vous pouvez maintenant vous connecter.`,
    ],
    button: 'Se connecter',
    surprise: 'Si vous n’avez pas demandé de compte, prévenez l’administrateur.',
  }),
  rejected: ({ brand, email }) => ({
    subject: `Votre demande de compte sur ${brand}`,
    title: 'Votre demande a été refusée',
    paragraphs: [
      `Un compte sur ${brand} a été demandé avec l’adresse ${email}. Un administrateur a refusé la demande, et les données saisies ont été supprimées.`,
    ],
    surprise: 'Si vous n’avez pas demandé de compte, ignorez ce message.',
  }),
  security: {
    password_changed: ({ brand, account }) => ({
      subject: `Votre mot de passe sur ${brand} a été changé`,
      title: 'Votre mot de passe a été changé',
      paragraphs: [
        `Votre compte ${account} sur ${brand} a un nouveau mot de passe. Tous les autres appareils sont déconnectés.`,
      ],
      button: openAccount,
      surprise:
        'Si ce n’était pas vous, prévenez aussitôt votre administrateur : il peut vous envoyer un lien pour choisir un autre mot de passe.',
    }),
    password_reset: ({ brand, account }) => ({
      subject: `Votre mot de passe sur ${brand} a été réinitialisé`,
      title: 'Votre mot de passe a été réinitialisé',
      paragraphs: [
        `Le mot de passe de votre compte ${account} sur ${brand} a été réinitialisé. Tous les appareils sont déconnectés.`,
      ],
      button: openAccount,
      surprise: 'Si vous ne vous y attendiez pas, prévenez aussitôt votre administrateur.',
    }),
    api_token_created: ({ brand, account }) => ({
      subject: `Un nouveau jeton d’API pour votre compte sur ${brand}`,
      title: 'Un jeton d’API a été créé',
      paragraphs: [
        `Un jeton d’API a été créé pour votre compte ${account} sur ${brand}. Les programmes qui le possèdent agissent en votre nom.`,
      ],
      button: openAccount,
      surprise:
        'Si ce n’était pas vous, révoquez le jeton sur la page de votre compte, changez aussitôt votre mot de passe et prévenez votre administrateur.',
    }),
    provider_linked: ({ brand, account }) => ({
      subject: `Une nouvelle méthode de connexion pour votre compte sur ${brand}`,
      title: 'Une méthode de connexion a été ajoutée',
      paragraphs: [
        `Un compte chez un autre fournisseur a été associé à votre compte ${account} sur ${brand}. Il permet désormais de s’y connecter.`,
      ],
      button: openAccount,
      surprise:
        'Si ce n’était pas vous, dissociez le fournisseur sur la page de votre compte, changez aussitôt votre mot de passe et prévenez votre administrateur.',
    }),
    provider_unlinked: ({ brand, account }) => ({
      subject: `Une méthode de connexion de votre compte sur ${brand} a été retirée`,
      title: 'Une méthode de connexion a été retirée',
      paragraphs: [
        `Un fournisseur a été dissocié de votre compte ${account} sur ${brand}. Il ne permet plus de s’y connecter.`,
      ],
      button: openAccount,
      surprise: ifNotYou,
    }),
  },
  newDevice: ({ brand, account }) => ({
    subject: `Nouvelle connexion à votre compte sur ${brand}`,
    title: 'Nouvelle connexion à votre compte',
    paragraphs: [
      `Une connexion à votre compte ${account} sur ${brand} a eu lieu avec un appareil ou depuis un réseau nouveau pour ce compte.`,
    ],
    button: openAccount,
    surprise: ifNotYou,
  }),
  tokenExpires: ({ brand, account, token }) => ({
    subject: `Votre jeton d’API « ${token} » expire bientôt`,
    title: 'Un jeton d’API expire bientôt',
    paragraphs: [
      `Le jeton d’API « ${token} » de votre compte ${account} sur ${brand} expire bientôt. Les programmes qui l’utilisent seront alors refusés. Créez un nouveau jeton avant cette date, ou ne faites rien si vous n’en avez plus besoin.`,
    ],
    button: openAccount,
    surprise: null,
  }),
  test: ({ brand, email }) => ({
    subject: `${brand} : message de test`,
    title: 'L’envoi de messages fonctionne',
    paragraphs: [
      `${brand} peut envoyer des messages à ${email}. Un administrateur a envoyé celui-ci pour faire un essai.`,
    ],
    surprise: 'Si vous ne connaissez pas ce serveur, ignorez ce message.',
  }),
};
