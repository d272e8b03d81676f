import type { BaseCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('de');

/** What all pages share: buttons, the top bar, dialogs and notices. */
export const frame = {
  'action.back': 'Zurück',
  'action.cancel': 'Abbrechen',
  'action.close': 'Schließen',
  'action.continue': 'Weiter',
  'action.copied': 'Kopiert',
  'action.copy': 'Kopieren',
  'action.remove': 'Entfernen',
  'action.retry': 'Erneut versuchen',
  'action.save': 'Speichern',
  'action.signOut': 'Abmelden',

  'page.account': 'Dein Konto',
  'page.admin': 'Administration',
  'page.link': 'Link',
  'page.login': 'Anmelden',
  'page.register': 'Konto erstellen',
  'page.title': ({ page, brand }) => `${page} · ${brand}`,

  'top.account': 'Konto',
  'top.admin': 'Administration',
  'top.docs': 'API-Referenz',
  'top.handbook': 'Handbuch',
  'top.help': 'Hilfe',
  'top.label': 'Hauptnavigation',
  'top.signedOut': 'Du bist abgemeldet.',
  'top.skip': 'Zum Inhalt springen',
  'top.waitingCount': ({ count }) =>
    plural(count, { one: '# Anfrage zu prüfen', other: '# Anfragen zu prüfen' }),

  'language.label': 'Sprache',

  'copy.done': ({ what }) => `${what}: kopiert`,
  'copy.label': ({ what }) => `${what} kopieren`,
  'copy.refused':
    'Dein Browser lässt diese Seite nicht kopieren. Bitte markiere den Text und kopiere ihn.',

  'load.loading': 'Wird geladen',

  'broken.again': 'Noch einmal anzeigen',
  'broken.text': 'Auf dieser Seite ist ein Fehler aufgetreten. Es ist nichts verloren.',
  'lost.text':
    'Diese Seite konnte nicht geladen werden. Bitte prüfe deine Verbindung und versuche es noch einmal.',

  'nowhere.text':
    'Unter dieser Adresse gibt es nichts. Vielleicht ist die Seite umgezogen, oder die Adresse enthält einen Tippfehler.',
  'nowhere.title': 'Seite nicht gefunden',
  'nowhere.toAccount': 'Zu deinem Konto',

  'confirm.divider': 'oder',
  'confirm.form': 'Bestätigen, dass du es bist',
  'confirm.signInAgain': 'Bitte melde dich ab und wieder an und versuche es dann noch einmal.',
  'confirm.text':
    'Deine Anmeldung ist schon etwas her. Für diese Änderung musst du dich noch einmal anmelden.',
  'confirm.title': 'Bitte bestätige, dass du es bist',
  'confirm.with': ({ provider }) => `Noch einmal mit ${provider} anmelden`,

  'unsaved.leave': 'Ohne Speichern verlassen',
  'unsaved.stay': 'Weiter bearbeiten',
  'unsaved.text': 'Deine Änderungen auf dieser Seite sind noch nicht gespeichert.',
  'unsaved.title': 'Diese Seite verlassen?',

  'elsewhere.expired':
    'Deine Sitzung ist abgelaufen. Melde dich wieder an, um weiterzumachen. Deine Eingaben bleiben erhalten.',
  'elsewhere.restored': 'Deine Eingaben von vorhin sind wieder da.',
  'elsewhere.text':
    'Deine Sitzung ist beendet, vielleicht von einem anderen Gerät aus. Melde dich wieder an, um weiterzumachen. Deine Eingaben bleiben erhalten.',
  'elsewhere.title': 'Du wurdest abgemeldet',
  'elsewhere.toSignIn': 'Zur Anmeldeseite',

  'support.ask': ({ contact }) => `Bitte wende dich an ${contact}.`,
  'support.askAdministrator': 'Bitte wende dich an deine Administration.',
  'support.write': ({ link }) => `Bitte wende dich an ${link('deine Administration')}.`,

  'provider.local': 'Passwort',
  'provider.oidc': 'OpenID Connect',
} as const satisfies Partial<BaseCatalogue>;
