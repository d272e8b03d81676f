import { Database } from 'bun:sqlite';
import { closeSync, fsyncSync, openSync, statSync } from 'node:fs';

/** Names person number `index` of a seeded database. */
export function seededEmail(index: number): string {
  return `person${index}@example.org`;
}

export interface SeededSizes {
  readonly userBytes: number;
  readonly sessionBytes: number;
}

/**
 * Fills a stopped server's database with people and five sessions each, all with the password of the
 * person who is in it already; tells what they weigh on disk.
 */
export function seed(file: string, users: number): SeededSizes {
  const db = new Database(file);
  db.run('pragma journal_mode = wal');
  db.run('pragma synchronous = off');
  db.run('pragma cache_size = -200000');
  const insertUsers = db.query(
    `insert into users (id, email, email_key, name, password_hash, is_admin, status, token_version,
       is_proven, profile_image, name_follows_provider, image_follows_provider, created_at, updated_at,
       last_login_at, search_key)
     select ?, ?, ?, 'Ann Example', password_hash, 0, 'active', 1, 0, null, 1, 1, ?, ?, ?, ?
     from users limit 1`,
  );
  const insertSession = db.query(
    `insert into sessions (id, user_id, provider, refresh_hash, refresh_expires_at, rotated_at, user_agent,
       ip, created_at, last_used_at, ended_at, end_reason)
     values (?, ?, 'local', ?, ?, ?, 'Mozilla/5.0 (X11; Linux x86_64)', '203.0.113.7', ?, ?, null, null)`,
  );
  const now = Date.now();
  const ids = Array.from({ length: users }, () => Bun.randomUUIDv7('buffer'));
  const sizeBefore = sizeOf(db, file);
  db.transaction(() => {
    for (const [index, id] of ids.entries()) {
      const email = seededEmail(index);
      insertUsers.run(id, email, email, now, now, now, `ann example\n${email}`);
    }
  })();
  const sizeBetween = sizeOf(db, file);
  db.transaction(() => {
    for (const id of ids) {
      for (let session = 0; session < 5; session += 1) {
        const random = crypto.getRandomValues(new Uint8Array(48));
        const expiry = now + 90 * 86_400_000;
        insertSession.run(random.slice(0, 16), id, random.slice(16), expiry, now, now, now);
      }
    }
  })();
  const sizeAfter = sizeOf(db, file);
  db.close();
  sync(file);
  return { userBytes: sizeBetween - sizeBefore, sessionBytes: sizeAfter - sizeBetween };
}

function sizeOf(db: Database, file: string): number {
  db.run('pragma wal_checkpoint(truncate)');
  return statSync(file).size;
}

/** Else the kernel would still be writing what was seeded while the server's own commits are measured. */
function sync(file: string): void {
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
