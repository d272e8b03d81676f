/** A row as a driver gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** The number of rows of a table and a hash of their content; equal for the same rows in any order. */
export class RowDigest {
  #count = 0;
  readonly #sum = new Uint8Array(32);

  /** How many rows were added. */
  get count(): number {
    return this.#count;
  }

  /** Adds a row; `columns` decides the order of its values. */
  add(row: Row, columns: readonly string[]): void {
    const text = JSON.stringify(columns.map((column) => canonical(row[column])));
    const hash = new Bun.CryptoHasher('sha256').update(text).digest();
    // The engines sort text differently, so the order must not matter; a primary key keeps two equal rows apart.
    for (const [index, byte] of hash.entries()) this.#sum[index] = (this.#sum[index] ?? 0) ^ byte;
    this.#count += 1;
  }

  equals(other: RowDigest): boolean {
    return this.#count === other.#count && Buffer.compare(this.#sum, other.#sum) === 0;
  }
}

/** Drivers give large integers and bytes in several types. */
function canonical(value: unknown): unknown {
  if (value instanceof Uint8Array) return { bytes: value.toHex() };
  return typeof value === 'bigint' ? Number(value) : (value ?? null);
}
