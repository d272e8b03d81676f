import type { BunSqliteDialect } from './dialect.ts';

/**
 * Reads of the last commit. Those of one turn of the event loop share one snapshot, because taking and
 * leaving SQLite's read lock costs more than a search by key. A commit of ours ends the snapshot before
 * anybody hears of it, so that nobody reads behind what he was told.
 */
export class Reader {
  readonly #dialect: BunSqliteDialect;
  readonly #sharesSnapshots: boolean;
  #isOpen = false;

  /** Only a write-ahead log lets a snapshot and a commit stand side by side. */
  constructor(dialect: BunSqliteDialect, journal: 'wal' | 'delete') {
    this.#dialect = dialect;
    this.#sharesSnapshots = journal === 'wal';
  }

  all<Row>(text: string, parameters: readonly unknown[]): Row[] {
    if (this.#sharesSnapshots && !this.#isOpen) this.#open();
    return this.#dialect.all<Row>(text, parameters);
  }

  /** The next read sees everything committed until now. */
  renew(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#dialect.all('commit', []);
  }

  #open(): void {
    this.#dialect.all('begin', []);
    this.#isOpen = true;
    setImmediate(() => {
      this.renew();
    });
  }
}
