import type { AdministrationCatalogue } from '../catalogue.ts';

/** What all pages of the panel share. */
export const panel = {
  'panel.audit': 'Protokoll',
  'panel.back': 'Zurück zu deinem Konto',
  'panel.groups': 'Gruppen',
  'panel.invitations': 'Einladungen',
  'panel.keys': 'Schlüssel',
  'panel.label': 'Administration',
  'panel.mail': 'E-Mail',
  'panel.onlyAdministrators': 'Diese Seite ist der Administration vorbehalten',
  'panel.ordinary':
    'Dein Konto hat keine Admin-Rolle, deshalb gibt es hier für dich nichts zu tun.',
  'panel.overview': 'Übersicht',
  'panel.providers': 'Anbieter',
  'panel.registration': 'Registrierung',
  'panel.users': 'Konten',
  'panel.waiting': 'Anfragen',

  'list.clear': 'Filter entfernen',
  'list.clearSearch': 'Suche leeren',
  'list.download': 'CSV herunterladen',
  'list.next': 'Weiter',
  'list.pages': 'Seiten',
  'list.part': ({ from, to, total }) => `${from}–${to} von ${total}`,
  'list.previous': 'Zurück',
  'list.sort': 'Sortieren nach',
} as const satisfies Partial<AdministrationCatalogue>;
