import type { LinksCatalogue } from '../catalogue.ts';
import { invited } from './invited.ts';

/** The page of a one-time link; loaded when one is opened. */
export const links: LinksCatalogue = {
  ...invited,
  'link.again': 'Bitte öffne den Link noch einmal',
  'link.againText':
    'Zu deiner Sicherheit behält die Adresse dieser Seite den Link nicht. Öffne ihn noch einmal aus der Nachricht oder mit dem Code, den du bekommen hast.',
  'link.change': 'Bestätige deine neue E-Mail-Adresse',
  'link.changeDone': 'Deine neue E-Mail-Adresse ist bestätigt.',
  'link.changeLead': ({ email }) => `Die neue Adresse ist ${email}`,
  'link.changeSubmit': 'Diese Adresse verwenden',
  'link.dead': 'Dieser Link funktioniert nicht mehr',
  'link.deadText':
    'Vielleicht ist er abgelaufen oder wurde schon benutzt, oder ein neuerer Link hat ihn ersetzt.',
  'link.newPassword': 'Neues Passwort',
  'link.opening': 'Der Link wird geöffnet',
  'link.ownerProvider':
    'Du meldest dich ohne Passwort an? Melde dich zuerst in diesem Browser an und öffne den Link dann noch einmal.',
  'link.ownerText': 'Damit nur du den Link benutzen kannst.',
  'link.reset': 'Neues Passwort wählen',
  'link.resetDone': ({ email }) =>
    `Das neue Passwort für ${email} ist gespeichert. Du kannst dich jetzt damit anmelden.`,
  'link.resetEnds': 'Danach sind alle Geräte abgemeldet, und API-Tokens gelten nicht mehr.',
  'link.resetLead': ({ email }) => `Für das Konto ${email}`,
  'link.resetSubmit': 'Neues Passwort speichern',
  'link.toSignIn': 'Zur Anmeldung',
  'link.until': ({ time }) => `Dieser Link gilt einmal, bis ${time}.`,
  'link.verify': 'Bestätige deine E-Mail-Adresse',
  'link.verifyDone': 'Deine E-Mail-Adresse ist bestätigt.',
  'link.verifySubmit': 'Adresse bestätigen',
};
