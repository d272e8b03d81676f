import { nearest } from '../core/nearest.ts';
import { backupCommand } from './backup.ts';
import type { Command } from './command.ts';
import { configCheckCommand } from './config-check.ts';
import { healthcheckCommand } from './healthcheck.ts';
import { writeCommandHelp, writeGroupHelp, writeOverview } from './help.ts';
import { inviteCreateCommand } from './invite-create.ts';
import { keyListCommand } from './key-list.ts';
import { keyRotateCommand } from './key-rotate.ts';
import { mailTestCommand } from './mail-test.ts';
import { moveCommand } from './move.ts';
import { oidcDoctorCommand } from './oidc-doctor.ts';
import { oidcMoveCommand } from './oidc-move.ts';
import { reportProblem } from './problems.ts';
import { proveDatabaseCommand } from './prove-database.ts';
import { restoreCommand } from './restore.ts';
import { serveCommand } from './serve.ts';
import type { Shell } from './shell.ts';
import { tokenListCommand } from './token-list.ts';
import { tokenRevokeCommand } from './token-revoke.ts';
import { UsageError } from './usage-error.ts';
import { userCreateCommand } from './user-create.ts';
import { userListCommand } from './user-list.ts';
import { userMakeAdminCommand } from './user-make-admin.ts';
import { userResetLinkCommand } from './user-reset-link.ts';
import { userResetPasswordCommand } from './user-reset-password.ts';
import { userUnlockCommand } from './user-unlock.ts';
import { versionCommand } from './version.ts';

const commands: readonly Command[] = [
  serveCommand,
  configCheckCommand,
  oidcDoctorCommand,
  oidcMoveCommand,
  mailTestCommand,
  userCreateCommand,
  userListCommand,
  userResetLinkCommand,
  userResetPasswordCommand,
  userUnlockCommand,
  userMakeAdminCommand,
  inviteCreateCommand,
  tokenListCommand,
  tokenRevokeCommand,
  keyListCommand,
  keyRotateCommand,
  backupCommand,
  restoreCommand,
  moveCommand,
  proveDatabaseCommand,
  healthcheckCommand,
  versionCommand,
];

/** Runs the command in the arguments; resolves with the exit code: 0 done, 1 failed, 2 invalid arguments. */
export async function run(args: readonly string[], shell: Shell): Promise<number> {
  try {
    return await dispatch(args, shell);
  } catch (error) {
    return reportProblem(error, shell);
  }
}

async function dispatch(args: readonly string[], shell: Shell): Promise<number> {
  if (args[0] === '--version') return versionCommand.execute(args.slice(1), shell);
  const wantsHelp = args[0] === 'help' || asksForHelp(args);
  const words = leadingWords(args[0] === 'help' ? args.slice(1) : args);
  if (wantsHelp) return help(words, shell);
  if (words.length === 0) return serveCommand.execute(args, shell);
  const command = find(words);
  return command.execute(args.slice(command.name.split(' ').length), shell);
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  const options = end === -1 ? args : args.slice(0, end);
  return options.includes('--help') || options.includes('-h');
}

/** The name of a command has at most two words, which come first. */
function leadingWords(args: readonly string[]): readonly string[] {
  const firstOption = args.slice(0, 2).findIndex((arg) => arg.startsWith('-'));
  return args.slice(0, firstOption === -1 ? 2 : firstOption);
}

function help(words: readonly string[], shell: Shell): number {
  const [first] = words;
  if (first === undefined) return writeOverview(commands, shell);
  const members = groupOf(first);
  if (members.length > 0 && words.length === 1) return writeGroupHelp(first, members, shell);
  return writeCommandHelp(find(words), shell);
}

/** The command named by the first one or two words. */
function find(words: readonly string[]): Command {
  const [first = ''] = words;
  const both = words.join(' ');
  const found = commands.find(({ name }) => name === both || name === first);
  if (found !== undefined) return found;
  const members = groupOf(first);
  if (members.length > 0 && words.length === 1) {
    const rest = members.map(({ name }) => name.slice(first.length + 1)).join(', ');
    throw new UsageError(`"${first}" needs a command after it`, `one of: ${rest}`);
  }
  throw unknownCommand(first, both);
}

function unknownCommand(first: string, both: string): UsageError {
  const isGroup = groupOf(first).length > 0;
  const similar = similarTo(both) ?? (isGroup ? null : similarTo(first));
  const place = isGroup ? `help ${first}` : 'help';
  const cure = similar === null ? `see "anchor-auth ${place}"` : `did you mean "${similar}"?`;
  return new UsageError(`Unknown command "${isGroup ? both : first}"`, cure);
}

function groupOf(word: string): readonly Command[] {
  return commands.filter(({ name }) => name.startsWith(`${word} `));
}

function similarTo(text: string): string | null {
  const names = commands.map(({ name }) => name);
  const groups = names.flatMap((name) => name.split(' ').slice(0, -1));
  return nearest(text, new Set([...names, ...groups, 'help']), (name) =>
    Math.ceil(name.length / 4),
  );
}
