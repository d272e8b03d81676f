// The store of sign-ins under way (flows): it limits their number, lets one callback claim each, and keeps its answer.
import { AppError } from '../../../core/errors.ts';
import { base64url, constantTimeEqual, hmacSha512, sha256 } from '../../../core/tokens.ts';
import type { Database } from '../../../db/port.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import {
  type CallbackKey,
  type KeptLanding,
  type NewFlow,
  type OpenedFlow,
  readLanding,
} from './rules.ts';
import {
  claimFlow,
  countFlows,
  deleteExpiredFlows,
  deleteFlows,
  deleteFlowsBegunBy,
  deleteFlowsOf,
  deleteOldestFlows,
  type FlowRow,
  fullestNetwork,
  insertFlow,
  prepareBeginningBehind,
  prepareDeleteExpired,
  prepareFindFlow,
  settleFlow,
  takeFlow,
} from './queries.ts';

export {
  deleteExpiredFlows as expire,
  deleteFlows as forgetAll,
  deleteFlowsOf as forget,
  type FlowRow,
};

interface SignInFlowsDependencies {
  readonly database: Database;
  /** Derives the login code of a flow from its state. */
  readonly loginCodeKey: Uint8Array;
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

export class SignInFlows {
  readonly #database: Database;
  readonly #loginCodeKey: Uint8Array;
  readonly #findFlow: ReturnType<typeof prepareFindFlow>;
  readonly #deleteExpired: ReturnType<typeof prepareDeleteExpired>;
  readonly #beginningBehind: ReturnType<typeof prepareBeginningBehind>;
  /** How many flows may still begin before the table is counted again. */
  #spare = 0;
  #fullAt = 0;

  constructor({ database, loginCodeKey }: SignInFlowsDependencies) {
    this.#database = database;
    this.#loginCodeKey = loginCodeKey;
    this.#findFlow = prepareFindFlow(database.read);
    this.#deleteExpired = prepareDeleteExpired(database.read);
    this.#beginningBehind = prepareBeginningBehind(database.read);
  }

  /** Stores a flow that begins now. Throws AppError `server_busy` when too many are under way. */
  async add({ isShared, ...flow }: NewFlow): Promise<void> {
    const now = Date.now();
    const share = isShared ? maxPerNetwork * sharedFactor : maxPerNetwork;
    await this.#database.write(async (trx) => {
      await this.#deleteExpired.run(trx, { now, limit: batchSize });
      await this.#boundNetwork(trx, { network: flow.network, share, now });
      await this.#boundAll(trx, now);
      await insertFlow(trx, { ...flow, created_at: now, expires_at: now + flowLifeMs });
    });
  }

  async #boundNetwork(
    trx: WriteTransaction,
    {
      network,
      share,
      now,
    }: { readonly network: string; readonly share: number; readonly now: number },
  ): Promise<void> {
    const [last] = await this.#beginningBehind.run(trx, { network, newer: share - 1 });
    if (last === undefined) return;
    if (last.created_at > now - protectedMs) throw busyUntil(last.created_at + protectedMs, now);
    await deleteFlowsBegunBy(trx, network, last.created_at);
  }

  async #boundAll(trx: WriteTransaction, now: number): Promise<void> {
    if (this.#spare > 0) {
      this.#spare -= 1;
      return;
    }
    // While the table is full, a refused start must not count the table again.
    const sinceFull = now - this.#fullAt;
    if (sinceFull >= 0 && sinceFull < fullForMs) throw busyUntil(now + fullForMs, now);
    const free = maxFlows - (await countFlows(trx));
    const freed = free > 0 ? 0 : await this.#pushOut(trx, now);
    this.#spare = Math.max(0, Math.min(free + freed, startsPerCount) - 1);
  }

  /** Deletes the oldest flows of the network that has the most. */
  async #pushOut(trx: WriteTransaction, now: number): Promise<number> {
    const { network = null, oldest = now } = (await fullestNetwork(trx)) ?? {};
    const which = { before: now - protectedMs, limit: batchSize };
    const freed = await deleteOldestFlows(trx, network, which);
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
    const [found] = await this.#database.find(this.#findFlow, { stateHash });
    if (found === undefined || !mayOpen(found, key)) throw new AppError('invalid_state');
    const now = Date.now();
    const flow = await this.#database.write((trx) =>
      found.browser_hash === null
        ? takeFlow(trx, stateHash)
        : claimFlow(trx, stateHash, { now, expiresAt: now + claimLifeMs }),
    );
    if (flow !== undefined) return { flow, kept: null };
    // A flow without a browser key cannot be repeated: the caller cannot prove that it began the flow.
    if (found.browser_hash === null) throw new AppError('invalid_state');
    return { flow: found, kept: await this.#keptLanding(stateHash) };
  }

  async #keptLanding(stateHash: Uint8Array): Promise<KeptLanding> {
    for (let poll = 0; poll < maxPolls; poll++) {
      const [row] = await this.#database.find(this.#findFlow, { stateHash });
      if (row === undefined || row.expires_at <= Date.now()) throw new AppError('invalid_state');
      if (row.landing !== null) return readLanding(row.landing);
      await Bun.sleep(pollMs);
    }
    throw new AppError('server_busy', { retryAfterSeconds: 2 });
  }

  /** Stores the answer, in the transaction of the sign-in. */
  async settle(
    trx: WriteTransaction,
    { state_hash: stateHash }: FlowRow,
    landing: KeptLanding,
  ): Promise<void> {
    const expiresAt = Date.now() + repeatMs;
    await settleFlow(trx, stateHash, { landing: JSON.stringify(landing), expiresAt });
  }

  /** The login code of a flow, derived from its state: equal for repeated requests, unpredictable without the key. */
  loginCode(state: string): string {
    const code = hmacSha512(this.#loginCodeKey, new TextEncoder().encode(state)).subarray(0, 32);
    return base64url.encode(code, { includePadding: false });
  }
}

function mayOpen(flow: FlowRow, { redirectUri, browserKey }: CallbackKey): boolean {
  if (flow.expires_at <= Date.now() || flow.redirect_uri !== redirectUri) return false;
  return (
    flow.browser_hash === null || constantTimeEqual(flow.browser_hash, sha256(browserKey ?? ''))
  );
}

function busyUntil(time: number, now: number): AppError {
  return new AppError('server_busy', {
    retryAfterSeconds: Math.max(1, Math.ceil((time - now) / 1000)),
  });
}
