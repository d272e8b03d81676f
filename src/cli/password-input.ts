import { StartupError } from '../core/startup-error.ts';
import type { Connections } from '../features/providers/service.ts';
import { flag } from './command.ts';
import type { Shell } from './shell.ts';

export const passwordStdin = flag('read it from standard input, one line; else one is generated');

export const mustChange = flag('make it temporary: the next sign-in asks for a new one');

/**
 * The password from standard input; null when one is to be generated. Never an argument, because other users can
 * read the arguments of a process.
 */
export async function readPassword(isSent: boolean, shell: Shell): Promise<string | null> {
  if (!isSent) return null;
  const line = await shell.readLine();
  if (line !== null && line !== '') return line;
  throw new StartupError(
    'No password came on standard input',
    'send it on one line, or leave out --password-stdin to have one generated',
  );
}

/** What is printed for a password that the person must replace. */
export const temporaryNote = 'It is temporary: the next sign-in with it asks for a new password';

/** Prints a generated password. */
export function showPassword(generated: string | null, shell: Shell): void {
  if (generated !== null) shell.out(`Its password, shown only this once: ${generated}`);
}

/** Warns when the new password cannot be used, because password sign-in is disabled. */
export async function warnIfUseless(connections: Connections, shell: Shell): Promise<void> {
  if (!(await connections.isLocalAuthDisabled())) return;
  shell.err('anchor-auth: Sign-in by password is disabled: DISABLE_INTERNAL_AUTH=false enables it');
}
