import type { WriteTransaction } from './port.ts';

/** An action outside the database that follows a change: a log line, a file, a message. */
export type Effect = () => void | Promise<void>;

// Keyed by the change whose work runs now, because SQLite's writer shares one transaction between several changes.
const askedFor = new WeakMap<WriteTransaction, Effect[]>();

/**
 * Has `effect` run once the change that is being made in `trx` is durable, and never when it is refused. The
 * effects of a change run in the order they were asked for, before its caller gets the answer; one that fails is
 * logged, and the answer stays the same. To be called from inside the work of the change.
 */
export function afterCommit(trx: WriteTransaction, effect: Effect): void {
  const effects = askedFor.get(trx);
  if (effects === undefined) throw new Error('afterCommit was called outside of a change');
  effects.push(effect);
}

/** Runs the work of one change; returns its value with the effects that it asked for. */
export async function withEffects<T>(
  trx: WriteTransaction,
  work: (trx: WriteTransaction) => Promise<T>,
): Promise<{ readonly value: T; readonly effects: readonly Effect[] }> {
  const effects: Effect[] = [];
  askedFor.set(trx, effects);
  try {
    return { value: await work(trx), effects };
  } finally {
    askedFor.delete(trx);
  }
}

/** Runs the effects of a committed change; `onFailure` gets the error of one that fails. */
export async function runEffects(
  effects: readonly Effect[],
  onFailure: (error: unknown) => void,
): Promise<void> {
  for (const effect of effects) {
    try {
      // Synchronous effects run without a pause between them, so that the log lines of a change stay together.
      const pending = effect();
      if (pending !== undefined) await pending;
    } catch (error) {
      onFailure(error);
    }
  }
}

/** Throws the error again; the default for the failure of an effect. */
export function rethrow(error: unknown): never {
  throw error;
}
