import type { FaultCode } from './field-faults.ts';

/** What each reason means, for the documentation; apart from the list, which every page loads. */
export const faultMeanings: Readonly<Record<FaultCode, string>> = {
  required: 'Missing or empty',
  type: 'Of another JSON type than `expected`',
  unknown_value: 'None of the words in `allowed`',
  out_of_range: 'A number, or the length of a list, that is not from `min` to `max`',
  too_short: 'Fewer than `min` characters',
  too_long: 'More than `max` characters',
  too_many_bytes: 'More than `max` bytes in UTF-8',
  blank: 'Only blanks or invisible characters',
  control_characters: 'Contains a line break or another control character',
  comma: 'Contains a comma',
  not_printable: 'Contains a character that is not printable',
  blanks_at_ends: 'Begins or ends with a blank',
  not_unicode: 'Not valid Unicode text',
  not_email: 'Not an e-mail address',
  not_invited: 'Not the address that the invitation is for, which begins like `address`',
  not_url: 'Not an http or https address',
  not_plain_url: 'An address with a user name, a password, a query or a fragment',
  not_https_url: 'An http address of another machine, where https is required',
  discovery_url: 'The address of a discovery document in place of the issuer',
  not_id: 'Not an id of this server',
  not_tenant: 'Not a tenant id, a domain, or one of `common`, `organizations` and `consumers`',
  not_time: 'Neither a day such as `2026-03-02` nor a time such as `2026-03-02T10:30:00Z`',
  malformed: 'Not readable, without a more exact reason',
  not_allowed: 'Not accepted here',
  reserved: 'Kept for another use',
  exactly_one: 'Not exactly one of `fields` was sent',
  password_too_weak:
    'A password that breaks the rules in `needs`: `min_length` (at least `min` characters), `upper_case`, `lower_case`, `digit`, `special_character`',
  password_too_common: 'A password on the list of the commonest',
};
