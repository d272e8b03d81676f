import type { AdministrationCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('de');

/** The first page of the panel. */
export const overview = {
  'overview.active': 'Aktiv',
  'overview.administrators': 'Admin-Konten',
  'overview.allUsers': 'Alle Konten',
  'overview.attention': 'Hinweise',
  'overview.auditLog': 'Protokoll',
  'overview.disabled': 'Deaktiviert',
  'overview.joined': ({ time }) => `Registriert: ${time}`,
  'overview.linkRequests': ({ count }) =>
    plural(count, {
      one: '# Person möchte eine Anmeldung mit einem Konto verknüpfen',
      other: '# Personen möchten eine Anmeldung mit einem Konto verknüpfen',
    }),
  'overview.linkRequestsText': 'Vergleiche, wer fragt, mit dem Konto und entscheide.',
  'overview.newest': 'Neueste Konten',
  'overview.numbers': 'Zahlen',
  'overview.ordinary': 'Es gibt keine Anfragen zu prüfen und keine Warnungen.',
  'overview.ordinaryTitle': 'Alles in Ordnung',
  'overview.quiet': 'In letzter Zeit nichts Auffälliges',
  'overview.security': 'Sicherheitsereignisse',
  'overview.serverTimes': ({ started, seen }) => `Gestartet: ${started}, zuletzt gesehen: ${seen}`,
  'overview.servers': 'Server',
  'overview.serversLead': 'Alle Server, die diese Datenbank nutzen.',
  'overview.sessions': 'Sitzungen',
  'overview.users': 'Konten',
  'overview.version': ({ version }) => `Version ${version}`,
  'overview.waiting': ({ count }) =>
    plural(count, {
      one: '# Person wartet auf Freischaltung',
      other: '# Personen warten auf Freischaltung',
    }),
  'overview.waitingAct': 'Anfragen prüfen',
  'overview.waitingText': 'Nach der Freischaltung ist die Anmeldung möglich.',

  'elsewhereAddress.line': 'Die Einstellung für diese Adresse',
  'elsewhereAddress.open': ({ address, link }) =>
    `Stimmt ${address}? Dann ${link('öffne diese Seite dort')}.`,
  'elsewhereAddress.text': ({ address, here }) =>
    `Du hast diese Seite unter ${here} geöffnet, aber die Adresse des Servers ist ${address}. Die Anmeldung über einen Anbieter geht nur dort. Wenn ${here} stimmt, setze das hier und starte den Server neu:`,
  'elsewhereAddress.title': 'Du hast den Server unter einer anderen Adresse geöffnet',

  'steps.all': 'Alle ersten Schritte sind erledigt.',
  'steps.dismiss': 'Liste ausblenden',
  'steps.dismissText': 'Die Liste wird dann in keinem Admin-Konto mehr angezeigt.',
  'steps.dismissTitle': 'Erste Schritte ausblenden?',
  'steps.done': 'Erledigt',
  'steps.invite': 'Personen einladen',
  'steps.open': 'Offen',
  'steps.progress': ({ done, total }) => `${done} von ${total}`,
  'steps.progressLabel': 'Fortschritt',
  'steps.title': 'Erste Schritte',
  'steps.undo': ({ step }) => `„${step}“ als offen markieren`,
  'steps.undoShort': 'Rückgängig',

  'step.address.act': 'So legst du sie fest',
  'step.address.text': ({ address }) =>
    `Die Adresse ist ${address}. Andere können sie nicht öffnen. Setze APP_URL auf die Adresse, die alle öffnen, zum Beispiel https://auth.example.com, und starte den Server neu.`,
  'step.address.tick': 'Diese Adresse stimmt',
  'step.address.title': 'Öffentliche Adresse festlegen',
  'step.administrator.act': 'Admin-Konto hinzufügen',
  'step.administrator.text':
    'Wenn du dich einmal nicht mehr anmelden kannst, hilft ein anderes Admin-Konto, sonst nur die Befehlszeile auf dem Server.',
  'step.administrator.tick': 'Eines genügt',
  'step.administrator.title': 'Zweites Admin-Konto anlegen',
  'step.app.act': 'In deiner App verwenden',
  'step.app.text':
    'Die Anmeldung läuft hier, und deine App erfährt, wer sich angemeldet hat. Beispiele stehen im Handbuch.',
  'step.app.tick': 'Meine App ist verbunden',
  'step.app.title': 'App verbinden',
  'step.backup.act': 'So machst du ein Backup',
  'step.backup.text':
    'Ein Backup enthält Konten, Einstellungen und Schlüssel des Servers. Erledigt, sobald der Server eines gemacht hat.',
  'step.backup.tick': 'Ich habe eigene Backups',
  'step.backup.title': 'Backup machen',
  'step.provider.act': 'Anbieter einrichten',
  'step.provider.text':
    'Dann geht die Anmeldung mit einem vorhandenen Konto, zum Beispiel bei Google oder bei deinem eigenen Anmeldeanbieter.',
  'step.provider.tick': 'Nur Passwörter verwenden',
  'step.provider.title': 'Anmeldemethoden wählen',
  'step.registration.act': 'Registrierung ändern',
  'step.registration.text':
    'Zurzeit können alle, die diesen Server erreichen, ein Konto erstellen.',
  'step.registration.tick': 'Für alle offen lassen',
  'step.registration.title': 'Registrierung festlegen',

  'warning.halfProvider': ({ provider }) => `${provider} ist nur halb eingerichtet`,
  'warning.halfProviderId': 'Noch nicht nutzbar: Die Client-ID fehlt.',
  'warning.halfProviderSecret': 'Noch nicht nutzbar: Das Client-Secret fehlt.',
  'warning.oidcUnfinished': ({ provider }) =>
    `${provider} ist eingeschaltet, aber nicht eingerichtet`,
  'warning.oidcUnfinishedId': 'Noch nicht nutzbar: Die Client-ID fehlt.',
  'warning.oidcUnfinishedIssuer': 'Noch nicht nutzbar: Die Issuer-URL fehlt.',
  'warning.onlyAdministrator': 'Es gibt nur ein Admin-Konto',
  'warning.onlyAdministratorText':
    'Wenn sich dieses Konto nicht mehr anmelden kann, hilft nur die Befehlszeile auf dem Server. Füge ein zweites Admin-Konto hinzu.',
  'warning.passwordsOn': 'Die Anmeldung mit Passwort funktioniert noch',
  'warning.passwordsOnText':
    'Sie wurde ausgeschaltet, aber es ist kein Anbieter eingerichtet, der sie ersetzen könnte.',
  'warning.secret': ({ provider }) => `Das Client-Secret von ${provider} ist nicht lesbar`,
  'warning.secretText':
    'Das gespeicherte Client-Secret lässt sich nicht mehr entschlüsseln. Gib es neu ein, damit die Anmeldung dort wieder geht.',
  'warning.toAdministrators': 'Admin-Konto hinzufügen',
  'warning.toProviders': 'Zu den Anbietern',
  'warning.unprovenTokens': 'Tokens von Apps werden ohne Nachweis angenommen',
  'warning.unprovenTokensText':
    'Dein Anbieter gibt Apps Zugriffstokens, die ihre App nicht nennen. Setze OIDC_MOBILE_AUDIENCE_CHECK=strict, um sie abzulehnen.',
  'warning.versions': 'Die Server laufen mit verschiedenen Versionen',
  'warning.versionsText': ({ versions }) =>
    `Sie laufen mit ${versions}. Bitte bring alle auf die neueste Version.`,
} as const satisfies Partial<AdministrationCatalogue>;
