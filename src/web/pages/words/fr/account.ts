/** The page of a person’s own account. */
export const account = {
  'account.linked': ({ provider }: { provider: string }) =>
    `Vous pouvez désormais vous connecter avec ${provider}.`,

  'apiToken.details': 'Afficher les jetons d’API',
  'apiToken.text': 'Avec des jetons d’API, vos propres scripts utilisent ce serveur en votre nom.',
  'apiToken.title': 'Pour les développeurs',

  'appearance.browserLanguage': 'Langue du navigateur',
  'appearance.languageSaved': 'Votre langue est enregistrée.',
  'appearance.text': 'La langue est enregistrée avec votre compte, le thème dans ce navigateur.',
  'appearance.title': 'Langue et apparence',

  'changePassword.current': 'Mot de passe actuel',
  'changePassword.missingCurrent': 'Saisissez votre mot de passe actuel.',
  'changePassword.new': 'Nouveau mot de passe',
  'changePassword.none': ({ provider }: { provider: string }) =>
    `Vous n’avez pas de mot de passe ici. C’est ${provider} qui le gère.`,
  'changePassword.noneUnknown':
    'Vous n’avez pas de mot de passe ici. C’est votre fournisseur d’identité qui le gère.',
  'changePassword.saved': 'Votre mot de passe est modifié.',
  'changePassword.submit': 'Changer le mot de passe',
  'changePassword.text': 'Un changement vous déconnecte de tous vos autres appareils.',
  'changePassword.title': 'Mot de passe',

  'device.app': 'Application mobile',
  'device.appOn': ({ system }: { system: string }) => `Application sur ${system}`,
  'device.browserOn': ({ browser, system }: { browser: string; system: string }) =>
    `${browser} sur ${system}`,
  'device.from': ({ ip }: { ip: string }) => `depuis ${ip}`,
  'device.fromLocal': ({ ip }: { ip: string }) => `sur le réseau local (${ip})`,
  'device.fromServer': 'sur le serveur lui-même',
  'device.fromUnknown': 'adresse IP inconnue',
  'device.unknown': 'Appareil inconnu',

  'email.byAdministrator': 'Votre administrateur peut la changer.',
  'email.change': 'Changer d’adresse',
  'email.changeHint':
    'Nous envoyons un lien à la nouvelle adresse. L’ancienne reste valable jusqu’à ce que vous l’ouvriez.',
  'email.changeSent': ({ email }: { email: string }) =>
    `Nous avons envoyé un lien à ${email}. Ouvrez-le pour confirmer la nouvelle adresse.`,
  'email.confirmed': 'Confirmée',
  'email.new': 'Nouvelle adresse e-mail',
  'email.text': 'Vous vous connectez avec cette adresse.',
  'email.title': 'Adresse e-mail',
  'email.unconfirmed': 'Non confirmée',
  'email.verificationSent': ({ email }: { email: string }) =>
    `Nous avons envoyé un lien à ${email}. Ouvrez-le pour confirmer l’adresse.`,
  'email.verify': 'Envoyer un lien de confirmation',

  'identity.link': 'Associer',
  'identity.linkLabel': ({ provider }: { provider: string }) => `Associer ${provider}`,
  'identity.notLinked': 'Non associé',
  'identity.off': 'Indisponible sur ce serveur',
  'identity.only': 'Votre seul moyen de connexion',
  'identity.ready': 'Disponible',
  'identity.text': 'Vous pouvez vous connecter avec chacune d’elles.',
  'identity.title': 'Méthodes de connexion',
  'identity.unlink': 'Dissocier',
  'identity.unlinked': ({ provider }: { provider: string }) =>
    `${provider} n’est plus associé à votre compte.`,
  'identity.unlinkLabel': ({ provider }: { provider: string }) => `Dissocier ${provider}`,
  'identity.unlinkText': ({ provider }: { provider: string }) =>
    `Vous ne pourrez plus vous connecter avec ${provider}, sauf si vous l’associez de nouveau.`,
  'identity.unlinkTitle': ({ provider }: { provider: string }) => `Dissocier ${provider} ?`,

  'picture.add': 'Ajouter une photo',
  'picture.change': 'Changer la photo',
  'picture.file': 'Fichier de la photo',
  'picture.move': 'Votre photo. Déplacez-la avec les touches fléchées.',
  'picture.removed': 'Votre photo est supprimée.',
  'picture.removeText': 'Vos initiales s’affichent à la place.',
  'picture.removeTitle': 'Supprimer votre photo ?',
  'picture.save': 'Enregistrer la photo',
  'picture.saved': 'Votre photo est enregistrée.',
  'picture.title': 'Choisissez la partie à afficher',
  'picture.unreadable': 'Votre navigateur ne peut pas lire cette image.',
  'picture.zoom': 'Zoom',

  'profile.saved': 'Votre nom est enregistré.',
  'profile.text': 'Votre nom et votre photo, tels que les autres les voient.',
  'profile.title': 'Profil',

  'groups.ownText': 'Votre administrateur décide de vos groupes. Les applications les voient.',
  'groups.title': 'Groupes',

  'sessions.end': 'Déconnecter',
  'sessions.ended': ({ device }: { device: string }) => `${device} : session fermée.`,
  'sessions.endLabel': ({ device }: { device: string }) => `Déconnecter ${device}`,
  'sessions.endOthers': 'Fermer les autres sessions',
  'sessions.endOthersText':
    'Tous les autres navigateurs et applications sont aussitôt déconnectés.',
  'sessions.endOthersTitle': 'Fermer les autres sessions ?',
  'sessions.endText': ({ device, place }: { device: string; place: string }) =>
    `${device} (${place}) : la session se ferme aussitôt.`,
  'sessions.endTitle': 'Déconnecter cet appareil ?',
  'sessions.here': 'Cet appareil',
  'sessions.lastUsed': ({ time, place }: { time: string; place: string }) =>
    `Dernier usage ${time}, ${place}`,
  'sessions.lastUsedWith': ({
    time,
    place,
    provider,
  }: {
    time: string;
    place: string;
    provider: string;
  }) => `Dernier usage ${time}, ${place}, avec ${provider}`,
  'sessions.othersEnded': 'Vos autres sessions sont fermées.',
  'sessions.signedIn': ({ time, place }: { time: string; place: string }) =>
    `Connexion ${time}, ${place}`,
  'sessions.signedInWith': ({
    time,
    place,
    provider,
  }: {
    time: string;
    place: string;
    provider: string;
  }) => `Connexion ${time}, ${place}, avec ${provider}`,
  'sessions.text':
    'Si vous ne reconnaissez pas un appareil, déconnectez-le et changez votre mot de passe.',
  'sessions.title': 'Vos sessions ouvertes',

  'theme.dark': 'Sombre',
  'theme.label': 'Thème',
  'theme.light': 'Clair',
  'theme.system': 'Comme l’appareil',
} as const;
