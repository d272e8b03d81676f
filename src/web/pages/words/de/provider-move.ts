import type { MoveCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('de');

/** The change of the OpenID provider, which takes people over; loaded when it is shown. */
export const providerMove: MoveCatalogue = {
  'move.betweenIssuers': ({ from, to }) => `Von ${from} zu ${to}`,
  'move.contested': ({ people }) =>
    plural(people, {
      one: 'Zwei Identitäten beim Anbieter beanspruchen # Konto, deshalb kann sich keine anmelden. Mach den Wechsel rückgängig, oder gib der Person einen Link zum Zurücksetzen, der die Anbieter trennt.',
      other:
        'Je zwei Identitäten beim Anbieter beanspruchen # Konten, deshalb kann sich keine anmelden. Mach den Wechsel rückgängig, oder gib den Personen Links zum Zurücksetzen, die die Anbieter trennen.',
    }),
  'move.counts': ({ moved, waiting, excluded }) =>
    `${moved} übernommen · ${waiting} bei der nächsten Anmeldung · ${excluded} nicht übernommen`,
  'move.effectAddress':
    'Ein neues Konto beim Anbieter, das die Adresse einer anderen Person hat, bekommt hier deren Konto. Stell sicher, dass keine Adresse neu vergeben wurde.',
  'move.effectDays': '14 Tage lang werden Personen übernommen, wenn sie sich anmelden.',
  'move.effectUndo': 'Du kannst es jederzeit rückgängig machen.',
  'move.effectWithin':
    'Admins werden nicht übernommen, auch nicht, wer sich noch mit dem alten Konto dort anmeldet.',
  'move.ended': ({ at }) => `Beendet am ${at}`,
  'move.from': 'Alte Issuer-URL',
  'move.fromHint': ({ issuers }) => `Hier in Gebrauch: ${issuers}`,
  'move.handbook': 'Mehr zum Anbieterwechsel',
  'move.intro':
    'Übernimmt Personen zu einem anderen oder neu aufgesetzten Anbieter, anhand der E-Mail-Adresse, die beide bestätigt haben.',
  'move.issuerInUse': ({ issuer, people }) =>
    plural(people, { one: `${issuer} (# Person)`, other: `${issuer} (# Personen)` }),
  'move.newSubjects': ({ issuer }) => `Neue Konten bei ${issuer}`,
  'move.notCurrent': ({ issuer }) =>
    `Bei ${issuer} kann sich noch niemand anmelden: Trag es oben als Issuer-URL ein.`,
  'move.preview': 'Zeigen, was passiert',
  'move.running': ({ until }) => `Läuft bis ${until}`,
  'move.showAll': 'Alle Personen zeigen',
  'move.start': 'Wechsel beginnen',
  'move.started': 'Der Wechsel hat begonnen.',
  'move.startTitle': 'Anbieterwechsel beginnen?',
  'move.title': 'Anbieter wechseln',
  'move.to': 'Neue Issuer-URL',
  'move.toHint': 'Noch einmal dieselbe, wenn der Anbieter neu aufgesetzt wurde.',
  'move.undo': 'Wechsel rückgängig machen',
  'move.undoEffectIdentity': 'Alle Übernommenen bekommen ihr altes Konto beim Anbieter zurück.',
  'move.undoEffectMade':
    'Sie verlieren, was seitdem entstanden ist: Sitzungen, API-Token, verknüpfte Anbieter und ein erstes Passwort.',
  'move.undoEffectSettings':
    'Solange oben der neue Anbieter eingetragen ist, kann sich dort weiter anmelden, wessen Adresse er bestätigt hat.',
  'move.undone': 'Der Wechsel ist rückgängig gemacht.',
  'move.undoneAt': ({ at }) => `Rückgängig gemacht am ${at}`,
  'move.undoTitle': 'Anbieterwechsel rückgängig machen?',

  'move.outcome.contested': 'Umstritten',
  'move.outcome.excluded': 'Nicht übernommen',
  'move.outcome.moved': 'Übernommen',
  'move.outcome.restored': 'Wie vorher',
  'move.outcome.waiting': 'Bei nächster Anmeldung',

  'move.why.account_disabled': 'Das Konto ist deaktiviert.',
  'move.why.address_of_another': 'Die Adresse beim Anbieter gehört zu einem anderen Konto.',
  'move.why.address_shared': 'Eine andere Person beim alten Anbieter hat dieselbe Adresse.',
  'move.why.administrator': 'Admins werden nicht übernommen, wenn der Anbieter derselbe bleibt.',
  'move.why.at_new_issuer': 'Das Konto ist schon mit dem neuen Anbieter verknüpft.',
  'move.why.moved_before': 'Das Konto wurde schon einmal übernommen.',
  'move.why.no_verified_address': 'Der alte Anbieter hat keine Adresse bestätigt.',
  'move.why.not_arrived': 'Vor dem Ende gab es keine Anmeldung.',
  'move.why.several_identities': 'Das Konto ist zweimal mit dem alten Anbieter verknüpft.',
  'move.why.signed_in_since': 'Meldet sich noch mit dem alten Konto beim Anbieter an.',
};
