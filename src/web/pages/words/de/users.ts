import type { AdministrationCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('de');

/** The list of users, and the page of one of them. */
export const users = {
  'users.administrator': 'Admin',
  'users.emailTaken': 'Ein anderes Konto hat diese E-Mail-Adresse schon.',
  'users.name': 'Name',
  'users.never': 'Nie',
  'users.joined': 'Dabei seit',
  'users.lastSignIn': 'Letzte Anmeldung',
  'users.methods': 'Anmeldemethoden',
  'users.new': 'Neues Konto',
  'users.noMethods': 'Keine',
  'users.none': 'Keine passenden Konten',
  'users.search': 'Name oder E-Mail suchen',
  'users.showAll': 'Alle Konten anzeigen',
  'users.status': 'Status',
  'users.total': ({ count }) => plural(count, { one: '# Konto', other: '# Konten' }),
  'users.you': 'Du',

  'users.status.active': 'Aktiv',
  'users.status.disabled': 'Deaktiviert',
  'users.status.pending': 'Wartet',

  'users.filter.anyGroup': 'Alle Gruppen',
  'users.filter.anyMethod': 'Alle Methoden',
  'users.filter.anyRole': 'Alle Rollen',
  'users.filter.anyStatus': 'Jeder Status',
  'users.filter.group': 'Gruppe',
  'users.filter.role': 'Rolle',
  'users.role.admin': 'Admin-Konten',
  'users.role.user': 'Ohne Admin-Rolle',

  'users.sort.createdAt': 'Alte zuerst',
  'users.sort.-createdAt': 'Neue zuerst',
  'users.sort.email': 'E-Mail: A–Z',
  'users.sort.-email': 'E-Mail: Z–A',
  'users.sort.lastLoginAt': 'Lange nicht angemeldet',
  'users.sort.-lastLoginAt': 'Zuletzt angemeldet',
  'users.sort.name': 'Name: A–Z',
  'users.sort.-name': 'Name: Z–A',

  'users.select': ({ name }) => `${name} auswählen`,
  'users.selectAll': 'Alle Konten auf dieser Seite auswählen',
  'users.selected': ({ count }) => plural(count, { one: '# ausgewählt', other: '# ausgewählt' }),
  'users.selection': 'Ausgewählte Konten',
  'users.clearSelection': 'Auswahl aufheben',

  'users.act.approve': 'Freischalten',
  'users.act.delete': 'Löschen',
  'users.act.disable': 'Deaktivieren',
  'users.act.enable': 'Aktivieren',
  'users.done.approve': ({ count }) =>
    plural(count, {
      one: '# Konto wurde freigeschaltet.',
      other: '# Konten wurden freigeschaltet.',
    }),
  'users.done.delete': ({ count }) =>
    plural(count, { one: '# Konto wurde gelöscht.', other: '# Konten wurden gelöscht.' }),
  'users.done.disable': ({ count }) =>
    plural(count, { one: '# Konto wurde deaktiviert.', other: '# Konten wurden deaktiviert.' }),
  'users.done.enable': ({ count }) =>
    plural(count, { one: '# Konto wurde aktiviert.', other: '# Konten wurden aktiviert.' }),
  'users.refused': ({ count }) =>
    plural(count, {
      one: '# Konto wurde nicht geändert:',
      other: '# Konten wurden nicht geändert:',
    }),
  'users.refusedOne': ({ name, reason }) => `${name}: ${reason}`,
  'users.refused.own': 'Das ist dein eigenes Konto. Ein anderes Admin-Konto kann es ändern.',
  'users.refused.notWaiting': 'Dieses Konto wartet nicht auf Freischaltung.',

  'users.deleteMany.text':
    'Diese Konten und alles darin werden gelöscht. Das lässt sich nicht rückgängig machen.',
  'users.deleteMany.title': ({ count }) =>
    plural(count, { one: '# Konto löschen?', other: '# Konten löschen?' }),
  'users.disableMany.text':
    'Alle Sitzungen und API-Tokens dieser Konten enden sofort. Die Anmeldung bleibt gesperrt, bis du sie wieder aktivierst.',
  'users.disableMany.title': ({ count }) =>
    plural(count, { one: '# Konto deaktivieren?', other: '# Konten deaktivieren?' }),

  'resetLink.code': ({ name }) => `Ein Code zum Scannen mit dem Link für ${name}`,
  'resetLink.label': 'Link',
  'resetLink.make': 'Link erstellen',
  'resetLink.once': ({ name }) =>
    `Kopiere den Link jetzt: Er wird nicht noch einmal gezeigt. Gib ihn ${name} auf sicherem Weg, oder lass den Code scannen.`,
  'resetLink.send': 'Auch per E-Mail senden',
  'resetLink.sendText': ({ email }) => `An ${email}`,
  'resetLink.sent': ({ email }) => `Der Link ist unterwegs an ${email}.`,
  'resetLink.until': ({ time }) => `Er gilt einmal, bis ${time}.`,
  'resetLink.way': 'Mit einem Link',
  'resetLink.wayText': ({ name }) =>
    `${name} öffnet den Link und wählt das Passwort. Bis dahin ändert sich nichts; danach enden alle Sitzungen und API-Tokens dieses Kontos.`,

  'create.administratorHint': 'Darf hier alles, was du darfst.',
  'create.done': ({ name }) => `${name} kann sich jetzt anmelden.`,
  'create.mustChange': 'Muss bei der ersten Anmeldung ein neues Passwort wählen',
  'create.mustChangeHint': 'Vorher ist mit dem Konto nichts anderes möglich.',
  'create.passwordHint':
    'Lass das leer: Dann wird ein neues Passwort erzeugt und dir einmal angezeigt.',
  'create.submit': 'Konto erstellen',
  'create.title': 'Neues Konto',

  'user.account': 'Konto',
  'user.back': 'Zurück zur Liste der Konten',
  'user.joined': ({ time }) => `Dabei seit ${time}`,
  'user.signedIn': ({ time }) => `Letzte Anmeldung: ${time}`,
  'user.neverSignedIn': 'Noch nie angemeldet',
  'user.gone': 'Dieses Konto gibt es nicht',
  'user.goneText': 'Vielleicht wurde es gelöscht.',
  'user.approved': ({ name }) => `${name} kann sich jetzt anmelden.`,

  'user.details': 'Angaben',
  'user.detailsText': 'Name, Adresse und Rolle dieses Kontos.',
  'user.missingEmail': 'Bitte gib eine E-Mail-Adresse ein.',
  'user.missingName': 'Bitte gib einen Namen ein.',
  'user.ownRole':
    'Deine eigene Admin-Rolle kannst du nicht entfernen. Das geht nur mit einem anderen Admin-Konto.',
  'user.roleByGroup': ({
    group,
    provider,
    time,
  }: {
    group: string;
    provider: string;
    time: string;
  }) =>
    `Admin-Rolle durch die Gruppe „${group}“ bei ${provider}, bis ${time}. Eine Anmeldung dort verlängert sie.`,
  'user.saved': 'Die Änderungen sind gespeichert.',

  'user.methods': 'Anmeldemethoden',
  'user.methodsText': 'Wie sich diese Person anmeldet.',
  'user.methodAddress': ({ email }) => `Als ${email}`,
  'user.methodLastUsed': ({ time }) => `Zuletzt benutzt: ${time}`,
  'user.methodOff': 'Ausgeschaltet',
  'user.temporary': 'Vorläufig',
  'user.temporaryText': 'Die nächste Anmeldung fragt nach einem neuen Passwort.',
  'user.noMethods':
    'Diese Person hat keine Anmeldemethode. Setze das Passwort zurück, um ihr eines zu geben.',
  'user.blocked': ({ time }) =>
    `Nach zu vielen falschen Passwörtern werden Passwörter aus unbekannten Netzen bis ${time} abgelehnt. Zurücksetzen beendet das sofort.`,
  'user.failed': ({ count }) =>
    plural(count, {
      one: '# fehlgeschlagene Anmeldung in den letzten 24 Stunden',
      other: '# fehlgeschlagene Anmeldungen in den letzten 24 Stunden',
    }),
  'user.waitsUntil': ({ time }) => `Ohne Freischaltung endet diese Anfrage am ${time}.`,
  'user.ownAccount': ({ link }) =>
    `Das ist dein eigenes Konto. Dein Passwort und deine Sitzungen verwaltest du in ${link('deinem Konto')}.`,

  'user.reset': 'Passwort zurücksetzen',
  'user.reset.disconnect': 'Auch alle Anbieter trennen',
  'user.reset.disconnectText': ({ email }) =>
    `Wer sich danach als Erstes über einen Anbieter anmeldet, der ${email} bestätigt hat, bekommt dieses Konto.`,
  'user.reset.done': ({ name }) => `Neues Passwort für ${name}`,
  'user.reset.how': 'Wähle den Weg',
  'user.reset.mustChange': 'Muss bei der nächsten Anmeldung ein neues Passwort wählen',
  'user.reset.text':
    'Ein neues Passwort wird erzeugt und dir einmal angezeigt. Alle Sitzungen und das API-Token dieses Kontos enden.',
  'user.reset.title': ({ name }) => `Passwort von ${name} zurücksetzen?`,
  'user.reset.way': 'Mit einem Passwort, das du übergibst',
  'user.once.text': ({ name }) =>
    `Kopiere das Passwort jetzt: Es wird nicht noch einmal angezeigt. Gib es sicher an ${name} weiter, mit der Bitte, es nach der ersten Anmeldung zu ändern.`,
  'user.once.temporary': ({ name }) =>
    `Kopiere das Passwort jetzt: Es wird nicht noch einmal angezeigt. Gib es sicher an ${name} weiter. Die nächste Anmeldung fragt nach einem neuen.`,
  'user.once.done': 'Fertig',

  'user.sessions': 'Sitzungen',
  'user.sessionsText': 'Die Browser und Apps, in denen diese Person angemeldet ist.',
  'user.sessions.end': 'Alle Sitzungen beenden',
  'user.sessions.ended': ({ name }) => `${name} ist überall abgemeldet.`,
  'user.sessions.endText': 'Alle Sitzungen dieses Kontos enden sofort, in Browsern und Apps.',
  'user.sessions.endTitle': ({ name }) => `${name} überall abmelden?`,
  'user.sessions.lastUsed': ({ time, place }) => `Zuletzt benutzt: ${time}, ${place}`,
  'user.sessions.none': 'Nirgends angemeldet.',
  'user.tokens': 'API-Tokens',
  'user.tokensText': 'Damit nutzen Skripte dieser Person den Server in ihrem Namen.',

  'user.activity': 'Aktivität',
  'user.activityText': ({ link }) =>
    `Die letzten Ereignisse dieses Kontos. Alle stehen im ${link('Protokoll')}.`,

  'user.danger': 'Gefahrenbereich',
  'user.dangerText': 'Hier gehen Zugang oder Daten verloren.',
  'user.delete': 'Konto löschen',
  'user.delete.done': ({ name }) => `Das Konto von ${name} wurde gelöscht.`,
  'user.delete.row': 'Das lässt sich nicht rückgängig machen.',
  'user.delete.text': ({ name }) =>
    `Das Konto von ${name} und alles darin wird gelöscht. Das lässt sich nicht rückgängig machen.`,
  'user.delete.title': ({ name }) => `Konto von ${name} löschen?`,
  'user.disable': 'Konto deaktivieren',
  'user.disable.done': ({ name }) => `Das Konto von ${name} ist deaktiviert.`,
  'user.disable.row':
    'Alle Sitzungen enden. Die Anmeldung bleibt gesperrt, bis du das Konto wieder aktivierst.',
  'user.disable.text':
    'Alle Sitzungen und das API-Token dieses Kontos enden sofort. Die Anmeldung bleibt gesperrt, bis du das Konto wieder aktivierst.',
  'user.disable.title': ({ name }) => `Konto von ${name} deaktivieren?`,
  'user.enable': 'Konto aktivieren',
  'user.enable.done': ({ name }) => `Das Konto von ${name} ist aktiviert.`,
  'user.enable.row': 'Dieses Konto ist deaktiviert: Die Anmeldung ist gesperrt.',
} as const satisfies Partial<AdministrationCatalogue>;
