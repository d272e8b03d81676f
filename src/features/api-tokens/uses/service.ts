import type { ClientInfo } from '../../../core/client-info.ts';
import type { Database } from '../../../db/port.ts';
import type { Log } from '../../../io/log.ts';
import { prepareNoteUse } from './queries.ts';

interface TokenUsesDependencies {
  readonly database: Database;
  readonly log: Log;
}

/** A token that was accepted, and when its last stored use was. */
export interface UsedToken {
  readonly kind: 'legacy' | 'named';
  readonly tokenHash: Uint8Array;
  readonly lastUsedAt: number | null;
}

const storedEveryMs = 10 * 60_000;
// Forgetting a note only stores a use once more.
const maxNotes = 10_000;

/** Stores when and from where API tokens were last used, at most every ten minutes for each. */
export class TokenUses {
  readonly #database: Database;
  readonly #log: Log;
  readonly #noteLegacy: ReturnType<typeof prepareNoteUse>;
  readonly #noteNamed: ReturnType<typeof prepareNoteUse>;
  /** When a use was last given to the database, by the hash of the token: also uses that could not be stored. */
  readonly #notedAt = new Map<string, number>();
  readonly #running = new Set<Promise<unknown>>();

  constructor({ database, log }: TokenUsesDependencies) {
    this.#database = database;
    this.#log = log;
    this.#noteLegacy = prepareNoteUse(database.read, 'api_tokens');
    this.#noteNamed = prepareNoteUse(database.read, 'named_tokens');
  }

  /** Notes a use without waiting for it to be stored. `client` is asked only when it will be. */
  note(token: UsedToken, client: () => Pick<ClientInfo, 'ip'>): void {
    const now = Date.now();
    if (!isDue(token.lastUsedAt, now)) return;
    const key = token.tokenHash.toHex();
    if (!isDue(this.#notedAt.get(key) ?? null, now)) return;
    if (this.#notedAt.size >= maxNotes) this.#notedAt.clear();
    this.#notedAt.set(key, now);
    const statement = token.kind === 'legacy' ? this.#noteLegacy : this.#noteNamed;
    const values = { tokenHash: token.tokenHash, ip: client().ip, now };
    const running: Promise<unknown> = this.#database
      .change(statement, values)
      .catch((error: unknown) => {
        this.#log.warn('The last use of an API token could not be stored', { error });
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Resolves when all uses so far are stored. */
  async settle(): Promise<void> {
    await Promise.all(this.#running);
  }
}

/** The absolute difference, so that a clock that was set back does not stop the notes. */
function isDue(at: number | null, now: number): boolean {
  return at === null || Math.abs(now - at) >= storedEveryMs;
}
