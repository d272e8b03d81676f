import type { Kysely } from 'kysely';
import { StartupError } from '../../../core/startup-error.ts';
import type { Database } from '../../../db/port.ts';
import type { InstanceTable } from '../../../db/instance-tables.ts';
import type { Schema } from '../../../db/schema.ts';
import type { Log } from '../../../io/log.ts';
import { refuseMoved } from '../../settings/moved/service.ts';
import {
  deleteInstance,
  deleteUnseen,
  findHosts,
  findOtherwiseNamed,
  saveInstance,
} from './queries.ts';

interface InstanceDependencies {
  readonly database: Database;
  readonly log: Log;
  /** A new one at each start of a process. */
  readonly id: string;
  readonly version: string;
  /** The name of the machine. */
  readonly host: string;
  readonly appUrl: string;
  /** Called when this process must not use the database any more. */
  readonly onMoved: (refusal: StartupError) => void;
  /** Called after each renewal but the first: a good time to look for what another instance has left undone. */
  readonly onRenewed: () => void;
}

const renewMs = 20_000;
const jitterMs = 4000;
/** An instance that has not renewed its row for this long has ended without removing it. */
const unseenMs = 120_000;

/** Keeps this process in the list of the instances that use one database. */
export class InstanceRecord {
  readonly #database: Database;
  readonly #log: Log;
  readonly #own: Pick<InstanceTable, 'id' | 'version' | 'host' | 'app_url'>;
  readonly #onMoved: InstanceDependencies['onMoved'];
  readonly #onRenewed: InstanceDependencies['onRenewed'];
  readonly #startedAt = Date.now();
  #timer: Timer | undefined;
  #renewal: Promise<void> = Promise.resolve();
  #isKept = true;

  constructor({
    database,
    log,
    id,
    version,
    host,
    appUrl,
    onMoved,
    onRenewed,
  }: InstanceDependencies) {
    this.#database = database;
    this.#log = log;
    this.#own = { id, version, host, app_url: appUrl };
    this.#onMoved = onMoved;
    this.#onRenewed = onRenewed;
  }

  /** Adds this instance, and renews it until `close`. */
  async open(): Promise<void> {
    await this.renew();
    this.#renewLater();
  }

  /**
   * Renews the row of this instance, and removes those that were not renewed for two minutes. Throws StartupError
   * when the instance was moved elsewhere, which can happen while this process hangs.
   */
  async renew(): Promise<void> {
    const now = Date.now();
    const row = { ...this.#own, started_at: this.#startedAt, seen_at: now };
    await this.#database.write(async (trx) => {
      await refuseMoved(trx);
      await saveInstance(trx, row);
      await deleteUnseen(trx, now - unseenMs);
    });
  }

  /** Removes this instance; when that fails, another one does it after two minutes. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#renewal;
    // A renewal that was running has set the timer again.
    clearTimeout(this.#timer);
    await this.#database
      .write((trx) => deleteInstance(trx, this.#own.id))
      .catch((error: unknown) => {
        this.#log.warn('This instance could not be removed from the list of instances', { error });
      });
  }

  /** With a random part, because instances may have started together. */
  #renewLater(): void {
    const pauseMs = renewMs + (Math.random() - 0.5) * jitterMs;
    this.#timer = setTimeout(() => {
      this.#renewal = this.#renewAgain();
    }, pauseMs).unref();
  }

  async #renewAgain(): Promise<void> {
    try {
      await this.renew();
      this.#isKept = true;
      this.#onRenewed();
    } catch (error) {
      if (error instanceof StartupError) {
        this.#onMoved(error);
        return;
      }
      if (this.#isKept) {
        this.#log.warn('This instance cannot be kept in the list of instances', { error });
      }
      this.#isKept = false;
    }
    this.#renewLater();
  }
}

/** Warnings about instances that run on the same database with another APP_URL. */
export async function otherAppUrls(db: Kysely<Schema>, appUrl: string): Promise<readonly string[]> {
  const others = await findOtherwiseNamed(db, appUrl, Date.now() - unseenMs);
  return others.map(
    ({ host, app_url: other }) =>
      `The server on ${host} uses the same database with APP_URL ${other}, and this one with ${appUrl}: they refuse each other's access tokens until both have the same`,
  );
}

/** The machines on which servers of the same database run. */
export function runningHosts(db: Kysely<Schema>): Promise<readonly string[]> {
  return findHosts(db, Date.now() - unseenMs);
}
