import type { TokensCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('de');

/** API tokens, on the account page and in the panel; loaded when they are shown. */
export const tokens: TokensCatalogue = {
  'apiToken.appsGuide': ({ link }) =>
    `So nutzt eine App die Konten dieses Servers: ${link('In deiner App verwenden')}.`,
  'apiToken.create': 'Token ohne Namen erstellen',
  'apiToken.keep': 'Halte es geheim, wie ein Passwort. Probiere es im Terminal aus:',
  'apiToken.label': 'API-Token',
  'apiToken.none': 'Du hast keines.',
  'apiToken.reference': ({ link }) => `Alle Anfragen: ${link('API-Referenz')}.`,
  'apiToken.replace': 'Ersetzen',
  'apiToken.replaced': 'Dein neues API-Token ist bereit. Das alte gilt nicht mehr.',
  'apiToken.replaceText':
    'Du bekommst ein neues. Skripte, die das alte verwenden, funktionieren sofort nicht mehr.',
  'apiToken.replaceTitle': 'API-Token ersetzen?',
  'apiToken.revoke': 'Widerrufen',
  'apiToken.revoked': 'Dein API-Token ist widerrufen.',
  'apiToken.revokeText': 'Skripte, die es verwenden, funktionieren sofort nicht mehr.',
  'apiToken.revokeTitle': 'API-Token widerrufen?',
  'apiToken.show': 'Anzeigen',

  'scope.adminRead': 'Die Administration lesen',
  'scope.adminReadHint': 'Konten, Einstellungen und Protokoll, aber nichts ändern.',
  'scope.adminUsers': 'Konten verwalten',
  'scope.adminUsersHint':
    'Konten erstellen, einladen, freischalten, deaktivieren und abmelden, aber keine mit Admin-Rolle. Lesen gehört dazu.',
  'scope.me': 'Das eigene Konto lesen',
  'scope.meHint': 'Name, E-Mail-Adresse und Rolle.',
  'scope.profile': 'Das Profil ändern',
  'scope.profileHint': 'Name, Sprache und Bild.',

  'tokens.afterDays': ({ days, date }) =>
    plural(days, { one: `Nach # Tag, am ${date}`, other: `Nach # Tagen, am ${date}` }),
  'tokens.allRevoked': ({ name }) => `Alle API-Tokens von ${name} sind widerrufen.`,
  'tokens.command': 'Befehl',
  'tokens.copied': 'Ich habe es kopiert',
  'tokens.create': 'Erstellen',
  'tokens.created': ({ time }) => `Erstellt ${time}`,
  'tokens.edit': 'Bearbeiten',
  'tokens.editLabel': ({ name }) => `${name} bearbeiten`,
  'tokens.editTitle': ({ name }) => `${name} bearbeiten`,
  'tokens.expired': 'Abgelaufen',
  'tokens.expiredOn': ({ date }) => `Am ${date} abgelaufen`,
  'tokens.expiresOn': ({ date }) => `Läuft am ${date} ab`,
  'tokens.expiry': 'Läuft ab',
  'tokens.lasting': 'Läuft nicht ab',
  'tokens.lastUsed': ({ time, place }) => `Zuletzt benutzt ${time}, ${place}`,
  'tokens.legacyText':
    'Es liest dein eigenes Konto, läuft nicht ab und lässt sich wieder anzeigen. Ein Token mit Namen ist sicherer.',
  'tokens.legacyTitle': 'API-Token ohne Namen',
  'tokens.made': ({ name }) => `API-Token ${name} ist bereit`,
  'tokens.name': 'Name',
  'tokens.nameHint': 'Wofür du es brauchst, damit du es später wiedererkennst.',
  'tokens.nameMissing': 'Gib ihm bitte einen Namen.',
  'tokens.never': 'Nie',
  'tokens.new': 'Neues API-Token',
  'tokens.none': 'Du hast noch kein API-Token mit Namen.',
  'tokens.noneOf': 'Dieses Konto hat keine API-Tokens.',
  'tokens.once': 'Kopiere das Token jetzt. Es wird nicht noch einmal angezeigt.',
  'tokens.opensNothing': 'Kein Zugriff',
  'tokens.revoke': 'Widerrufen',
  'tokens.revokeAll': 'Alle widerrufen',
  'tokens.revokeAllText': 'Skripte, die eines davon verwenden, funktionieren sofort nicht mehr.',
  'tokens.revokeAllTitle': ({ name }) => `Alle API-Tokens von ${name} widerrufen?`,
  'tokens.revoked': ({ name }) => `${name} ist widerrufen.`,
  'tokens.revokeLabel': ({ name }) => `${name} widerrufen`,
  'tokens.revokeText': 'Skripte, die es verwenden, funktionieren sofort nicht mehr.',
  'tokens.revokeTitle': ({ name }) => `${name} widerrufen?`,
  'tokens.saved': ({ name }) => `API-Token ${name} ist gespeichert.`,
  'tokens.scopes': 'Was es darf',
  'tokens.scopesMissing': 'Wähle bitte aus, was das Token darf.',
  'tokens.staysUntil': ({ date }) => `Wie bisher, am ${date}`,
  'tokens.try': 'Probiere es im Terminal aus:',
  'tokens.unused': 'Nie benutzt',
};
