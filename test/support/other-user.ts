import { tmpdir } from 'node:os';
import { canRun, fromSource } from './process.ts';

const asOther = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', ...fromSource];

/**
 * How the program is started as a user without any rights; null, with the reason printed, where that is not
 * possible: only root may become another user, and that user must be able to read this project.
 */
export function commandOfOtherUser(): readonly string[] | null {
  const reason = obstacle();
  if (reason === null) return asOther;
  console.log(`skipped: what another user meets (${reason})`);
  return null;
}

function obstacle(): string | null {
  if (process.getuid?.() !== 0) return 'needs root';
  if (Bun.which('setpriv') === null) return 'needs setpriv';
  return canRun([...asOther, 'version'], tmpdir())
    ? null
    : 'another user cannot run this project where it stands';
}
