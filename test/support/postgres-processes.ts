// The processes of a PostgreSQL server, to which a test can send signals.
import { readdirSync, readFileSync } from 'node:fs';

/** Sends a signal to the first process of a server and to those it has started. */
export function signalServer(first: number, name: NodeJS.Signals): void {
  for (const pid of [first, ...childrenOf(first)]) signal(pid, name);
}

function childrenOf(first: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === first);
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}
