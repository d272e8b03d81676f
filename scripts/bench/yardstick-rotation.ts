// Yardstick T: durable rotations with nothing around them: one update and one insert per transaction,
// each on disk before the next begins. Arguments: the database file, seconds. Prints rotations per second.
import { Database } from 'bun:sqlite';

const [file = '', seconds = '1'] = process.argv.slice(2);
const db = new Database(file, { create: true });
db.run('pragma journal_mode = wal');
db.run('pragma synchronous = full');
db.run('create table if not exists tokens (hash blob primary key, session blob, used_at integer)');

const use = db.query('update tokens set used_at = ? where hash = ?');
const issue = db.query('insert into tokens values (?, ?, null)');
const session = crypto.getRandomValues(new Uint8Array(16));
let current = crypto.getRandomValues(new Uint8Array(32));
issue.run(current, session);

const rotate = db.transaction(() => {
  const next = crypto.getRandomValues(new Uint8Array(32));
  use.run(Date.now(), current);
  issue.run(next, session);
  current = next;
});

const startedAt = performance.now();
const endsAt = startedAt + Number(seconds) * 1000;
let rotations = 0;
while (performance.now() < endsAt) {
  rotate.immediate();
  rotations += 1;
}
console.log(rotations / ((performance.now() - startedAt) / 1000));
db.close();
