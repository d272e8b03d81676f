import type { BaseCatalogue } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('es');

const characters = (count: number) =>
  plural(count, { one: '# carácter', other: '# caracteres', many: '# de caracteres' });

/** What is wrong with a field, by the codes of the server, and what all forms say about fields. */
export const fields = {
  'field.email': 'Correo electrónico',
  'field.name': 'Nombre',
  'field.password': 'Contraseña',
  'field.show': ({ what }) => `Mostrar: ${what}`,
  'field.missing': 'Completa este campo.',
  'field.missingEmail': 'Escribe tu correo electrónico.',
  'field.missingName': 'Escribe tu nombre.',
  'field.missingPassword': 'Escribe tu contraseña.',
  'field.missingNewPassword': 'Elige una contraseña.',
  'field.check': 'Revisa este campo.',

  'password.atLeast': ({ min }) =>
    `Al menos ${characters(min)}; unas pocas palabras son fáciles de recordar`,
  'password.atMost': ({ max }) => `Como máximo ${characters(max)}`,
  'password.good': 'Buena longitud',
  'password.longEnough': 'Suficiente; cuanto más larga, más segura',
  'password.more': ({ count }) =>
    plural(count, {
      one: 'Falta # carácter',
      other: 'Faltan # caracteres',
      many: 'Faltan # de caracteres',
    }),

  'fault.required': 'Completa este campo.',
  'fault.type': 'Este valor no tiene la forma correcta.',
  'fault.unknown_value': ({ allowed }) => `Usa uno de estos valores: ${allowed}.`,
  'fault.out_of_range': ({ min, max }) => `Escribe un número entre ${min} y ${max}.`,
  'fault.too_short': ({ min }) => `Usa al menos ${characters(min)}.`,
  'fault.too_long': ({ max }) => `Usa como máximo ${characters(max)}.`,
  'fault.too_many_bytes': ({ max }) =>
    `Es demasiado largo. Usa como máximo ${plural(max, { one: '# byte', other: '# bytes', many: '# de bytes' })}.`,
  'fault.blank': 'Escribe algo más que espacios.',
  'fault.comma': 'Quita la coma.',
  'fault.control_characters': 'Contiene caracteres que no se pueden mostrar. Vuelve a escribirlo.',
  'fault.not_unicode': 'Contiene caracteres que no se pueden leer. Vuelve a escribirlo.',
  'fault.not_email': 'Escribe una dirección de correo, como ada@example.com.',
  'fault.not_invited': ({ address }: { address: string }) =>
    `Esta invitación es para ${address}. Escribe esa dirección.`,
  'fault.not_url': 'Escribe una dirección que empiece por https://, como https://id.example.com.',
  'fault.not_plain_url':
    'Escribe solo la dirección, sin nombre de usuario, contraseña, parámetros ni fragmento.',
  'fault.not_https_url': 'Escribe una dirección que empiece por https://.',
  'fault.discovery_url':
    'Escribe el emisor, que es la parte anterior a /.well-known/openid-configuration.',
  'fault.not_id': 'Esto no es un identificador.',
  'fault.not_tenant':
    'Escribe el ID o el dominio de un inquilino, o bien common, organizations o consumers.',
  'fault.not_time': 'Escribe un día, como 2026-03-02.',
  'fault.not_printable': 'Contiene caracteres que no se pueden mostrar. Vuelve a escribirlo.',
  'fault.blanks_at_ends': 'Quita los espacios del principio y del final.',
  'fault.malformed': 'No tiene la forma correcta. Revísalo.',
  'fault.not_allowed': 'Esto no es posible aquí.',
  'fault.reserved': 'Este nombre está reservado. Elige otro.',
  'fault.exactly_one': ({ fields: names }) => `Completa solo uno de estos campos: ${names}.`,
  'fault.password_too_weak': ({ needs }) => `Usa ${needs}.`,
  'fault.password_too_common':
    'Esta contraseña es fácil de adivinar, aunque lleve números o signos alrededor. Elige otra.',

  'need.digit': 'un número',
  'need.lower_case': 'una letra minúscula',
  'need.min_length': ({ min }) => `al menos ${characters(min)}`,
  'need.special_character': 'un carácter especial, como ! o ?',
  'need.upper_case': 'una letra mayúscula',
} satisfies Partial<BaseCatalogue>;
