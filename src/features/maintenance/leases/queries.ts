import type { Insertable, Kysely } from 'kysely';
import type { LeaseTable } from '../../../db/instance-tables.ts';
import type { Schema } from '../../../db/schema.ts';

/** Takes a lease that is free, expired, or the holder's own; returns whether it was taken. */
export async function takeLease(
  db: Kysely<Schema>,
  lease: Insertable<LeaseTable>,
  now: number,
): Promise<boolean> {
  const taken = await db
    .insertInto('leases')
    .values(lease)
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({
          holder: (eb) => eb.ref('excluded.holder'),
          held_until: (eb) => eb.ref('excluded.held_until'),
        })
        .where((eb) =>
          eb.or([eb('leases.held_until', '<', now), eb('leases.holder', '=', lease.holder)]),
        ),
    )
    .returning('name')
    .execute();
  return taken.length > 0;
}

/** Frees a lease, unless another holder has it. */
export async function releaseLease(
  db: Kysely<Schema>,
  { name, holder }: Pick<LeaseTable, 'name' | 'holder'>,
): Promise<void> {
  await db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute();
}
