const vowel = /^(?:[aeiouà-æè-ïò-öù-üœ]|y[^aeiou])/iu;

/** A name after "de", which loses its vowel before another one: "de Bob", "d’Ada". */
export function of(name: string): string {
  return vowel.test(name) ? `d’${name}` : `de ${name}`;
}
