import { StartupError } from '../core/startup-error.ts';
import type { Connections } from '../features/providers/service.ts';
import { flag } from './command.ts';
import type { Shell } from './shell.ts';

export const passwordStdin = flag('read it from standard input, one line; else one is generated');

/** The new password as it was sent; null when one is to be generated. A password is never an argument: others can read those. */
export async function readPassword(isSent: boolean, shell: Shell): Promise<string | null> {
  if (!isSent) return null;
  const line = await shell.readLine();
  if (line !== null && line !== '') return line;
  throw new StartupError(
    'No password came on standard input',
    'send it on one line, or leave out --password-stdin to have one generated',
  );
}

/** Shows a generated password to the one who asked for it. */
export function showPassword(generated: string | null, shell: Shell): void {
  if (generated !== null) shell.out(`Its password, shown only this once: ${generated}`);
}

/** A password that was just set is of no use while the server takes none. */
export async function warnIfUseless(connections: Connections, shell: Shell): Promise<void> {
  if (!(await connections.isLocalAuthDisabled())) return;
  shell.err(
    'anchor-auth: No password signs anybody in while local authentication is disabled: DISABLE_INTERNAL_AUTH=false enables it',
  );
}
