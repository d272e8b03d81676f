// Without letters and digits that look alike in many fonts.
const alphabets = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789'] as const;
const all = alphabets.join('');
const length = 20;
const groupLength = 5;

/** A password of 20 random letters and digits in groups; it passes the strict rules too. */
export function generatePassword(): string {
  for (;;) {
    const letters = Array.from({ length }, () => all[below(all.length)] ?? '');
    const hasEach = alphabets.every((one) => letters.some((letter) => one.includes(letter)));
    if (hasEach) return grouped(letters);
  }
}

/** A dot counts as a special character and is easy to read aloud. */
function grouped(letters: readonly string[]): string {
  return letters
    .map((letter, index) => (index > 0 && index % groupLength === 0 ? `.${letter}` : letter))
    .join('');
}

/** A uniformly distributed whole number below the limit, at most 256. */
function below(limit: number): number {
  const [value = limit] = crypto.getRandomValues(new Uint8Array(1));
  const fair = value < 256 - (256 % limit);
  return fair ? value % limit : below(limit);
}
