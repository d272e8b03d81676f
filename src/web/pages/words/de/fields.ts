import type { BaseCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('de');

const characters = (count: number) => plural(count, { one: '# Zeichen', other: '# Zeichen' });

/** What is wrong with a field, by the codes of the server, and what all forms say about fields. */
export const fields = {
  'field.email': 'E-Mail',
  'field.name': 'Name',
  'field.password': 'Passwort',
  'field.show': ({ what }) => `${what} anzeigen`,
  'field.missing': 'Bitte fülle dieses Feld aus.',
  'field.missingEmail': 'Bitte gib deine E-Mail-Adresse ein.',
  'field.missingName': 'Bitte gib deinen Namen ein.',
  'field.missingPassword': 'Bitte gib dein Passwort ein.',
  'field.missingNewPassword': 'Bitte wähle ein Passwort.',
  'field.check': 'Bitte prüfe diese Eingabe.',

  'password.atLeast': ({ min }) =>
    `Mindestens ${characters(min)}; ein paar Wörter merkst du dir leicht`,
  'password.atMost': ({ max }) => `Höchstens ${characters(max)}`,
  'password.good': 'Gute Länge',
  'password.longEnough': 'Lang genug; länger ist sicherer',
  'password.more': ({ count }) => plural(count, { one: 'Noch # Zeichen', other: 'Noch # Zeichen' }),

  'fault.required': 'Bitte fülle dieses Feld aus.',
  'fault.type': 'Diese Eingabe hat die falsche Form.',
  'fault.unknown_value': ({ allowed }) => `Erlaubt ist hier nur: ${allowed}.`,
  'fault.out_of_range': ({ min, max }) => `Bitte gib eine Zahl von ${min} bis ${max} ein.`,
  'fault.too_short': ({ min }) => `Bitte verwende mindestens ${characters(min)}.`,
  'fault.too_long': ({ max }) => `Bitte verwende höchstens ${characters(max)}.`,
  'fault.too_many_bytes': ({ max }) =>
    `Das ist zu lang. Bitte verwende höchstens ${plural(max, { one: '# Byte', other: '# Byte' })}.`,
  'fault.blank': 'Bitte gib mehr als Leerzeichen ein.',
  'fault.comma': 'Bitte entferne das Komma.',
  'fault.control_characters':
    'Das enthält Zeichen, die sich nicht anzeigen lassen. Bitte gib es noch einmal ein.',
  'fault.not_unicode':
    'Das enthält Zeichen, die sich nicht lesen lassen. Bitte gib es noch einmal ein.',
  'fault.not_email': 'Bitte gib eine E-Mail-Adresse ein, zum Beispiel ada@example.com.',
  'fault.not_invited': ({ address }: { address: string }) =>
    `Diese Einladung ist für ${address}. Bitte gib diese Adresse ein.`,
  'fault.not_url':
    'Bitte gib eine Adresse ein, die mit https:// beginnt, zum Beispiel https://id.example.com.',
  'fault.not_plain_url':
    'Bitte gib nur die Adresse ein, ohne Benutzername, Passwort, Abfrage und Fragment.',
  'fault.not_https_url': 'Bitte gib eine Adresse ein, die mit https:// beginnt.',
  'fault.discovery_url':
    'Bitte gib den Issuer ein. Das ist der Teil vor /.well-known/openid-configuration.',
  'fault.not_id': 'Das ist keine ID.',
  'fault.not_tenant':
    'Bitte gib die ID oder die Domain eines Mandanten ein, oder common, organizations oder consumers.',
  'fault.not_time': 'Bitte gib einen Tag ein, zum Beispiel 2026-03-02.',
  'fault.not_printable':
    'Das enthält Zeichen, die sich nicht anzeigen lassen. Bitte gib es noch einmal ein.',
  'fault.blanks_at_ends': 'Bitte entferne die Leerzeichen am Anfang und am Ende.',
  'fault.malformed': 'Das hat nicht die richtige Form. Bitte prüfe es.',
  'fault.not_allowed': 'Das ist hier nicht möglich.',
  'fault.reserved': 'Dieser Name ist reserviert. Bitte wähle einen anderen.',
  'fault.exactly_one': ({ fields: names }) =>
    `Bitte fülle genau eines dieser Felder aus: ${names}.`,
  'fault.password_too_weak': ({ needs }) => `Bitte verwende ${needs}.`,
  'fault.password_too_common':
    'Dieses Passwort ist leicht zu erraten, auch mit Ziffern oder Zeichen darum herum. Bitte wähle ein anderes.',

  'need.digit': 'eine Ziffer',
  'need.lower_case': 'einen Kleinbuchstaben',
  'need.min_length': ({ min }) => `mindestens ${characters(min)}`,
  'need.special_character': 'ein Sonderzeichen, etwa ! oder ?',
  'need.upper_case': 'einen Großbuchstaben',
} as const satisfies Partial<BaseCatalogue>;
