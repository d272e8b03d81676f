// Sends the dearest bodies over as many connections as asked for, without a pause, as a process of its own.
// Arguments: the port, how many seconds, how many connections. Prints BodyAttackReport as JSON.
import { postRequest } from './client.ts';
import { dearBodies } from './dear-bodies.ts';
import { load } from './load.ts';

export interface BodyAttackReport {
  readonly perSecond: number;
  /** Answers by status; 0 means a connection closed without an answer. */
  readonly statuses: Readonly<Record<string, number>>;
}

const [port = 0, seconds = 0, connections = 0] = process.argv.slice(2).map(Number);
// What a stranger may send to without a limit, and what has one of 300 a minute for a network.
const paths = ['/api/auth/logout', '/api/auth/refresh'];

let count = 0;
const result = await load({
  port,
  seconds,
  connections,
  request: () => {
    count += 1;
    return postRequest(
      paths[count % paths.length] ?? '',
      dearBodies[count % dearBodies.length] ?? '',
      { 'X-Forwarded-For': `198.18.${(count >> 8) & 255}.${count & 255}` },
    );
  },
});
const report: BodyAttackReport = {
  perSecond: result.requests / seconds,
  statuses: Object.fromEntries(result.statuses),
};
console.log(JSON.stringify(report));
process.exit(0);
