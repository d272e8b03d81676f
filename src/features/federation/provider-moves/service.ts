// Decides who is taken over to a new issuer, or to a new subject of the same one, while a move runs.
import type { Kysely } from 'kysely';
import type { Email } from '../../../core/email.ts';
import { sameIssuer } from '../../../core/issuer.ts';
import { sameId } from '../../../core/uuid.ts';
import type { Schema } from '../../../db/schema.ts';
import type { Users } from '../../users/service.ts';
import type { Profile } from '../identities/rules.ts';
import {
  identitiesOfUser,
  identitiesWithAddress,
  type IdentityRow,
  wasUnlinked,
} from '../identities/service.ts';
import {
  accountsWithAddress,
  endMove,
  identitiesAt,
  type IdentityAt,
  insertMove,
  insertMoved,
  issuersInUse,
  latestMove,
  markContested,
  movedIn,
  movedOfSubject,
  movedOfUser,
  usersAtBoth,
  wasMoved,
} from './queries.ts';
import {
  addressKeyOf,
  isWithinOneIssuer,
  type MovedRow,
  type MoveRow,
  type MoveVerdict,
  obstacleOf,
  refusalOf,
  stateOf,
  type Surroundings,
} from './rules.ts';

export {
  accountsWithAddress,
  endMove,
  type IdentityAt,
  identitiesAt,
  insertMove,
  insertMoved,
  issuersInUse,
  latestMove,
  markContested,
  movedIn,
  movedOfUser,
  usersAtBoth,
};

interface ProviderMovesDependencies {
  readonly users: Users;
}

export class ProviderMoves {
  readonly #users: Users;

  constructor({ users }: ProviderMovesDependencies) {
    this.#users = users;
  }

  /** What a move says about a subject that no account has; null when none concerns it. */
  async judge(
    db: Kysely<Schema>,
    profile: Profile,
    now: number = Date.now(),
  ): Promise<MoveVerdict | null> {
    const contested = await this.#contested(db, profile);
    if (contested !== null) return contested;
    const { email, emailVerified } = profile;
    if (email === null || !emailVerified || (await wasUnlinked(db, profile))) return null;
    const move = await this.#moveTo(db, profile, now);
    return move === null ? null : this.#takeOver(db, move, email);
  }

  async #takeOver(db: Kysely<Schema>, move: MoveRow, email: Email): Promise<MoveVerdict | null> {
    const olds = await withAddress(db, move, email);
    const [old] = olds;
    const user = old === undefined ? undefined : await this.#users.findById(db, old.user_id);
    if (old === undefined || user === undefined) return null;
    const around = await this.#around(db, { old, olds, move, email });
    const obstacle = obstacleOf({ identity: old, user }, move, around);
    if (obstacle === null) return { kind: 'replace', user, old, move };
    return { kind: 'refuse', user, code: refusalOf(obstacle), contests: false };
  }

  /** The move that runs to the issuer of a profile. */
  async #moveTo(
    db: Kysely<Schema>,
    { provider, issuer }: Profile,
    now: number,
  ): Promise<MoveRow | null> {
    const move = await latestMove(db, provider);
    if (move === undefined || stateOf(move, now) !== 'running') return null;
    return sameIssuer(move.to_issuer, issuer) ? move : null;
  }

  /** Whether two subjects of one issuer claim the account: the old one and the one that replaced it. */
  async #contested(db: Kysely<Schema>, profile: Profile): Promise<MoveVerdict | null> {
    const rows = await movedOfSubject(db, profile);
    const claims = rows.filter((row) => row.contested_at !== null || isOld(row, profile));
    const [row] = claims;
    const user = row === undefined ? undefined : await this.#users.findById(db, row.user_id);
    if (user === undefined) return null;
    const contests = claims.every(({ contested_at }) => contested_at === null);
    return { kind: 'refuse', user, code: 'identity_contested', contests };
  }

  async #around(db: Kysely<Schema>, { old, olds, move, email }: Match): Promise<Surroundings> {
    const own = await identitiesOfUser(db, old.user_id);
    const owner = await this.#users.findByEmail(db, email);
    const others = own.filter((row) => row.provider === move.provider && !sameId(row.id, old.id));
    return {
      hasSeveral: others.some((row) => sameIssuer(row.issuer, move.from_issuer)),
      isAtNewIssuer: others.some((row) => sameIssuer(row.issuer, move.to_issuer)),
      isAddressShared: olds.length > 1,
      isAddressOfAnother: owner !== undefined && !sameId(owner.id, old.user_id),
      wasMoved: await wasMoved(db, move.id, old.user_id),
    };
  }
}

interface Match {
  readonly old: IdentityRow;
  /** All identities of the old issuer with the address. */
  readonly olds: readonly IdentityRow[];
  readonly move: MoveRow;
  readonly email: Email;
}

async function withAddress(
  db: Kysely<Schema>,
  { provider, from_issuer }: MoveRow,
  email: Email,
): Promise<readonly IdentityRow[]> {
  const found = await identitiesWithAddress(db, { provider, issuer: from_issuer }, email);
  return found.filter((row) => addressKeyOf(row) === email.key);
}

/** Whether the subject is the one that was replaced, by another one of the same issuer. */
function isOld(row: MovedRow, { issuer, subject }: Profile): boolean {
  return (
    row.subject === subject &&
    sameIssuer(row.issuer, issuer) &&
    isWithinOneIssuer({ from_issuer: row.issuer, to_issuer: row.new_issuer })
  );
}
