import type { Kysely } from 'kysely';
import type { Id } from '../../../core/uuid.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import { findTicks, putTick } from './queries.ts';
import { type ChecklistChange, type Tick, ticks } from './schema.ts';

// The ticks are stored on the server, one row each, because all administrators share one checklist.

const keyOf = (tick: Tick) => `checklist.${tick}`;

/** Which ticks of the checklist are set. */
export async function readTicks(db: Kysely<Schema>): Promise<Readonly<Record<Tick, boolean>>> {
  const found = await findTicks(db, ticks.map(keyOf));
  const isSet = (tick: Tick) => found.get(keyOf(tick)) === 'true';
  return {
    registration: isSet('registration'),
    address: isSet('address'),
    provider: isSet('provider'),
    administrator: isSet('administrator'),
    backup: isSet('backup'),
    app: isSet('app'),
    dismissed: isSet('dismissed'),
  };
}

/** Sets or removes ticks; those that are null or left out stay unchanged. */
export async function changeTicks(
  trx: WriteTransaction,
  change: ChecklistChange,
  by: Id,
): Promise<void> {
  for (const tick of ticks) {
    const isSet = change[tick];
    if (typeof isSet !== 'boolean') continue;
    await putTick(trx, {
      key: keyOf(tick),
      value: String(isSet),
      is_encrypted: 0,
      updated_at: Date.now(),
      updated_by: by,
    });
  }
}
