// The store of sign-ins under way (flows): it limits their number, lets one callback claim each, and keeps its answer.
import { AppError } from '../../../core/errors.ts';
import { sha256 } from '../../../core/tokens.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import {
  Beginnings,
  type CallbackKey,
  type KeptLanding,
  mayOpen,
  type NewFlow,
  type OpenedFlow,
  type ToldName,
  readLanding,
} from './rules.ts';
import {
  countFlows,
  deleteExpiredFlows,
  deleteFlows,
  deleteFlowsOf,
  deleteOldestFlows,
  findLandingOf,
  type FlowRow,
  fullestNetwork,
  keepName,
  prepareBeginningBehind,
  prepareClaimFlow,
  prepareDeleteBegunBy,
  prepareDeleteExpired,
  prepareFindFlow,
  prepareInsertFlow,
  prepareTakeFlow,
  settleFlow,
} from './queries.ts';

export {
  deleteExpiredFlows as expire,
  deleteFlows as forgetAll,
  deleteFlowsOf as forget,
  findLandingOf,
  type FlowRow,
};

interface SignInFlowsDependencies {
  readonly database: Database;
}

const flowLifeMs = 10 * 60_000;
/** How long the browser that began a flow may repeat the callback and get the same answer. */
const repeatMs = 10_000;
// All requests to the provider together may take ten seconds; a repeated callback waits longer than that.
const claimLifeMs = 30_000;
const pollMs = 50;
const maxPolls = 240;

const maxFlows = 50_000;
const maxPerNetwork = 500;
/** The limit for the key shared by clients without a known address, as a multiple of one network's limit. */
const sharedFactor = 10;
/** A flow younger than this is never deleted to admit another, so that its user can finish at the provider. */
const protectedMs = 2 * 60_000;
const batchSize = 100;
// Counting the whole table for every start would cost more than the start.
const startsPerCount = 500;
const fullForMs = 1000;

interface NetworkBound {
  readonly network: string;
  readonly newer: number;
  readonly now: number;
}

export class SignInFlows {
  readonly #database: Database;
  readonly #queries: ReturnType<typeof prepareQueries>;
  readonly #beginnings = new Beginnings();
  /** How many flows may still begin before the table is counted again. */
  #spare = 0;
  /** How many flows took one of those places and may not be in the table yet. */
  #unstored = 0;
  #counting: Promise<void> | null = null;
  #fullAt = 0;

  constructor({ database }: SignInFlowsDependencies) {
    this.#database = database;
    this.#queries = prepareQueries(database.read);
  }

  /**
   * Stores a flow that begins now. Throws AppError `server_busy` when too many are under way. The table is read
   * and cleared beside the change that stores the flow: on PostgreSQL, flows that begin at the same time would
   * otherwise undo each other. Several instances together may exceed the limits by what begins at the same moment,
   * and by what each of them lets begin between two counts.
   */
  async add({ isShared, ...flow }: NewFlow): Promise<void> {
    const now = Date.now();
    const { network } = flow;
    const share = isShared ? maxPerNetwork * sharedFactor : maxPerNetwork;
    using beginning = this.#beginnings.add(network);
    await this.#boundNetwork({ network, newer: share - beginning.position, now });
    await this.#boundAll(now);
    try {
      const times = { created_at: now, expires_at: now + flowLifeMs };
      await this.#database.change(this.#queries.insert, { ...flow, ...times });
    } finally {
      this.#unstored -= 1;
    }
  }

  /** Makes room for one more flow of a network that may have `newer` others. */
  async #boundNetwork(bound: NetworkBound): Promise<void> {
    const { network, newer, now } = bound;
    if (newer < 0) throw busyUntil(now + protectedMs, now);
    if ((await this.#lastOf(bound)) === undefined) return;
    // Flows that are over do not count.
    await this.#database.change(this.#queries.deleteExpired, { now, limit: batchSize });
    const last = await this.#lastOf(bound);
    if (last === undefined) return;
    if (last.created_at > now - protectedMs) throw busyUntil(last.created_at + protectedMs, now);
    const oldest = { network, createdAt: last.created_at };
    await this.#database.change(this.#queries.deleteBegunBy, oldest);
  }

  /** The newest flow of a network that has no place any more; undefined when there is room. */
  async #lastOf({ network, newer }: NetworkBound) {
    return (await this.#database.find(this.#queries.beginningBehind, { network, newer }))[0];
  }

  /** Takes one of the places in the whole table, and counts it when none is known to be free. */
  async #boundAll(now: number): Promise<void> {
    while (this.#spare <= 0) {
      await (this.#counting ??= this.#count(now).finally(() => {
        this.#counting = null;
      }));
    }
    this.#spare -= 1;
    this.#unstored += 1;
  }

  async #count(now: number): Promise<void> {
    // While the table is full, a refused start must not count the table again.
    const sinceFull = now - this.#fullAt;
    if (sinceFull >= 0 && sinceFull < fullForMs) throw busyUntil(now + fullForMs, now);
    let free = await this.#free();
    if (free <= 0 && (await this.#deleteAllExpired(now)) > 0) free = await this.#free();
    const freed = free > 0 ? 0 : await this.#pushOut(now);
    this.#spare = Math.min(free + freed, startsPerCount);
  }

  async #free(): Promise<number> {
    // Before the count, so that a flow which is stored meanwhile is counted twice rather than never.
    const unstored = this.#unstored;
    return maxFlows - unstored - (await countFlows(this.#database.read));
  }

  async #deleteAllExpired(now: number): Promise<number> {
    const batch = { now, limit: batchSize };
    for (let deleted = 0; ; deleted += batchSize) {
      const rows = await this.#database.change(this.#queries.deleteExpired, batch);
      if (rows.length < batchSize) return deleted + rows.length;
    }
  }

  /** Deletes the oldest flows of the network that has the most. */
  async #pushOut(now: number): Promise<number> {
    const { network = null, oldest = now } = (await fullestNetwork(this.#database.read)) ?? {};
    const which = { before: now - protectedMs, limit: batchSize };
    const freed = await this.#database.write((trx) => deleteOldestFlows(trx, network, which));
    if (freed > 0) return freed;
    this.#fullAt = now;
    throw busyUntil(oldest + protectedMs, now);
  }

  /**
   * Claims the flow of a callback from the provider. Without the key of the browser that began it nothing
   * changes. Exactly one request gets the flow to work on; repeats from the same browser wait for its answer.
   * Throws AppError `invalid_state`, `server_busy`.
   */
  async open(key: CallbackKey): Promise<OpenedFlow> {
    const stateHash = sha256(key.state);
    const [found] = await this.#database.find(this.#queries.find, { stateHash });
    if (found === undefined || !mayOpen(found, key)) throw new AppError('invalid_state');
    const now = Date.now();
    const { take, claim } = this.#queries;
    const [flow] = await this.#database.change(found.browser_hash === null ? take : claim, {
      stateHash,
      now,
      expiresAt: now + claimLifeMs,
    });
    if (flow !== undefined) return { flow, kept: null };
    // A flow without a browser key cannot be repeated: the caller cannot prove that it began the flow.
    if (found.browser_hash === null) throw new AppError('invalid_state');
    return { flow: found, kept: await this.#keptLanding(stateHash) };
  }

  async #keptLanding(stateHash: Uint8Array): Promise<KeptLanding> {
    for (let poll = 0; poll < maxPolls; poll++) {
      const [row] = await this.#database.find(this.#queries.find, { stateHash });
      if (row === undefined || row.expires_at <= Date.now()) throw new AppError('invalid_state');
      if (row.landing !== null) return readLanding(row.landing);
      await Bun.sleep(pollMs);
    }
    throw new AppError('server_busy', { retryAfterSeconds: 2 });
  }

  /** Keeps a name that a provider told beside the code, until the browser of the flow comes back. */
  async keepName({ state, redirectUri, name }: ToldName): Promise<void> {
    const stateHash = sha256(state);
    // A stranger with invented states must not make this server write.
    const [flow] = await this.#database.find(this.#queries.find, { stateHash });
    if (flow === undefined) return;
    await this.#database.write((trx) => keepName(trx, stateHash, { redirectUri, name }));
  }

  /** Stores the answer, in the transaction of the sign-in. The result of a test is kept until it is looked at. */
  async settle(trx: WriteTransaction, flow: FlowRow, landing: KeptLanding): Promise<void> {
    const expiresAt = Date.now() + (landing.report === undefined ? repeatMs : flowLifeMs);
    await settleFlow(trx, flow.state_hash, { landing: JSON.stringify(landing), expiresAt });
  }
}

/** Compiled once, because every sign-in at a provider runs them. */
function prepareQueries(db: Database['read']) {
  return {
    insert: prepareInsertFlow(db),
    find: prepareFindFlow(db),
    claim: prepareClaimFlow(db),
    take: prepareTakeFlow(db),
    beginningBehind: prepareBeginningBehind(db),
    deleteExpired: prepareDeleteExpired(db),
    deleteBegunBy: prepareDeleteBegunBy(db),
  };
}

function busyUntil(time: number, now: number): AppError {
  const retryAfterSeconds = Math.max(1, Math.ceil((time - now) / 1000));
  return new AppError('server_busy', { retryAfterSeconds });
}
