// Preloaded into a server, weakens its transactions to PostgreSQL's default, so that the races can be seen to fail.
import { PostgresDriver } from 'kysely';

// oxlint-disable-next-line typescript/unbound-method -- it is called on the driver it belongs to
const begin = PostgresDriver.prototype.beginTransaction;

PostgresDriver.prototype.beginTransaction = function beginWeaker(connection, settings) {
  return begin.call(this, connection, { ...settings, isolationLevel: 'read committed' });
};
