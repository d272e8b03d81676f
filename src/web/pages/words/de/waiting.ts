import type { AdministrationCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('de');

/** The people who wait for approval. */
export const waiting = {
  'waiting.approve': 'Freischalten',
  'waiting.approveOne': ({ name }) => `${name} freischalten`,
  'waiting.approveSelected': 'Auswahl freischalten',
  'waiting.approved': ({ name }) => `${name} kann sich jetzt anmelden.`,
  'waiting.approvedMany': ({ count }) =>
    plural(count, {
      one: '# Person kann sich jetzt anmelden.',
      other: '# Personen können sich jetzt anmelden.',
    }),
  'waiting.asked': ({ time }) => `Angefragt: ${time}`,
  'waiting.askedWith': ({ time, methods }) => `Angefragt: ${time} · ${methods}`,
  'waiting.decidedBefore': ({ count }) =>
    plural(count, {
      one: 'Über # Anfrage war schon entschieden.',
      other: 'Über # Anfragen war schon entschieden.',
    }),
  'waiting.lead': 'Neue Anfragen erscheinen hier von selbst.',
  'waiting.none': 'Keine Anfragen warten',
  'waiting.noneText': ({ link }) =>
    `Unter ${link('Registrierung')} legst du fest, ob du neue Konten freischalten musst.`,
  'waiting.reject': 'Ablehnen',
  'waiting.rejectManyText':
    'Die Anfragen werden gelöscht. Dieselben Adressen können wieder ein Konto anfragen.',
  'waiting.rejectManyTitle': ({ count }) =>
    plural(count, { one: '# Anfrage ablehnen?', other: '# Anfragen ablehnen?' }),
  'waiting.rejectOne': ({ name }) => `${name} ablehnen`,
  'waiting.rejectSelected': 'Auswahl ablehnen',
  'waiting.rejectText': ({ email }) =>
    `Die Anfrage von ${email} wird gelöscht. Dieselbe Adresse kann wieder ein Konto anfragen.`,
  'waiting.rejectTitle': ({ name }) => `Anfrage von ${name} ablehnen?`,
  'waiting.rejected': ({ name }) => `Die Anfrage von ${name} wurde abgelehnt.`,
  'waiting.rejectedMany': ({ count }) =>
    plural(count, {
      one: '# Anfrage wurde abgelehnt.',
      other: '# Anfragen wurden abgelehnt.',
    }),
  'waiting.select': ({ name }) => `${name} auswählen`,
  'waiting.selectAll': 'Alle auswählen',
  'waiting.selected': ({ count }) => plural(count, { one: '# ausgewählt', other: '# ausgewählt' }),
  'waiting.title': 'Anfragen prüfen',
} as const satisfies Partial<AdministrationCatalogue>;
