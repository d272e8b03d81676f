import type { BunSqliteDialect } from './dialect.ts';

/**
 * Reads the last commit. All reads in one turn of the event loop share one snapshot, because taking and releasing
 * SQLite's read lock costs more than a search by key. A commit of this process ends the snapshot before its caller
 * is answered, so a caller always reads its own writes.
 */
export class Reader {
  readonly #dialect: BunSqliteDialect;
  readonly #sharesSnapshots: boolean;
  #isOpen = false;

  /** Only with a write-ahead log can a snapshot and a commit exist at the same time. */
  constructor(dialect: BunSqliteDialect, journal: 'wal' | 'delete') {
    this.#dialect = dialect;
    this.#sharesSnapshots = journal === 'wal';
  }

  all<Row>(text: string, parameters: readonly unknown[]): Row[] {
    if (this.#sharesSnapshots && !this.#isOpen) this.#open();
    return this.#dialect.all<Row>(text, parameters);
  }

  /** Makes the next read see everything committed until now. */
  renew(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    try {
      this.#dialect.all('commit', []);
    } catch {
      // A file that cannot be read ends the snapshot by itself or keeps it; its callers have their errors already.
      this.#abandon();
    }
  }

  #abandon(): void {
    try {
      this.#dialect.all('rollback', []);
    } catch {
      // There is no snapshot any more.
    }
  }

  #open(): void {
    this.#dialect.all('begin', []);
    this.#isOpen = true;
    setImmediate(() => {
      this.renew();
    });
  }
}
