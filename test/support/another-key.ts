import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestApp } from './test-app.ts';

/** Puts another key in place of the app's own; it takes effect with the next start, which takes it for the first. */
export async function putAnotherKey({ database, services }: TestApp): Promise<void> {
  const file = join(services.config.storage.dataDir, 'secret.key');
  writeFileSync(file, crypto.getRandomValues(new Uint8Array(32)).toHex());
  await forgetFingerprints(database);
}

/** As with a database of a version that recorded no fingerprints, nor had keys that sign. */
export async function forgetFingerprints(database: TestApp['database']): Promise<void> {
  await database.write(async (trx) => {
    await trx.deleteFrom('settings').where('key', 'like', 'fingerprint.%').execute();
    await trx.deleteFrom('signing_keys').execute();
  });
}
