import type { FaultCode, fieldFaults } from '../../../../core/field-faults.ts';
import type { TextOf } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('en');

const characters = (count: number) => plural(count, { one: '# character', other: '# characters' });

/** What is wrong with a field, by the codes of the server, and what all forms say about fields. */
export const fields = {
  'field.email': 'E-mail',
  'field.name': 'Name',
  'field.password': 'Password',
  'field.show': ({ what }: { what: string }) => `Show: ${what}`,
  'field.missing': 'Please fill this in.',
  'field.missingEmail': 'Please enter your e-mail address.',
  'field.missingName': 'Please enter your name.',
  'field.missingPassword': 'Please enter your password.',
  'field.missingNewPassword': 'Please choose a password.',
  'field.check': 'Please check this.',

  'password.atLeast': ({ min }: { min: number }) =>
    `At least ${characters(min)}; a few words are easy to remember`,
  'password.atMost': ({ max }: { max: number }) => `At most ${characters(max)}`,
  'password.good': 'Good length',
  'password.longEnough': 'Long enough; longer is stronger',
  'password.more': ({ count }: { count: number }) =>
    plural(count, { one: '# more character to go', other: '# more characters to go' }),

  'fault.required': 'Please fill this in.',
  'fault.type': 'This has the wrong form.',
  'fault.unknown_value': ({ allowed }: { allowed: string }) =>
    `Please use one of these: ${allowed}.`,
  'fault.out_of_range': ({ min, max }: { min: number; max: number }) =>
    `Please enter a number from ${min} to ${max}.`,
  'fault.too_short': ({ min }: { min: number }) => `Please use at least ${characters(min)}.`,
  'fault.too_long': ({ max }: { max: number }) => `Please use at most ${characters(max)}.`,
  'fault.too_many_bytes': ({ max }: { max: number }) =>
    `This is too long. Please use at most ${plural(max, { one: '# byte', other: '# bytes' })}.`,
  'fault.blank': 'Please enter more than spaces.',
  'fault.comma': 'Please remove the comma.',
  'fault.control_characters':
    'This contains characters that cannot be shown. Please type it again.',
  'fault.not_unicode': 'This contains characters that cannot be read. Please type it again.',
  'fault.not_email': 'Please enter an e-mail address, such as ada@example.com.',
  'fault.not_invited': ({ address }: { address: string }) =>
    `This invitation is for ${address}. Please enter that address.`,
  'fault.not_url':
    'Please enter an address that begins with https://, such as https://id.example.com.',
  'fault.not_plain_url':
    'Please enter only the address, without user name, password, query and fragment.',
  'fault.not_https_url': 'Please enter an address that begins with https://.',
  'fault.discovery_url':
    'Please enter the issuer, which is the part before /.well-known/openid-configuration.',
  'fault.not_id': 'This is not an id.',
  'fault.not_tenant':
    'Please enter the ID or the domain of a tenant, or common, organizations or consumers.',
  'fault.not_time': 'Please enter a day, such as 2026-03-02.',
  'fault.not_printable': 'This contains characters that cannot be shown. Please type it again.',
  'fault.blanks_at_ends': 'Please remove the spaces at the beginning and the end.',
  'fault.malformed': 'This does not have the right form. Please check it.',
  'fault.not_allowed': 'This is not possible here.',
  'fault.reserved': 'This name is reserved. Please choose another one.',
  'fault.exactly_one': ({ fields: names }: { fields: string }) =>
    `Please fill in exactly one of these: ${names}.`,
  'fault.password_too_weak': ({ needs }: { needs: string }) => `Please use ${needs}.`,
  'fault.password_too_common':
    'This password is easy to guess, even with digits or signs around it. Please choose another one.',

  'need.digit': 'a digit',
  'need.lower_case': 'a lower-case letter',
  'need.min_length': ({ min }: { min: number }) => `at least ${characters(min)}`,
  'need.special_character': 'a special character, such as ! or ?',
  'need.upper_case': 'an upper-case letter',
} as const satisfies FieldTexts;

type FieldTexts = {
  readonly [Code in FaultCode as `fault.${Code}`]: Code extends 'password_too_weak'
    ? (values: { readonly needs: string }) => string
    : Code extends 'type'
      ? string
      : TextOf<(typeof fieldFaults)[Code]>;
} & Readonly<Record<`field.${string}` | `password.${string}` | `need.${string}`, unknown>>;
