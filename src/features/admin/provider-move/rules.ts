import { issuer as issuerKind } from '../../../config/address-kinds.ts';
import { type FieldError, validationError } from '../../../core/errors.ts';
import { fieldError } from '../../../core/field-faults.ts';
import { withoutSlash } from '../../../core/issuer.ts';
import { isoTime } from '../../../core/time.ts';
import { formatId, type Id } from '../../../core/uuid.ts';
import {
  addressKeyOf,
  isWithinOneIssuer,
  type Issuers,
  type MovedRow,
  type MoveRow,
  obstacleOf,
  stateOf,
} from '../../federation/provider-moves/rules.ts';
import type { IdentityAt } from '../../federation/provider-moves/service.ts';
import type { MoveCounts, MoveOverview, MovePerson, MoveReport, MoveRequest } from './schema.ts';

/** The issuers of a request. Throws AppError `validation_failed`. */
export function checkIssuers({ from, to }: MoveRequest): Issuers {
  const problems: FieldError[] = [];
  for (const [field, text] of Object.entries({ from, to })) {
    const parsed = text.length > 2048 ? tooLong : issuerKind(text);
    if ('value' in parsed) continue;
    problems.push(fieldError(field, { ...parsed, problem: `${field} ${parsed.problem}` }));
  }
  if (problems.length > 0) throw validationError(problems);
  return { from_issuer: from, to_issuer: to };
}

const tooLong = {
  problem: 'must be at most 2048 characters',
  code: 'too_long',
  params: { max: 2048 },
} as const;

/** A move, or one that is only planned. */
export type PlannedMove = Issuers &
  Pick<MoveRow, 'began_at'> & {
    readonly ends_at: number | null;
    readonly undone_at: number | null;
  };

/** What the database holds about the people of a move. */
export interface MoveFacts {
  /** The identities of the old issuer as they are now. */
  readonly identities: readonly IdentityAt[];
  /** The accounts that have an identity of the new issuer. */
  readonly atNewIssuer: ReadonlySet<string>;
  /** Addresses of identities that are those of accounts. */
  readonly accountAddresses: ReadonlySet<string>;
  /** The replaced identities, with the addresses of their accounts. */
  readonly moved: readonly MovedPerson[];
}

type MovedPerson = MovedRow & { readonly account_email: string };

/** Every person of a move: those who need an administrator first. */
export function peopleOf(move: PlannedMove, facts: MoveFacts, now: number): readonly MovePerson[] {
  const isUndone = move.undone_at !== null;
  const moved = facts.moved.map((row) => shownMoved(row, isUndone));
  const others = isUndone ? [] : stillThere(move, facts, now);
  const order: readonly MovePerson['outcome'][] = [
    'contested',
    'excluded',
    'waiting',
    'moved',
    'restored',
  ];
  return [...moved, ...others].toSorted(
    (a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome) || (a.email < b.email ? -1 : 1),
  );
}

function stillThere(move: PlannedMove, facts: MoveFacts, now: number): readonly MovePerson[] {
  const { identities, atNewIssuer, accountAddresses, moved } = facts;
  const perAddress = counted(identities.map((row) => addressKeyOf(row) ?? ''));
  const perAccount = counted(identities.map((row) => idOf(row.user_id)));
  const movedAccounts = new Set(moved.map((row) => idOf(row.user_id)));
  const isWithin = isWithinOneIssuer(move);
  return (
    identities
      // Within one issuer these are people who are new, and new subjects that took over.
      .filter((row) => !isWithin || row.created_at < move.began_at)
      .map((row) => {
        const key = addressKeyOf(row);
        const account = idOf(row.user_id);
        const obstacle = obstacleOf({ identity: row, user: row }, move, {
          hasSeveral: (perAccount.get(account) ?? 0) > 1,
          isAtNewIssuer: !isWithin && atNewIssuer.has(account),
          isAddressShared: (perAddress.get(key ?? '') ?? 0) > 1,
          isAddressOfAnother: key !== null && key !== row.email_key && accountAddresses.has(key),
          wasMoved: movedAccounts.has(account),
        });
        const hasEnded = move.ends_at !== null && now >= move.ends_at;
        return shownIdentity(row, obstacle ?? (hasEnded ? 'not_arrived' : null));
      })
  );
}

function shownIdentity(row: IdentityAt, reason: MovePerson['reason']): MovePerson {
  return {
    userId: idOf(row.user_id),
    email: row.account_email,
    addressThere: row.email,
    lastUsedAt: isoTime(row.last_used_at),
    outcome: reason === null ? 'waiting' : 'excluded',
    reason,
    movedAt: null,
  };
}

function shownMoved(row: MovedPerson, isUndone: boolean): MovePerson {
  const outcome = row.contested_at === null ? 'moved' : 'contested';
  return {
    userId: idOf(row.user_id),
    email: row.account_email,
    addressThere: row.email,
    lastUsedAt: isoTime(row.last_used_at),
    outcome: isUndone ? 'restored' : outcome,
    reason: null,
    movedAt: isoTime(row.moved_at),
  };
}

function counted(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function idOf(id: Id): string {
  return formatId(id);
}

/** Counts spellings of an issuer that differ by the slash at the end as one, under the most used spelling. */
export function byIssuer(issuers: MoveOverview['issuers']): MoveOverview['issuers'] {
  const merged = new Map<string, MoveOverview['issuers'][number]>();
  for (const { issuer, people } of issuers) {
    const key = withoutSlash(issuer);
    const known = merged.get(key);
    merged.set(key, { issuer: known?.issuer ?? issuer, people: (known?.people ?? 0) + people });
  }
  return [...merged.values()];
}

/** How many people have which outcome. */
export function countsOf(people: readonly MovePerson[]): MoveCounts {
  const counts = { moved: 0, waiting: 0, excluded: 0, contested: 0, restored: 0 };
  for (const { outcome } of people) counts[outcome] += 1;
  return counts;
}

type Times = Pick<MoveReport, 'state' | 'beganAt' | 'endsAt' | 'undoneAt'>;

export function shownTimes({ began_at, ends_at, undone_at }: PlannedMove, now: number): Times {
  if (ends_at === null) return { state: 'planned', beganAt: null, endsAt: null, undoneAt: null };
  return {
    state: stateOf({ ends_at, undone_at }, now),
    beganAt: isoTime(began_at),
    endsAt: isoTime(ends_at),
    undoneAt: undone_at === null ? null : isoTime(undone_at),
  };
}
