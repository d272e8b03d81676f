import { AppError, type ErrorCode } from '../../../core/errors.ts';
import { type Id, sameId } from '../../../core/uuid.ts';
import { userIdOf } from '../../users/service.ts';
import type { Accounts, Actor } from '../users/service.ts';
import { decisionFailureSchema, type Decisions } from './schema.ts';

/** What can be done with several users in one request. */
export type SelectionAct = 'approve' | 'reject' | 'disable' | 'enable' | 'delete';

// One batch shares a commit, and is small so that other writes can run between batches.
const usersAtOnce = 50;

type Failed = Decisions['failed'][number];

/** Whether an error concerns one user, so that the others can still be changed. */
function isOwnFailure(code: ErrorCode): code is Failed['code'] {
  return decisionFailureSchema.anyOf.some(({ const: own }) => own === code);
}

/** The acts of an administrator on several users: each user has a transaction and an audit entry of their own. */
export class Selection {
  readonly #acts: Readonly<Record<SelectionAct, (id: Id, by: Actor) => Promise<unknown>>>;

  constructor({ accounts }: { readonly accounts: Accounts }) {
    this.#acts = {
      approve: (id, by) => accounts.approve(id, by),
      reject: (id, by) => accounts.reject(id, by),
      disable: (id, by) => accounts.update(id, { status: 'disabled' }, by),
      enable: (id, by) => accounts.update(id, { status: 'active' }, by),
      delete: (id, by) => accounts.remove(id, by),
    };
  }

  /** Throws AppError `invalid_token` when the caller is no longer an administrator. */
  async act(act: SelectionAct, ids: readonly string[], by: NonNullable<Actor>): Promise<Decisions> {
    const people = [...new Set(ids)];
    const failed: Failed[] = [];
    for (let start = 0; start < people.length; start += usersAtOnce) {
      const batch = people.slice(start, start + usersAtOnce);
      const outcomes = await Promise.all(
        batch.map((id) => failureOf(id, () => this.#one(act, id, by))),
      );
      failed.push(...outcomes.filter((outcome) => outcome !== null));
    }
    return { done: people.length - failed.length, failed };
  }

  /**
   * The same change as the request for one user. The caller's own account is refused: the rest of the selection
   * could not be changed without it.
   */
  async #one(act: SelectionAct, text: string, by: NonNullable<Actor>): Promise<void> {
    const id = userIdOf(text);
    const isOwn = sameId(id, by.id);
    if (isOwn && (act === 'disable' || act === 'delete')) throw new AppError('own_admin_status');
    await this.#acts[act](id, by);
  }
}

/** The failure of one user; null on success. Throws errors that concern the whole request. */
async function failureOf(id: string, work: () => Promise<void>): Promise<Failed | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof AppError && isOwnFailure(error.code)) return { id, code: error.code };
    throw error;
  }
}
