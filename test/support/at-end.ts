const work = new Set<() => Promise<void>>();

/** Has something done once after all test files, such as ending a browser that they share. */
export function atEnd(closing: () => Promise<void>): void {
  work.add(closing);
}

/** For the preload alone. */
export async function runAtEnd(): Promise<void> {
  // What began later may rest on what began before.
  for (const closing of [...work].toReversed()) await closing();
  work.clear();
}
