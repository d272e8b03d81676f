// The move of all people to another provider, as administrators and the operator plan, start, watch and undo it.
import { AppError } from '../../../core/errors.ts';
import { issuerSpellings, sameIssuer } from '../../../core/issuer.ts';
import { formatId, newId } from '../../../core/uuid.ts';
import type { Database } from '../../../db/port.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { Audit, AuditEntry } from '../../audit/service.ts';
import {
  addressKeyOf,
  isWithinOneIssuer,
  type Issuers,
  moveLengthMs,
  stateOf,
} from '../../federation/provider-moves/rules.ts';
import {
  accountsWithAddress,
  endMove,
  type IdentityAt,
  identitiesAt,
  insertMove,
  issuersInUse,
  latestMove,
  movedIn,
  usersAtBoth,
} from '../../federation/provider-moves/service.ts';
import type { MovedIdentities } from '../../federation/moved-identities/service.ts';
import { isReadyOidc } from '../../providers/rules.ts';
import type { Connections } from '../../providers/service.ts';
import type { Sessions } from '../../sessions/service.ts';
import type { Users } from '../../users/service.ts';
import { type Actor, requireStillAdmin } from '../users/service.ts';
import {
  byIssuer,
  checkIssuers,
  countsOf,
  type MoveFacts,
  peopleOf,
  type PlannedMove,
  shownTimes,
} from './rules.ts';
import type { MoveOverview, MoveReport, MoveRequest } from './schema.ts';

interface ProviderMoveAdministrationDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly connections: Connections;
  readonly movedIdentities: MovedIdentities;
}

const provider = 'oidc';

/** The API lists at most so many people; the command line lists all. */
const shownPeople = 1000;

const rowsAtOnce = 1000;
const keysAtOnce = 500;

export class ProviderMoveAdministration {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #connections: Connections;
  readonly #movedIdentities: MovedIdentities;

  constructor({
    database,
    audit,
    users,
    sessions,
    connections,
    movedIdentities,
  }: ProviderMoveAdministrationDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#users = users;
    this.#sessions = sessions;
    this.#connections = connections;
    this.#movedIdentities = movedIdentities;
  }

  /** The newest move with its report, and the issuers at which people have identities. */
  async overview(limit: number = shownPeople): Promise<MoveOverview> {
    const move = await latestMove(this.#database.read, provider);
    const moved = move === undefined ? [] : await movedIn(this.#database.read, move.id);
    const issuers = await issuersInUse(this.#database.aside, provider);
    return {
      move: move === undefined ? null : await this.#report(move, moved, limit),
      current: await this.#current(),
      issuers: byIssuer(issuers),
    };
  }

  /** What a move would do. Throws AppError `validation_failed`, `issuer_unused`. */
  async preview(request: MoveRequest, limit: number = shownPeople): Promise<MoveReport> {
    const issuers = checkIssuers(request);
    await requireUse(this.#database.read, issuers);
    const planned = { ...issuers, began_at: Date.now(), ends_at: null, undone_at: null };
    return this.#report(planned, [], limit);
  }

  /**
   * Starts a move. Throws AppError `validation_failed`, `issuer_unused`, `provider_move_running`, `invalid_token`.
   */
  async start(request: MoveRequest, by: Actor, limit: number = shownPeople): Promise<MoveOverview> {
    const issuers = checkIssuers(request);
    await this.#write(by, async (trx) => {
      const before = await latestMove(trx, provider);
      const now = Date.now();
      if (before !== undefined && stateOf(before, now) === 'running') {
        throw new AppError('provider_move_running');
      }
      await requireUse(trx, issuers);
      const times = { began_at: now, ends_at: now + moveLengthMs, undone_at: null };
      await insertMove(trx, { id: newId(), provider, ...issuers, ...times });
      return { event: 'provider_move.started', details: detailsOf(issuers) };
    });
    return this.overview(limit);
  }

  /** Gives all people their old identity back. Throws AppError `provider_move_not_found`, `invalid_token`. */
  async undo(by: Actor, limit: number = shownPeople): Promise<MoveOverview> {
    await this.#write(by, async (trx) => {
      const move = await latestMove(trx, provider);
      if (move === undefined || move.undone_at !== null) {
        throw new AppError('provider_move_not_found');
      }
      let restored = 0;
      for (const moved of await movedIn(trx, move.id)) {
        const row = { moved, by: by?.id ?? null };
        if (await this.#movedIdentities.restore(trx, move, row)) restored += 1;
      }
      await endMove(trx, move.id, Date.now());
      return { event: 'provider_move.undone', details: { ...detailsOf(move), restored } };
    });
    return this.overview(limit);
  }

  async #write(
    by: Actor,
    work: (trx: WriteTransaction) => Promise<Pick<AuditEntry, 'event' | 'details'>>,
  ): Promise<void> {
    await this.#database.write(async (trx) => {
      await requireStillAdmin(trx, { users: this.#users, sessions: this.#sessions }, by);
      const { event, details = {} } = await work(trx);
      const origin = by?.origin ?? null;
      const entry = { event, outcome: 'success', actor: by, target: null, origin } as const;
      await this.#audit.record(trx, { ...entry, details });
    });
  }

  async #current(): Promise<string | null> {
    const connection = await this.#connections.oidc();
    return isReadyOidc(connection) ? connection.issuerUrl : null;
  }

  async #report(move: PlannedMove, moved: MoveFacts['moved'], limit: number): Promise<MoveReport> {
    const now = Date.now();
    const people = peopleOf(move, await this.#facts(move, moved), now);
    const current = await this.#current();
    return {
      from: move.from_issuer,
      to: move.to_issuer,
      isWithinOneIssuer: isWithinOneIssuer(move),
      ...shownTimes(move, now),
      isCurrent: current !== null && sameIssuer(current, move.to_issuer),
      counts: countsOf(people),
      people: people.slice(0, limit),
    };
  }

  async #facts(move: PlannedMove, moved: MoveFacts['moved']): Promise<MoveFacts> {
    const { aside } = this.#database;
    const identities: IdentityAt[] = [];
    for (const issuer of issuerSpellings(move.from_issuer)) {
      identities.push(...(await allAt(aside, issuer)));
    }
    const atBoth = isWithinOneIssuer(move) ? [] : await usersAtBoth(aside, provider, move);
    return {
      identities,
      moved,
      atNewIssuer: new Set(atBoth.map((id) => formatId(id))),
      accountAddresses: await this.#accountAddresses(identities),
    };
  }

  /** Which verified addresses, other than that of their own account, are those of accounts. */
  async #accountAddresses(identities: readonly IdentityAt[]): Promise<ReadonlySet<string>> {
    const keys = identities.flatMap((row) => {
      const key = addressKeyOf(row);
      return key === null || key === row.email_key ? [] : [key];
    });
    const found = new Set<string>();
    for (let start = 0; start < keys.length; start += keysAtOnce) {
      const some = keys.slice(start, start + keysAtOnce);
      for (const key of await accountsWithAddress(this.#database.aside, some)) found.add(key);
    }
    return found;
  }
}

/** All identities of an issuer, a page at a time, so that other requests do not wait. */
async function allAt(db: Database['aside'], issuer: string): Promise<readonly IdentityAt[]> {
  const all: IdentityAt[] = [];
  for (let after = ''; ; after = all.at(-1)?.subject ?? '') {
    const page = await identitiesAt(db, { provider, issuer }, { after, limit: rowsAtOnce });
    all.push(...page);
    if (page.length < rowsAtOnce) return all;
  }
}

/** Refuses a move from an issuer without identities here, because its name is probably misspelt. */
async function requireUse(db: Database['read'], { from_issuer }: Issuers): Promise<void> {
  for (const issuer of issuerSpellings(from_issuer)) {
    const some = await identitiesAt(db, { provider, issuer }, { after: '', limit: 1 });
    if (some.length > 0) return;
  }
  throw new AppError('issuer_unused');
}

function detailsOf({ from_issuer, to_issuer }: Issuers) {
  return { from: from_issuer, to: to_issuer };
}
