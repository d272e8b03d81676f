import type { JoiningCatalogue } from '../catalogue.ts';

/** What people ask whose sign-in at a provider is not linked to their account. */
export const linkRequests = {
  'did.linkAsked': ({ provider, account }) =>
    `Eine Person, die sich bei ${provider} angemeldet hat, möchte mit ${account} verknüpft werden`,
  'did.linkGranted': ({ actor, provider, account }) =>
    `${actor} hat eine Anmeldung bei ${provider} mit ${account} verknüpft`,
  'did.linkRefused': ({ actor, provider, account }) =>
    `${actor} hat abgelehnt, eine Anmeldung bei ${provider} mit ${account} zu verknüpfen`,

  'note.link.byPassword': 'Mit dem Passwort bestätigt',
  'note.link.confirming': 'Beim Bestätigen einer Verknüpfung mit dem Passwort',
  'note.link.replaced': 'Ersetzt das Konto, das dort vorher verknüpft war',
  'note.link.told': ({ email }) => `Adresse beim Anbieter: ${email}, dort bestätigt`,
  'note.link.toldUnverified': ({ email }) =>
    `Adresse beim Anbieter: ${email}, dort nicht bestätigt`,

  'linking.account': 'Konto hier',
  'linking.ask': ({ provider }) => `Angemeldet bei ${provider}`,
  'linking.disabled': 'Das Konto ist deaktiviert.',
  'linking.gone':
    'Diese Anfrage gilt nicht mehr: Das Konto oder seine Adresse hat sich geändert, oder die Anmeldung ist inzwischen verknüpft.',
  'linking.lead':
    'Diese Personen haben sich bei einem Anbieter mit der Adresse eines Kontos angemeldet, aber die Adresse allein öffnet es nicht. Verknüpfe nur, wenn du weißt, dass beides derselben Person gehört.',
  'linking.link': 'Verknüpfen',
  'linking.linked': ({ name, provider }) => `${name} kann sich jetzt mit ${provider} anmelden.`,
  'linking.linkOne': ({ email, provider }) => `Anmeldung von ${email} bei ${provider} verknüpfen`,
  'linking.linkText': ({ provider, name }) =>
    `Ab dann öffnet dieses Konto bei ${provider} das Konto von ${name}. Die Person meldet sich dort wie gewohnt an.`,
  'linking.linkTitle': ({ provider, name }) => `${provider} mit dem Konto von ${name} verknüpfen?`,
  'linking.neverSignedIn': 'Noch nie angemeldet',
  'linking.noWays': 'Hat keine Anmeldemethode',
  'linking.notVerified': 'Nicht bestätigt',
  'linking.own': ({ link }) =>
    `Das ist dein eigenes Konto. Ein anderes Admin-Konto kann entscheiden, oder du verknüpfst den Anbieter in ${link('deinem Konto')}.`,
  'linking.pending': 'Schalte zuerst das Konto frei.',
  'linking.refuse': 'Ablehnen',
  'linking.refused': 'Die Anfrage wurde abgelehnt.',
  'linking.refusedBadge': 'Abgelehnt',
  'linking.refuseOne': ({ email, provider }) =>
    `Verknüpfung der Anmeldung von ${email} bei ${provider} ablehnen`,
  'linking.refuseText': 'Die Person kann 14 Tage nach dieser Anfrage wieder fragen.',
  'linking.refuseTitle': 'Diese Anfrage ablehnen?',
  'linking.replaces': ({ time }) =>
    `Das Konto ist mit einem anderen Konto bei diesem Anbieter verknüpft, zuletzt benutzt ${time}. Verknüpfen ersetzt es und meldet die Person überall ab.`,
  'linking.subject': ({ subject }) => `Subject: ${subject}`,
  'linking.title': 'Anmeldungen verknüpfen',
  'linking.until': ({ date }) => `Endet am ${date}`,
  'linking.verified': 'Bestätigt',
  'linking.ways': ({ methods }) => `Meldet sich an mit ${methods}`,
} as const satisfies Partial<JoiningCatalogue>;
