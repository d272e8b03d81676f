// What no well-meaning client sends: the values that parsers, validators, databases and logs trip over.
import fc from 'fast-check';

/** Part of every secret that is made up here; no answer or log line may contain it. */
export const marker = 'kanari';

const strangeTexts: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\r\nSet-Cookie: a=b',
  '\u2028\u2029',
  '\u202Eevil\u202C',
  '\uFEFF',
  '\uD800',
  'a\uDC00b',
  '\u{1F469}\u200D\u{1F4BB}',
  '\u{10FFFF}',
  'e\u0301\u0301\u0301',
  'Z\u0335\u0321\u0353'.repeat(30),
  '\uFDFA'.repeat(40),
  'İIıi',
  'ﬁ@ｅxample.com',
  '%',
  '%00',
  '%E0%A4%A',
  '%s%n%d',
  '../../etc/passwd',
  "'; drop table users; --",
  '" or 1=1 --',
  '%_\\',
  '<script>alert(1)</script>',
  '${7*7}{{7*7}}',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  'true',
  '0',
  '-1',
  '1e999',
  '9007199254740993',
  '00000000-0000-0000-0000-000000000000',
  'a'.repeat(101),
  'a'.repeat(255),
  'é'.repeat(129),
  '\u{1F600}'.repeat(128),
  `${'a'.repeat(64)}@example.com`,
  `${'a'.repeat(65)}@example.com`,
  `a@${'b'.repeat(63)}.com`,
  'a@b@c',
  'a@-b.com',
  'a@b..c',
  'a@[127.0.0.1]',
  '"a b"@example.com',
];

/** Any text, and more often than not one that has broken something somewhere. */
export const strangeText = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...strangeTexts) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom(...strangeTexts), { maxLength: 4 })
      .map((parts) => parts.join('')),
  },
);

const hugeText = fc
  .oneof(fc.nat({ max: 3000 }), fc.nat({ max: 300_000 }))
  .map((length) => 'ab\u00e9 '.repeat(length / 4));

const nested = (open: string, close: string) =>
  fc
    .constantFrom(1, 2, 30, 31, 32, 33, 200)
    .map((levels) => open.repeat(levels) + close.repeat(levels));

const pollutions: readonly string[] = [
  '{"__proto__":null}',
  '{"__proto__":{"isAdmin":true,"status":"active"}}',
  '{"constructor":{"prototype":{"isAdmin":true}}}',
  '{"prototype":{}}',
  '{"toString":1}',
  '{"toString":null,"valueOf":null}',
  '{"valueOf":{}}',
  '{"toJSON":1}',
  '{"then":{}}',
  '{"then":"x","catch":1}',
  '{"length":4294967296}',
  '{"hasOwnProperty":1,"isPrototypeOf":1}',
  '{"$ref":"#","type":"string"}',
  '[{"toString":1}]',
  '[{"__proto__":{"toString":1}}]',
  '{"a":{"toString":{"toString":{"__proto__":null}}}}',
];

const otherJson: readonly string[] = [
  'null',
  'true',
  'false',
  '0',
  '-0',
  '1',
  '1.5',
  '1e999',
  '-1e-999',
  '123456789012345678901234567890',
  '[]',
  '{}',
  '["active"]',
  '[null]',
  '[[]]',
];

/** The JSON text of any value, strange ones first. */
export const strangeJson = fc.oneof(
  { weight: 6, arbitrary: strangeText.map((text) => JSON.stringify(text)) },
  { weight: 5, arbitrary: fc.constantFrom(...otherJson) },
  { weight: 4, arbitrary: fc.constantFrom(...pollutions) },
  { weight: 1, arbitrary: nested('[', ']') },
  { weight: 1, arbitrary: fc.json({ maxDepth: 3 }) },
  { weight: 1, arbitrary: hugeText.map((text) => JSON.stringify(text)) },
);

/** A member of an object that no route asked for. */
export const strangeMember = fc.tuple(
  fc.oneof(
    fc.constantFrom(
      '__proto__',
      'constructor',
      'prototype',
      'toString',
      'valueOf',
      'then',
      'toJSON',
      'hasOwnProperty',
      'isAdmin',
      'is_admin',
      'role',
      'status',
      'id',
      'userId',
      'user_id',
      'token_version',
      'password_hash',
      'is_proven',
      '',
      marker,
    ),
    strangeText,
  ),
  fc.oneof(strangeJson, fc.constant(JSON.stringify(`${marker}-value`))),
);

/** Bodies that are no JSON object at all. */
export const strangeBody = fc.oneof(
  fc.constantFrom('', ' ', '{', '}', '[]', 'null', '"x"', '1', '{}{}', '{"a":1,}', '{a:1}'),
  fc.constantFrom(
    '\uFEFF{}',
    '{"a":NaN}',
    "{'a':1}",
    '{"a":"\u0001"}',
    '{"a":1}\0',
    '\0',
    'a=b&c=d',
  ),
  nested('{"a":', '1}').map((text) => text.replace(':1', ':')),
  nested('[', ']'),
  strangeText,
  hugeText,
);
