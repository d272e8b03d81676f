import type { BaseCatalogue } from '../catalogue.ts';

/** The page of a person’s own account. */
export const account = {
  'account.linked': ({ provider }) => `Ab jetzt kannst du dich mit ${provider} anmelden.`,

  'apiToken.details': 'API-Tokens anzeigen',
  'apiToken.text': 'Mit API-Tokens nutzen deine eigenen Skripte diesen Server in deinem Namen.',
  'apiToken.title': 'Für die Entwicklung',

  'appearance.browserLanguage': 'Sprache des Browsers',
  'appearance.languageSaved': 'Deine Sprache ist gespeichert.',
  'appearance.text':
    'Die Sprache gehört zu deinem Konto, das Farbschema gilt nur in diesem Browser.',
  'appearance.title': 'Sprache und Darstellung',

  'changePassword.current': 'Aktuelles Passwort',
  'changePassword.missingCurrent': 'Bitte gib dein aktuelles Passwort ein.',
  'changePassword.new': 'Neues Passwort',
  'changePassword.none': ({ provider }) =>
    `Du hast hier kein Passwort. Es wird von ${provider} verwaltet.`,
  'changePassword.noneUnknown':
    'Du hast hier kein Passwort. Es wird von deinem Anmeldeanbieter verwaltet.',
  'changePassword.saved': 'Dein Passwort ist geändert.',
  'changePassword.submit': 'Passwort ändern',
  'changePassword.text': 'Eine Änderung meldet dich auf allen anderen Geräten ab.',
  'changePassword.title': 'Passwort',

  'device.app': 'Mobile App',
  'device.appOn': ({ system }) => `App auf ${system}`,
  'device.browserOn': ({ browser, system }) => `${browser} auf ${system}`,
  'device.from': ({ ip }) => `von ${ip}`,
  'device.fromLocal': ({ ip }) => `im lokalen Netz (${ip})`,
  'device.fromServer': 'auf dem Server selbst',
  'device.fromUnknown': 'IP-Adresse unbekannt',
  'device.unknown': 'Unbekanntes Gerät',

  'email.byAdministrator': 'Deine Administration kann sie ändern.',
  'email.change': 'Adresse ändern',
  'email.changeHint':
    'Wir schicken einen Link an die neue Adresse. Bis du ihn öffnest, bleibt die alte.',
  'email.changeSent': ({ email }) =>
    `Wir haben einen Link an ${email} geschickt. Öffne ihn, um die neue Adresse zu bestätigen.`,
  'email.confirmed': 'Bestätigt',
  'email.new': 'Neue E-Mail-Adresse',
  'email.text': 'Mit dieser Adresse meldest du dich an.',
  'email.title': 'E-Mail-Adresse',
  'email.unconfirmed': 'Nicht bestätigt',
  'email.verificationSent': ({ email }) =>
    `Wir haben einen Link an ${email} geschickt. Öffne ihn, um die Adresse zu bestätigen.`,
  'email.verify': 'Link zum Bestätigen schicken',

  'identity.link': 'Verknüpfen',
  'identity.linkLabel': ({ provider }) => `${provider} verknüpfen`,
  'identity.notLinked': 'Nicht verknüpft',
  'identity.off': 'Auf diesem Server ausgeschaltet',
  'identity.only': 'Deine einzige Anmeldemethode',
  'identity.ready': 'Eingerichtet',
  'identity.text': 'Du kannst dich mit jeder davon anmelden.',
  'identity.title': 'Anmeldemethoden',
  'identity.unlink': 'Trennen',
  'identity.unlinked': ({ provider }) => `${provider} ist nicht mehr verknüpft.`,
  'identity.unlinkLabel': ({ provider }) => `${provider} trennen`,
  'identity.unlinkText': ({ provider }) =>
    `Du kannst dich erst wieder mit ${provider} anmelden, wenn du die Verknüpfung erneuerst.`,
  'identity.unlinkTitle': ({ provider }) => `${provider} trennen?`,

  'picture.add': 'Bild hinzufügen',
  'picture.change': 'Bild ändern',
  'picture.file': 'Bilddatei',
  'picture.move': 'Dein Bild. Verschiebe es mit den Pfeiltasten.',
  'picture.removed': 'Dein Bild ist entfernt.',
  'picture.removeText': 'Stattdessen werden deine Initialen angezeigt.',
  'picture.removeTitle': 'Bild entfernen?',
  'picture.save': 'Bild speichern',
  'picture.saved': 'Dein Bild ist gespeichert.',
  'picture.title': 'Ausschnitt wählen',
  'picture.unreadable': 'Dein Browser kann dieses Bild nicht lesen.',
  'picture.zoom': 'Zoom',

  'profile.saved': 'Dein Name ist gespeichert.',
  'profile.text': 'Dein Name und dein Bild, wie andere sie sehen.',
  'profile.title': 'Profil',

  'groups.ownText': 'Die Administration entscheidet, in welchen Gruppen du bist. Apps sehen sie.',
  'groups.title': 'Gruppen',

  'sessions.end': 'Abmelden',
  'sessions.ended': ({ device }) => `${device} ist abgemeldet.`,
  'sessions.endLabel': ({ device }) => `${device} abmelden`,
  'sessions.endOthers': 'Überall sonst abmelden',
  'sessions.endOthersText': 'Alle anderen Browser und Apps werden sofort abgemeldet.',
  'sessions.endOthersTitle': 'Überall sonst abmelden?',
  'sessions.endText': ({ device, place }) => `${device} (${place}) wird sofort abgemeldet.`,
  'sessions.endTitle': 'Dieses Gerät abmelden?',
  'sessions.here': 'Dieses Gerät',
  'sessions.lastUsed': ({ time, place }) => `Zuletzt benutzt: ${time}, ${place}`,
  'sessions.lastUsedWith': ({ time, place, provider }) =>
    `Zuletzt benutzt: ${time}, ${place}, mit ${provider}`,
  'sessions.othersEnded': 'Du bist überall sonst abgemeldet.',
  'sessions.signedIn': ({ time, place }) => `Angemeldet: ${time}, ${place}`,
  'sessions.signedInWith': ({ time, place, provider }) =>
    `Angemeldet: ${time}, ${place}, mit ${provider}`,
  'sessions.text': 'Wenn du ein Gerät nicht erkennst, melde es ab und ändere dein Passwort.',
  'sessions.title': 'Wo du angemeldet bist',

  'theme.dark': 'Dunkel',
  'theme.label': 'Farbschema',
  'theme.light': 'Hell',
  'theme.system': 'Wie das Gerät',
} as const satisfies Partial<BaseCatalogue>;
