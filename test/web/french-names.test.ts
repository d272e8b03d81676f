// In French, "de" before a name loses its vowel where the name begins with one.
import { expect, test } from 'bun:test';
import { users } from '../../src/web/pages/words/fr/users.ts';

const names: readonly (readonly [name: string, expected: string])[] = [
  ['Bob', 'Le compte de Bob'],
  ['Ada', 'Le compte d’Ada'],
  ['Élodie', 'Le compte d’Élodie'],
  ['elodie', 'Le compte d’elodie'],
  ['Œdipe', 'Le compte d’Œdipe'],
  ['Yves', 'Le compte d’Yves'],
  ['Yann', 'Le compte de Yann'],
  ['Hugo', 'Le compte de Hugo'],
  ['أحمد', 'Le compte de أحمد'],
];

test.each(names)('the account of %s', (name, expected) => {
  expect(users['user.delete.done']({ name })).toStartWith(`${expected} `);
});
